import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { SystemKeychain } from './system.ts'

const { hear } = vi.hoisted(() => ({ hear: vi.fn() }))
vi.mock('electron', () => ({ powerMonitor: { on: hear }, safeStorage: {} }))

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('has its keychain tried after longer and longer pauses, and when the screen is unlocked', () => {
  const reader = vi.fn()
  new SystemKeychain().listen(reader)
  const triedWithin = (seconds: number) => {
    const before = reader.mock.calls.length
    vi.advanceTimersByTime(seconds * 1000)
    return reader.mock.calls.length - before
  }
  expect([triedWithin(29), triedWithin(1), triedWithin(29), triedWithin(1)]).toEqual([0, 1, 0, 1])
  expect([triedWithin(59), triedWithin(1)]).toEqual([0, 1])
  triedWithin(24 * 3600)
  // Never more often than each hour in the end.
  expect(triedWithin(24 * 3600)).toBe(24)
  const [[event, unlocked]] = hear.mock.calls as [[string, () => void]]
  expect(event).toBe('unlock-screen')
  const before = reader.mock.calls.length
  unlocked()
  expect(reader.mock.calls.slice(before)).toEqual([[null]])
})
