import { describe, expect, it } from 'vitest'
import { withDeadline } from './deadline.ts'

const never = () => new Promise<never>(() => {})

describe('withDeadline', () => {
  it('gives what the work gives, and what it rejects with', async () => {
    await expect(withDeadline(60_000, undefined, async () => 5)).resolves.toBe(5)
    await expect(withDeadline(60_000, undefined, () => Promise.reject(new RangeError('no')))).rejects.toThrow(
      RangeError,
    )
  })

  it('gives up at the deadline, even work that ignores its signal', async () => {
    await expect(withDeadline(1, undefined, never)).rejects.toMatchObject({ reason: 'timed-out' })
  })

  it('aborts the signal it hands to the work', async () => {
    let handed: AbortSignal | undefined
    const work = (signal: AbortSignal) => {
      handed = signal
      return never()
    }
    await expect(withDeadline(1, undefined, work)).rejects.toThrow()
    expect(handed?.aborted).toBe(true)
  })

  it('stops when the caller does', async () => {
    const caller = new AbortController()
    const work = withDeadline(60_000, caller.signal, never)
    caller.abort()
    await expect(work).rejects.toMatchObject({ reason: 'stopped' })
    await expect(withDeadline(60_000, caller.signal, async () => 5)).rejects.toMatchObject({ reason: 'stopped' })
  })
})
