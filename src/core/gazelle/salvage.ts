import type { Fields } from '../base/json.ts'
import { tokenFlaw } from '../token/token-text.ts'

/** Shorter ones are the examples of a page: no server gives out a token that can be guessed. */
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
 * The fields that stand whole in an answer which is no JSON: a page or a script is around it, it breaks off, or something was
 * written before or behind it. Gives null unless an access token is among them: what else such a text says may be anybody's
 * word. A value counts when its closing quotation mark is there, a number when something follows it: half a token is none.
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

/** A name in quotation marks, escaped ones too where the object is a text within another. */
const named = (name: string) => `(?<![\\w-])\\\\?["']?${name}\\\\?["']?\\s*[:=]\\s*`

function tokenOf(text: string, name: string): string | null {
  // A token has no quotation mark and no backslash in it, but for the "\/" that some servers write.
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
