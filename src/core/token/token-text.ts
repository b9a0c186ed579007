import type { HeaderKind } from './record.ts'

/**
 * Why a text is not a token that fits a request header: it is empty, has a scheme in front, or has a character that is not
 * visible ASCII. Takes the text; gives the reason as the end of a sentence ("contains a space"), or null if it is fine. The
 * reason never quotes the text.
 */
export function tokenFlaw(text: string): string | null {
  // Most texts are fine: one look finds nothing but visible ASCII without quotation marks.
  if (/^[!#-&(-_a-~]+$/.test(text)) return null
  if (text === '') return 'is empty'
  if (/^(bearer|basic|token)\s/i.test(text)) return 'has a header scheme such as "Bearer " in front'
  if (/[\r\n]/.test(text)) return 'contains a line break'
  if (/\s/.test(text)) return 'contains a space'
  if (/["'`]/.test(text)) return 'contains a quotation mark'
  if (!/^[\x21-\x7e]+$/.test(text)) return 'contains a character that no token has'
  return null
}

/** Words that programs write for "no token", and texts without a letter or a digit. */
const nothingPattern =
  /^(?:null|none|undefined|nil|nan|void|n\/a|true|false|bearer|manual_override|[<([{]\s*(?:null|none|nil|undefined|empty)\s*[>)\]}]|\[object \w+\]|[^A-Za-z0-9]*)$/i

/**
 * Strips a token of what people and programs put around it: white space, quotation marks, a header's scheme. Takes any text;
 * gives the rest, or null if that says that there is no token. The rest may still have a flaw.
 */
export function tokenWithin(text: string): string | null {
  const token = unquoted(
    unquoted(text.trim())
      .replace(/^(?:authorization\s*:\s*)?(?:bearer|token)\s+/i, '')
      .trim(),
  )
  return token.length < 40 && nothingPattern.test(token) ? null : token
}

function unquoted(text: string): string {
  const quote = text.charAt(0)
  const isQuoted = (quote === '"' || quote === "'" || quote === '`') && text.length > 1 && text.endsWith(quote)
  return isQuoted ? text.slice(1, -1).trim() : text
}

/** True for three base64url parts with dots between: the form of a signed JSON Web Token. */
export function isJwt(token: string): boolean {
  return token.includes('.') && /^[\w-]+\.[\w-]+\.[\w-]+$/.test(token)
}

/**
 * Whether programs that read the row take this bearer token for an API key, because it has under 50 characters: they send it
 * in the wrong header. `headerKind`: its known header; an unknown token of 32 characters may well be a key.
 */
export function isTakenForKey(token: string, headerKind: HeaderKind | null): boolean {
  if (token.length >= 50) return false
  return headerKind === 'bearer' || (headerKind === null && token.length !== 32)
}

/**
 * The header that a token's form alone implies: a JWT or 50 characters and more is a bearer token, 32 characters is
 * an API key (which is also how the programs that read the row tell them apart). Null for anything else, such as
 * Doorkeeper's 43 characters.
 */
export function headerKindByForm(token: string): HeaderKind | null {
  if (isJwt(token) || token.length >= 50) return 'bearer'
  return token.length === 32 ? 'api-key' : null
}
