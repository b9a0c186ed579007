import { setTimeout as pause } from 'node:timers/promises'
import { NoTokenError } from '../core/keeper/errors.ts'
import type { Keeper, UsableToken } from '../core/keeper/keeper.ts'
import { unlessAborted } from './unless-aborted.ts'

/** A lease lasts two minutes, and ten seconds more for the others. */
const longestLeaseMilliseconds = 150_000
const firstPauseMilliseconds = 100
const longestPauseMilliseconds = 2_000

/**
 * Like `Keeper.token`, but while another keeper renews a dead token, waits until it is done: for as long as a lease may last.
 * Rejects with a `NoTokenError`, or with the signal's reason; work under way goes on, because others may wait for it too.
 */
export async function waitForToken(keeper: Keeper, signal?: AbortSignal): Promise<UsableToken> {
  const giveUpAt = performance.now() + longestLeaseMilliseconds
  for (let next = firstPauseMilliseconds; ; next = Math.min(next * 1.5, longestPauseMilliseconds)) {
    try {
      return await unlessAborted(keeper.token(), signal)
    } catch (error) {
      if (!isRenewedElsewhere(error) || performance.now() > giveUpAt) throw error
    }
    // Spread the requests of many waiting keepers.
    await pause(next * (0.5 + Math.random()), undefined, signal && { signal }).catch(() => signal?.throwIfAborted())
  }
}

/** Whether another keeper is renewing: without a problem or a need to sign in, only its lease is a reason to rest. */
function isRenewedElsewhere(error: unknown): boolean {
  return error instanceof NoTokenError && error.problem === null && !error.asksHuman
}
