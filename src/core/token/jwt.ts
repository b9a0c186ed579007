import type { EpochSeconds } from './record.ts'
import { readPointInTime } from './time.ts'
import { isJwt } from './token-text.ts'

/**
 * What a JWT says of its own time: `exp` and `iat` in seconds, each null where the token is no JWT or does not say.
 * The signature is not checked: Gazelle does that. Never throws.
 */
export function jwtTimes(token: string): { issuedAt: EpochSeconds | null; expiresAt: EpochSeconds | null } {
  const claims = jwtClaims(token)
  return { issuedAt: point(claims?.['iat']), expiresAt: point(claims?.['exp']) }
}

/** What a JWT claims, unchecked; null where the text is none. Never throws. */
export function jwtClaims(token: string): Readonly<Record<string, unknown>> | null {
  if (!isJwt(token)) return null
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'))
    const isObject = typeof claims === 'object' && claims !== null && !Array.isArray(claims)
    return isObject ? (claims as Record<string, unknown>) : null
  } catch {
    return null
  }
}

function point(claim: unknown): EpochSeconds | null {
  if (typeof claim !== 'number') return null
  try {
    return readPointInTime('exp', claim)?.at ?? null
  } catch {
    return null
  }
}
