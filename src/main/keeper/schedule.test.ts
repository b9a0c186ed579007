import { EventEmitter } from 'node:events'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Observed } from '../../core/base/observed.ts'
import { type KeeperState, unknownState } from '../../core/keeper/state.ts'
import { scheduleChecks } from './schedule.ts'

const { power, network } = vi.hoisted(() => ({
  power: { current: null as EventEmitter | null },
  network: { isOnline: vi.fn(() => true) },
}))
vi.mock('electron', () => ({
  net: network,
  powerMonitor: { on: (event: string, hear: () => void) => power.current?.on(event, hear) },
}))

const minute = 60_000

function start() {
  const state = new Observed({ ...unknownState, restsUntil: 0 })
  const check = vi.fn(async () => state.set({ ...state.value, restsUntil: Date.now() + 5_000 }))
  scheduleChecks({ check, state, now: () => Date.now() })
  return { check }
}

beforeEach(() => {
  vi.useFakeTimers()
  power.current = new EventEmitter()
})
afterEach(() => void vi.useRealTimers())

describe('scheduleChecks', () => {
  it('begins nothing between the word that the computer will sleep and its waking', async () => {
    const { check } = start()
    await vi.advanceTimersByTimeAsync(6_000)
    const before = check.mock.calls.length
    expect(before).toBeGreaterThan(1)
    power.current?.emit('suspend')
    await vi.advanceTimersByTimeAsync(5 * minute)
    expect(check).toHaveBeenCalledTimes(before)
    power.current?.emit('resume')
    expect(check).toHaveBeenLastCalledWith({ refreshed: true })
    await vi.advanceTimersByTimeAsync(6_000)
    expect(check.mock.calls.length).toBeGreaterThan(before + 1)
  })

  it('looks within a quarter of an hour, so that a token that dies is noticed by then', async () => {
    const state = new Observed({ ...unknownState, restsUntil: 0 })
    const times: number[] = []
    const check = async () => {
      times.push(Date.now())
      state.set({ ...state.value, restsUntil: Date.now() + 6 * 60 * minute })
    }
    scheduleChecks({ check, state, now: () => Date.now() })
    await vi.advanceTimersByTimeAsync(3 * 60 * minute)
    const pauses = times.slice(1).map((time, index) => time - (times[index] ?? 0))
    expect(pauses.length).toBeGreaterThanOrEqual(12)
    expect(Math.max(...pauses)).toBeLessThanOrEqual(15 * minute)
  })

  it('goes on by itself where a sleep was called off', async () => {
    const { check } = start()
    await vi.advanceTimersByTimeAsync(0)
    power.current?.emit('suspend')
    const before = check.mock.calls.length
    await vi.advanceTimersByTimeAsync(16 * minute)
    expect(check.mock.calls.length).toBeGreaterThan(before)
  })

  it('checks at once when the network comes back after something has failed', async () => {
    const state = new Observed<KeeperState>({ ...unknownState, restsUntil: 0 })
    const silent = { at: 'store', kind: 'unavailable' } as const
    const check = vi.fn(async () =>
      state.set({ ...state.value, problem: silent, restsUntil: Date.now() + 60 * minute }),
    )
    network.isOnline.mockReturnValue(false)
    scheduleChecks({ check, state, now: () => Date.now() })
    await vi.advanceTimersByTimeAsync(minute)
    expect(check).toHaveBeenCalledTimes(1)
    network.isOnline.mockReturnValue(true)
    await vi.advanceTimersByTimeAsync(5_000)
    expect(check).toHaveBeenLastCalledWith({ refreshed: true })
    expect(check).toHaveBeenCalledTimes(2)
  })

  it('wakes the computer for nothing but the next check while all is well', async () => {
    const state = new Observed<KeeperState>({ ...unknownState, restsUntil: 0 })
    const check = async () =>
      state.set({ ...state.value, row: 'token', problem: null, restsUntil: Date.now() + 60 * minute })
    scheduleChecks({ check, state, now: () => Date.now() })
    await vi.advanceTimersByTimeAsync(0)
    expect(vi.getTimerCount()).toBe(1)
    network.isOnline.mockClear()
    await vi.advanceTimersByTimeAsync(10 * minute)
    expect(network.isOnline).not.toHaveBeenCalled()
  })
})
