import { headerKindByForm, isJwt } from '../token/token-text.ts'
import { isBrokenToken, tokenOfPieces } from './broken.ts'
import { mayHoldToken } from './names.ts'
import type { Paste } from './paste.ts'
import { tokenFault } from './token-fault.ts'

const longest = 8192

/**
 * Takes a token that stands alone, perhaps in quotation marks.
 *
 * Nothing around it identifies it, so its form must: a JWT, or 32 or at least 40 URL-safe characters that do not read like words.
 * Gives null for any other text; names a known secret of another kind.
 */
export function credentialOfBareToken(text: string): Paste | null {
  const form = 'bare-token'
  if (text.startsWith('-----BEGIN ')) return { reason: 'is-password-or-key', secret: 'private-key', form }
  if (text.length > longest) return null
  const words = text.split(/\s+/).map(unquoted)
  const [token = ''] = words
  if (words.length > 1) {
    if (words.every(looksLikeToken)) return { reason: 'several-tokens', form }
    const lines = text.split('\n').map((line) => line.trim())
    const whole = tokenOfPieces(lines)
    if (whole !== null) return credentialOfBareToken(whole)
    const isOverLines = lines.length === words.length || !words.some(looksLikeToken)
    return token.length >= 16 && isOverLines && isBrokenToken(text) ? { reason: 'broken', form } : null
  }
  const fault = tokenFault(token)
  if (fault !== null && fault.reason !== 'not-a-token') return { ...fault, form }
  if (fault !== null || !looksLikeToken(token)) return null
  const headerKind = headerKindByForm(token)
  return {
    credential: {
      accessToken: token,
      headerKind,
      refreshToken: null,
      issuedAt: null,
      lifeSeconds: null,
    },
    form,
  }
}

/** Takes a token that code assigns to a single name of no other service: `let x = '…'`. Null for any other text. */
export function credentialOfNamedToken(text: string): Paste | null {
  const [, name, , value] =
    /^(?:(?:>>>|export|const|let|var)[ \t]+){0,3}\$?([A-Za-z_]\w{0,80})(?:[ \t]*:[ \t]*\w{1,20})?[ \t]*:?=[ \t]*(["'`])([^"'`\s]{20,9000})\2;?$/.exec(
      text,
    ) ?? []
  return name !== undefined && value !== undefined && mayHoldToken(name) ? credentialOfBareToken(value) : null
}

function unquoted(word: string): string {
  return /^(["'`])(.*)\1[,;]?$/.exec(word)?.[2] ?? word
}

function looksLikeToken(text: string): boolean {
  if (isJwt(text)) return text.startsWith('eyJ')
  if ((text.length !== 32 && text.length < 40) || !/^[\w-]+$/.test(text)) return false
  return /[a-z]/i.test(text) && (/\d/.test(text) || (/[a-z]/.test(text) && /[A-Z]/.test(text)))
}
