import { noJitterGenerator } from 'cockatiel'
import { describe, expect, it } from 'vitest'
import { Backoff } from './backoff.ts'
import type { Problem } from './state.ts'

const down: Problem = { at: 'store', kind: 'unavailable' }
const pauseAsked = (retryAfterSeconds: number): Problem => ({ at: 'gazelle', kind: 'rate-limited', retryAfterSeconds })
const pauses = (backoff: Backoff, count: number) => Array.from({ length: count }, () => backoff.after(down))

describe('backoff', () => {
  it('doubles its bound from five seconds to a quarter of an hour', () => {
    const seconds = pauses(new Backoff(noJitterGenerator), 10).map((pause) => pause / 1000)
    expect(seconds).toEqual([5, 10, 20, 40, 80, 160, 320, 640, 900, 900])
  })

  it('draws each pause anew from the whole range, never below a second', () => {
    const backoff = new Backoff()
    const first = Array.from({ length: 400 }, () => {
      backoff.reset()
      return backoff.after(down)
    })
    expect(Math.min(...first)).toBe(1000)
    expect(Math.max(...first)).toBeGreaterThan(3000)
    expect(Math.max(...first)).toBeLessThan(5000)
    expect(new Set(first).size).toBeGreaterThan(100)
  })

  it('keeps the pause that a server asks for, for a day at most', () => {
    expect(new Backoff().after(pauseAsked(120))).toBe(120_000)
    expect(new Backoff().after(pauseAsked(1e9))).toBe(24 * 60 * 60 * 1000)
  })

  it('waits for nothing where waiting does not help, and starts anew after success', () => {
    const backoff = new Backoff(noJitterGenerator)
    expect(backoff.after({ at: 'store', kind: 'wrong-key' })).toBe(0)
    pauses(backoff, 5)
    backoff.reset()
    expect(backoff.after(down)).toBe(5000)
  })
})
