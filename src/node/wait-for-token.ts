import { setTimeout as pause } from 'node:timers/promises'
import { NoTokenError } from '../core/keeper/errors.ts'
import type { Keeper, UsableToken } from '../core/keeper/keeper.ts'
import { unlessAborted } from './unless-aborted.ts'

/** A lease lasts two minutes, and ten seconds more for the others. */
const longestLeaseMilliseconds = 150_000
const firstPauseMilliseconds = 100
const longestPauseMilliseconds = 2_000

/**
 * As `Keeper.token`, but where another keeper is just renewing a token that is dead it waits until that one is done: for as
 * long as a lease may last. Rejects with a `NoTokenError`, or with the signal's reason; what was begun goes on all the same,
 * because others may wait for it too.
 */
export async function waitForToken(keeper: Keeper, signal?: AbortSignal): Promise<UsableToken> {
  const giveUpAt = performance.now() + longestLeaseMilliseconds
  for (let next = firstPauseMilliseconds; ; next = Math.min(next * 1.5, longestPauseMilliseconds)) {
    try {
      return await unlessAborted(keeper.token(), signal)
    } catch (error) {
      if (!isRenewedElsewhere(error) || performance.now() > giveUpAt) throw error
    }
    // Many who wait at once should not ask at once.
    await pause(next * (0.5 + Math.random()), undefined, signal && { signal }).catch(() => signal?.throwIfAborted())
  }
}

/** Nothing stands in the way, and no human is asked: the only other reason to rest is somebody else's lease. */
function isRenewedElsewhere(error: unknown): boolean {
  return error instanceof NoTokenError && error.problem === null && !error.asksHuman
}
