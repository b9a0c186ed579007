import type { EpochSeconds, Expiry } from './record.ts'

/** When a token expires, in seconds since 1970, whether that is stated or assumed; null when it never does. */
export function endOf(expiry: Expiry): EpochSeconds | null {
  return expiry.certainty === 'never' ? null : expiry.at
}

/** When a token expires, in milliseconds since 1970, as the clocks count; null when it never does, or there is none. */
export function expiresAt(token: { readonly expiry: Expiry } | null): number | null {
  const end = token === null ? null : endOf(token.expiry)
  return end === null ? null : end * 1000
}
