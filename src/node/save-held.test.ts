import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Keeper } from '../core/keeper/keeper.ts'
import { type Problem, unknownState } from '../core/keeper/state.ts'
import { saveHeld } from './save-held.ts'

const away: Problem = { at: 'store', kind: 'unavailable' }
const denied: Problem = { at: 'store', kind: 'write-denied' }

/** Pauses take no time, and are written down; `performance.now` goes on by them. */
const pauses: number[] = []
let now = 0
vi.mock('node:timers/promises', () => ({
  setTimeout: async (milliseconds: number) => {
    pauses.push(milliseconds)
    now += milliseconds
  },
}))
beforeEach(() => {
  pauses.length = 0
  now = 0
  vi.spyOn(performance, 'now').mockImplementation(() => now)
})
afterEach(() => {
  vi.restoreAllMocks()
})

/** A keeper whose token is saved by the check of this number. */
function keeperThatSavesAt(
  check: number,
  problem: Problem | null = away,
  unsaved = { isIssued: true, isWrittenDown: true },
) {
  const keeper = {
    checks: 0,
    unsaved: unsaved as typeof unsaved | null,
    state: { value: { ...unknownState, problem } },
    async check() {
      if (++keeper.checks >= check) keeper.unsaved = null
    },
  }
  return { keeper, asKeeper: keeper as unknown as Keeper }
}

describe('saveHeld', () => {
  it('tries again after pauses that grow, and says once that it waits', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0.5)
    const { keeper, asKeeper } = keeperThatSavesAt(9)
    const onWait = vi.fn()
    await saveHeld(asKeeper, true, { withinMilliseconds: 120_000, onWait })
    expect(keeper.checks).toBe(9)
    expect(pauses.map(Math.round)).toEqual([500, 750, 1125, 1688, 2531, 3797, 5000, 5000, 5000])
    expect(onWait).toHaveBeenCalledTimes(1)
  })

  it('waits as long as the server asks, and not beyond its time; the last try is at its end', async () => {
    const asked: Problem = { at: 'gazelle', kind: 'rate-limited', retryAfterSeconds: 50 }
    const { keeper, asKeeper } = keeperThatSavesAt(Number.POSITIVE_INFINITY, asked)
    await saveHeld(asKeeper, true, { withinMilliseconds: 120_000 })
    expect(pauses).toEqual([50_000, 50_000, 20_000])
    expect(keeper.checks).toBe(3)
  })

  it.each<[string, boolean, Problem | null, { isIssued: boolean; isWrittenDown: boolean }, boolean]>([
    ['issued, and Supabase is away', true, away, { isIssued: true, isWrittenDown: true }, true],
    [
      'issued, and something else answers',
      true,
      { at: 'store', kind: 'unexpected-answer' },
      { isIssued: true, isWrittenDown: true },
      true,
    ],
    ['issued, and a person has to act', true, denied, { isIssued: true, isWrittenDown: true }, false],
    ['issued, a person has to act, kept nowhere', false, denied, { isIssued: true, isWrittenDown: true }, true],
    ['issued, a person has to act, the disk is full', true, denied, { isIssued: true, isWrittenDown: false }, true],
    ['given by a person', true, away, { isIssued: false, isWrittenDown: true }, false],
    ['given by a person, kept nowhere', false, away, { isIssued: false, isWrittenDown: true }, true],
  ])('of a token that is %s', async (_, isKept, problem, unsaved, isWaitedFor) => {
    const { keeper, asKeeper } = keeperThatSavesAt(1, problem, unsaved)
    await saveHeld(asKeeper, isKept, { withinMilliseconds: 1000 })
    expect(keeper.checks).toBe(isWaitedFor ? 1 : 0)
  })

  it.each([[{ withinMilliseconds: 0 }], [{ withinMilliseconds: 1000, signal: AbortSignal.abort() }]])(
    'neither waits nor says so: %o',
    async (options) => {
      const { keeper, asKeeper } = keeperThatSavesAt(1)
      const onWait = vi.fn()
      await saveHeld(asKeeper, true, { ...options, onWait })
      expect({ checks: keeper.checks, told: onWait.mock.calls.length }).toEqual({ checks: 0, told: 0 })
    },
  )

  it('does not wait where nothing is held', async () => {
    const { keeper, asKeeper } = keeperThatSavesAt(1)
    keeper.unsaved = null
    await saveHeld(asKeeper, false, { withinMilliseconds: 1000 })
    expect(pauses).toEqual([])
  })
})
