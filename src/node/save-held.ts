import { setTimeout as pause } from 'node:timers/promises'
import type { Keeper } from '../core/keeper/keeper.ts'
import { isPassing, type Problem } from '../core/keeper/state.ts'

/** How long an ending keeper stays while a token issued to it is not in the row: two minutes. */
export const defaultSaveWithinMilliseconds = 120_000

const firstPauseMilliseconds = 500
const longestPauseMilliseconds = 5_000

export interface SaveHeldOptions {
  /** For how long, in milliseconds; 0: not at all. The last try begins within it. */
  readonly withinMilliseconds: number
  /** Ends the waiting; a try that has begun comes to its end. */
  readonly signal?: AbortSignal | undefined
  /** Called once if there is something to wait for. */
  readonly onWait?: (() => void) | undefined
}

/**
 * Stays while the keeper holds a token that would wait for the next keeper, or be lost with this process, and tries to save
 * it again, after pauses that grow, or that the server asks for. `isKept`: whether the journal outlives this process; then
 * only a token fresh from a grant is waited for, and only where what stands in the way passes by itself. Never rejects.
 */
export async function saveHeld(keeper: Keeper, isKept: boolean, options: SaveHeldOptions): Promise<void> {
  const { withinMilliseconds, signal, onWait } = options
  const giveUpAt = performance.now() + withinMilliseconds
  let isTold = false
  for (let next = firstPauseMilliseconds; ; next = Math.min(next * 1.5, longestPauseMilliseconds)) {
    const left = giveUpAt - performance.now()
    if (left <= 0 || signal?.aborted || !isWaitedFor(keeper, isKept)) return
    if (!isTold) onWait?.()
    isTold = true
    // Spread the requests of many keepers that wait for one server.
    const rest = Math.max(next * (0.75 + 0.5 * Math.random()), askedPause(keeper.state.value.problem))
    await pause(Math.min(rest, left), undefined, signal && { signal }).catch(() => undefined)
    if (signal?.aborted) return
    await keeper.check({ refreshed: true })
  }
}

function isWaitedFor({ unsaved, state }: Keeper, isKept: boolean): boolean {
  if (unsaved === null) return false
  if (!isKept || !unsaved.isWrittenDown) return true
  return unsaved.isIssued && mayPass(state.value.problem)
}

/** Whether a problem may pass without a person: an unexpected answer from Supabase's address may pass too. */
function mayPass(problem: Problem | null): boolean {
  if (problem === null || isPassing(problem)) return true
  return problem.at === 'store' && problem.kind === 'unexpected-answer'
}

function askedPause(problem: Problem | null): number {
  return problem !== null && 'retryAfterSeconds' in problem ? (problem.retryAfterSeconds ?? 0) * 1000 : 0
}
