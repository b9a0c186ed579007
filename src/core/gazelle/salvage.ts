import type { Fields } from '../base/json.ts'
import { tokenFlaw } from '../token/token-text.ts'

/** The shortest token to believe: shorter ones are a page's examples, as no server issues a token that can be guessed. */
const shortestToken = 16
const entities: Readonly<Record<string, string>> = {
  quot: '"',
  '#34': '"',
  '#x22': '"',
  '#39': "'",
  '#x27': "'",
  amp: '&',
}

/**
 * The complete fields of an answer that is not JSON: a page or a script is around it, it breaks off, or something was written
 * before or after it. Gives null unless an access token is among them: the rest of such a text may come from anybody. A text
 * counts if its closing quotation mark is there, a number if something follows it: half a token is useless.
 */
export function salvage(text: string): Fields | null {
  const plain = text.replace(/&(\w+|#\w+);/g, (entity, name: string) => entities[name.toLowerCase()] ?? entity)
  const accessToken = tokenOf(plain, 'access_?token')
  if (accessToken === null) return null
  return {
    access_token: accessToken,
    refresh_token: tokenOf(plain, 'refresh_?token'),
    expires_in: numberOf(plain, 'expires_?in'),
    created_at: numberOf(plain, 'created_?at'),
  }
}

/** A name in quotation marks, escaped ones too, as the object may be a text within another. */
const named = (name: string) => `(?<![\\w-])\\\\?["']?${name}\\\\?["']?\\s*[:=]\\s*`

function tokenOf(text: string, name: string): string | null {
  // A token has no quotation mark or backslash in it, except the "\/" that some servers write.
  const found = text.matchAll(new RegExp(`${named(name)}\\\\?(["'])((?:[^"'\\\\]|\\\\/)+)\\\\?\\1`, 'gi'))
  for (const [, , value = ''] of found) {
    const token = value.replaceAll('\\/', '/').trim()
    if (token.length >= shortestToken && tokenFlaw(token) === null) return token
  }
  return null
}

function numberOf(text: string, name: string): number | null {
  const found = new RegExp(`${named(name)}\\\\?["']?(\\d{1,15})(?=[^\\d.])`, 'i').exec(text)?.[1]
  return found === undefined ? null : Number(found)
}
