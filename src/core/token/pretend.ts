import type { Credential } from './credential.ts'
import type { JsonText } from './json-text.ts'
import type { EpochSeconds } from './record.ts'
import { type OldValue, replaceToken } from './replace.ts'

/**
 * The value that a renewal would write, with a made-up token pair of the same form, for a rehearsal that is rolled back. Takes
 * the row's value (null: there is no row) and the time (seconds); gives JSON text.
 */
export function withPretendedToken(old: OldValue | null, now: EpochSeconds): JsonText {
  const credential: Credential = {
    accessToken: otherThan(old?.accessToken ?? 'A'.repeat(43)),
    refreshToken: old === null || old.refreshToken === null ? null : otherThan(old.refreshToken),
    headerKind: old?.headerKind ?? null,
    issuedAt: null,
    lifeSeconds: null,
    source: 'row',
  }
  return replaceToken(old, credential, now)
}

const otherThan = (token: string) => `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`
