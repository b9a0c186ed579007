import { GazelleError } from '../gazelle/errors.ts'
import { GrantError } from '../gazelle/grant-errors.ts'
import { RecordError } from '../token/errors.ts'
import type { LatestRenewal } from './renewal-memory.ts'
import { isRenewedInVain, type KeeperState, type Problem, renewedInVain } from './state.ts'
import { StoreError } from './store-error.ts'

/** The problem that an error stands for. An unknown error is a fault of our own, told by its name alone. */
export function problemOf(error: unknown): Problem {
  if (error instanceof StoreError) {
    const { kind, code, retryAfterSeconds } = error
    return {
      at: 'store',
      kind,
      ...(code === null ? {} : { code }),
      ...(retryAfterSeconds === null ? {} : { retryAfterSeconds }),
    }
  }
  if (error instanceof GazelleError) {
    const { kind, retryAfterSeconds, because } = error
    return { at: 'gazelle', kind, retryAfterSeconds, ...(because === null ? {} : { because }) }
  }
  if (error instanceof GrantError) return { at: 'oauth', kind: error.kind, retryAfterSeconds: error.retryAfterSeconds }
  if (error instanceof RecordError) return { at: 'row', field: error.field }
  return { at: 'keeper', what: error instanceof Error ? error.name : typeof error }
}

/**
 * What stands in the way of the row's token, once Gazelle has been asked about it; null if nothing does, or if its condition says
 * it. `forbidden`: why Gazelle denies it access; `renewal`: the latest one; `asksHuman`: no renewal is left. Pure.
 */
export function tokenProblem(
  state: KeeperState,
  forbidden: GazelleError | null,
  renewal: LatestRenewal | null,
  asksHuman: boolean,
): Problem | null {
  if (forbidden !== null) return problemOf(forbidden)
  if (!isRenewedInVain(state, renewal)) return null
  // A token that served and was revoked since was not renewed in vain.
  return renewal?.isAccepted && asksHuman ? null : renewedInVain
}
