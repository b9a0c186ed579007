import { headerKindByForm, isJwt } from '../token/token-text.ts'
import type { Paste } from './paste.ts'
import { tokenFault } from './token-fault.ts'

const LONGEST = 8192

/**
 * Takes a token that stands alone, in quotation marks perhaps.
 *
 * Nothing around it says that it is one, so its form must: a JWT, or 32 or at least 40 URL-safe characters that do not
 * read like words. Gives null for any other text; a secret that is known to be something else is named.
 */
export function credentialOfBareToken(text: string): Paste | null {
  const form = 'bare-token'
  if (text.startsWith('-----BEGIN ')) return { reason: 'is-password-or-key', secret: 'private-key', form }
  if (text.length > LONGEST) return null
  const words = text.split(/\s+/).map(unquoted)
  const [token = ''] = words
  if (words.length > 1) return words.every(looksLikeToken) ? { reason: 'several-tokens', form } : null
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
      source: 'clipboard',
    },
    form,
  }
}

function unquoted(word: string): string {
  return /^(["'`])(.*)\1[,;]?$/.exec(word)?.[2] ?? word
}

function looksLikeToken(text: string): boolean {
  if (isJwt(text)) return text.startsWith('eyJ')
  if ((text.length !== 32 && text.length < 40) || !/^[\w-]+$/.test(text)) return false
  return /[a-z]/i.test(text) && (/\d/.test(text) || (/[a-z]/.test(text) && /[A-Z]/.test(text)))
}
