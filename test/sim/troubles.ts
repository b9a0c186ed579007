import { GazelleError } from '../../src/core/gazelle/errors.ts'
import { GrantError, type GrantErrorKind } from '../../src/core/gazelle/grant-errors.ts'
import { StoreError } from '../../src/core/keeper/store-error.ts'

export function storeDown(): StoreError {
  return new StoreError('unavailable', 'Supabase is down.')
}

/** The database's refusal of a token, while keepers may write none. */
export function refuseWhileClosed({ closedSince }: { readonly closedSince: number | null }): void {
  if (closedSince !== null) throw new StoreError('write-denied', 'A policy is in the way.')
}

export function gazelleTrouble(random: () => number): GazelleError {
  return random() < 0.3
    ? new GazelleError('rate-limited', 'Too many requests.', { retryAfterSeconds: Math.floor(random() * 600) })
    : new GazelleError('unavailable', 'Gazelle is down.')
}

export function grantTrouble(kind: GrantErrorKind): GrantError {
  return new GrantError(kind, 'Gazelle is down.')
}
