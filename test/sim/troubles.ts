import { GazelleError } from '../../src/core/gazelle/errors.ts'
import { GrantError, type GrantErrorKind } from '../../src/core/gazelle/grant-errors.ts'
import { StoreError } from '../../src/core/keeper/store-error.ts'

export function storeDown(): StoreError {
  return new StoreError('unavailable', 'Supabase is down.')
}

export function gazelleTrouble(random: () => number): GazelleError {
  return random() < 0.3
    ? new GazelleError('rate-limited', 'Too many requests.', { retryAfterSeconds: Math.floor(random() * 600) })
    : new GazelleError('unavailable', 'Gazelle is down.')
}

export function grantTrouble(kind: GrantErrorKind): GrantError {
  return new GrantError(kind, 'Gazelle is down.')
}
