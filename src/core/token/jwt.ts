import { Buffer } from 'node:buffer'
import type { EpochSeconds } from './record.ts'
import { readPointInTime } from './time.ts'
import { isJwt } from './token-text.ts'

/**
 * A JWT's own times: `exp` and `iat` in seconds, each null if the token is not a JWT or does not state it.
 * The signature is not checked: Gazelle does that. Never throws.
 */
export function jwtTimes(token: string): { issuedAt: EpochSeconds | null; expiresAt: EpochSeconds | null } {
  const claims = jwtClaims(token)
  return { issuedAt: point(claims?.['iat']), expiresAt: point(claims?.['exp']) }
}

/** A JWT's claims, unchecked; null if the text is not a JWT. Never throws. */
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
