import { beforeEach, expect, it, vi } from 'vitest'
import { Clipboard } from './clipboard.ts'

const system = vi.hoisted(() => ({ text: '' }))
vi.mock('electron', () => ({
  clipboard: {
    readText: async () => system.text,
    clear: () => {
      system.text = ''
    },
  },
}))

beforeEach(() => {
  vi.useFakeTimers()
  return () => vi.useRealTimers()
})

it('is cleared of a secret in a minute, and not before', async () => {
  system.text = 'a secret'
  new Clipboard().clearSoon('a secret')
  await vi.advanceTimersByTimeAsync(59_000)
  expect(system.text).toBe('a secret')
  await vi.advanceTimersByTimeAsync(1000)
  expect(system.text).toBe('')
})

it('keeps what somebody has copied since', async () => {
  system.text = 'a secret'
  new Clipboard().clearSoon('a secret')
  system.text = 'something else'
  await vi.advanceTimersByTimeAsync(60_000)
  expect(system.text).toBe('something else')
})
