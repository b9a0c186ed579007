import { kindOfKey } from '../supabase/setup/supabase-key.ts'
import { jwtClaims } from '../token/jwt.ts'
import { tokenFlaw } from '../token/token-text.ts'
import type { OtherSecret, TokenFault } from './paste.ts'

const shortest = 20
/** Servers reject longer headers. */
const longest = 8192

/** The beginnings of other services' secrets, which must never be sent to Gazelle. */
const otherServices: readonly RegExp[] = [
  /^(sbp_|gh[opsur]_|github_pat_|glpat-|npm_|pypi-|shpat_|dop_v1_|whsec_)/,
  /^([rsp]k_(live|test)_|sk-(proj|svcacct|ant|or)-|sk-[A-Za-z0-9]{48}$|hf_[A-Za-z]{34}$)/,
  /^(xox[a-z]-|xapp-|(AKIA|ASIA)[A-Z0-9]{16}$|AIza|ya29\.|GOCSPX-|SG\.)/,
]

/**
 * A placeholder for a value: `$TOKEN`, `{{token}}`, `<token>`, `%TOKEN%`, `VOTRE_TOKEN_ICI`, or one of JavaScript's empty values.
 */
const placeholderPattern = /^([$<{%[].*|[A-Z]+(_[A-Z]+)+|[a-z]+([-_][a-z]+)+|null|undefined|false|true|NaN)$/

/** Dots, stars or an ellipsis that hide a secret, or a word that says so. */
const mask = /\*{3}|[•●∙⋅·…]|\.{3}|^\W?(redacted|masked|hidden|masqué)\W?$/i

/** The characters of a bearer token, by RFC 6750. */
const spelling = /^[\w~+/.-]+=*$/

/**
 * The fault that keeps a text in a token's place from being a token of Gazelle, or null if there is none. Takes any text; never
 * throws.
 */
export function tokenFault(text: string): TokenFault | null {
  const secret = otherSecret(text)
  if (secret !== null) return { reason: 'is-password-or-key', secret }
  if (text.length > longest) return { reason: 'not-a-token' }
  if (mask.test(text) || isOneCharacterRepeated(text)) return { reason: 'masked' }
  if (placeholderPattern.test(text)) return { reason: 'placeholder' }
  if (tokenFlaw(text) !== null || !spelling.test(text) || text.length < shortest) return { reason: 'not-a-token' }
  return null
}

function otherSecret(text: string): OtherSecret | null {
  if (otherServices.some((prefix) => prefix.test(text))) return 'other-service'
  if (text.length > longest) return null
  const { kind } = kindOfKey(text)
  if (kind !== 'unknown') return `supabase-${kind}`
  return jwtClaims(text)?.['role'] === 'authenticated' ? 'supabase-user' : null
}

function isOneCharacterRepeated(text: string): boolean {
  return text.length > 3 && text === text.charAt(0).repeat(text.length)
}
