import type { ReadCredential } from '../token/credential.ts'
import { tokenFlaw } from '../token/token-text.ts'

/** Words that a web application sends before it has a token, or by mistake. */
const placeholderWords = ['null', 'undefined', 'false', 'true', 'NaN']

/**
 * Takes the credential out of the headers of a request to Gazelle.
 *
 * Takes the headers by name, in any case, each with one value or several. Gives the token of
 * `Authorization: Bearer`, else the key of `x-gazelle-api-key`, else null: other schemes, empty values, placeholders
 * such as "null" and anything that is not one word of visible ASCII count as no credential. Never throws.
 */
export function credentialFromHeaders(
  headers: Readonly<Record<string, string | readonly string[]>>,
): ReadCredential | null {
  const found = (accessToken: string, headerKind: 'bearer' | 'api-key'): ReadCredential => ({
    accessToken,
    headerKind,
    refreshToken: null,
    issuedAt: null,
    lifeSeconds: null,
  })
  for (const value of valuesOf(headers, 'authorization')) {
    const token = /^Bearer +(.*)$/i.exec(value)?.[1]
    if (token !== undefined && isToken(token)) return found(token, 'bearer')
  }
  const key = valuesOf(headers, 'x-gazelle-api-key').find(isToken)
  return key === undefined ? null : found(key, 'api-key')
}

function valuesOf(headers: Readonly<Record<string, string | readonly string[]>>, name: string): string[] {
  return Object.entries(headers)
    .filter(([key]) => key.toLowerCase() === name)
    .flatMap(([, value]) => value)
    .map((value) => value.trim())
}

function isToken(text: string): boolean {
  return tokenFlaw(text) === null && !placeholderWords.includes(text)
}
