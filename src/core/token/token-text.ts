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
