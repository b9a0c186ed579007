import type { HeaderKind } from './record.ts'

/**
 * What keeps a text from being a token that fits a request header: empty, a scheme in front, or any character that is
 * not visible ASCII. Takes the text; gives the reason as the end of a sentence ("contains a space"), or null when
 * there is none. The reason never quotes the text.
 */
export function tokenFlaw(text: string): string | null {
  if (text === '') return 'is empty'
  if (/^(bearer|basic|token)\s/i.test(text))
    return 'has a header scheme such as "Bearer " in front; keep what follows it'
  if (/[\r\n]/.test(text)) return 'contains a line break'
  if (/\s/.test(text)) return 'contains a space'
  if (/["'`]/.test(text)) return 'contains a quotation mark'
  if (!/^[\x21-\x7e]+$/.test(text)) return 'contains a character that no token has'
  return null
}

/** What programs write where they have no token: their words for nothing, and texts without a letter or a digit. */
const nothingPattern =
  /^(?:null|none|undefined|nil|nan|void|n\/a|true|false|bearer|manual_override|[<([{]\s*(?:null|none|nil|undefined|empty)\s*[>)\]}]|\[object \w+\]|[^A-Za-z0-9]*)$/i

/**
 * The token that a text is, without what people and programs put around one: white space, quotation marks, the scheme of
 * a header. Takes any text; gives the rest, or null where that says that there is none. It may still have a flaw.
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
  return /^[\w-]+\.[\w-]+\.[\w-]+$/.test(token)
}

/**
 * Whether programs that read the row take this bearer token for an API key, because it is under 50 characters: they send it
 * in the wrong header. `headerKind` is what is known of it; of 32 characters it may well be a key.
 */
export function isTakenForKey(token: string, headerKind: HeaderKind | null): boolean {
  if (token.length >= 50) return false
  return headerKind === 'bearer' || (headerKind === null && token.length !== 32)
}

/**
 * What a token's form alone tells of its header: a JWT or 50 characters and more is a bearer token, 32 characters is
 * an API key (which is also how the programs that read the row tell them apart). Null for anything else, such as
 * Doorkeeper's 43 characters.
 */
export function headerKindByForm(token: string): HeaderKind | null {
  if (isJwt(token) || token.length >= 50) return 'bearer'
  return token.length === 32 ? 'api-key' : null
}
