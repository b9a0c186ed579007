import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { health } from './health.ts'

const issuedAt = 1_750_000_000
const day = 86_400
const at = issuedAt + 30 * day
const stated = { issuedAt, expiry: { certainty: 'stated', at } } as const

describe('health', () => {
  it.each([
    [issuedAt, 'valid', 30 * day],
    [issuedAt + 20 * day - 1, 'valid', 10 * day + 1],
    [issuedAt + 20 * day, 'expiring', 10 * day],
    [at - 1, 'expiring', 1],
    [at, 'expired', 0],
    [at + day, 'expired', 0],
    [issuedAt - 5 * day, 'valid', 35 * day],
  ] as const)('at %i it is %s', (now, state, secondsLeft) => {
    expect(health(stated, now)).toEqual({ state, secondsLeft, renewAt: issuedAt + 20 * day })
  })

  it('counts two thirds of any life', () => {
    const short = { issuedAt, expiry: { certainty: 'stated', at: issuedAt + 7200 } } as const
    expect(health(short, issuedAt + 4799).state).toBe('valid')
    expect(health(short, issuedAt + 4800)).toEqual({ state: 'expiring', secondsLeft: 2400, renewAt: issuedAt + 4800 })
  })

  it('takes the last ten days where nobody knows when it was issued', () => {
    const record = { issuedAt: null, expiry: { certainty: 'assumed', at } } as const
    expect(health(record, at - 10 * day - 1).state).toBe('valid')
    expect(health(record, at - 10 * day)).toEqual({ state: 'expiring', secondsLeft: 10 * day, renewAt: at - 10 * day })
  })

  it('is valid for ever where it never expires', () => {
    const never = { issuedAt, expiry: { certainty: 'never' } } as const
    expect(health(never, 9_999_999_999)).toEqual({ state: 'valid', secondsLeft: null, renewAt: null })
  })

  it('only ever gets worse as time passes', () => {
    const rank = { valid: 0, expiring: 1, expired: 2 }
    const moment = fc.integer({ min: 0, max: 2_000_000_000 })
    fc.assert(
      fc.property(fc.option(moment), moment, moment, moment, (issued, end, one, other) => {
        const record = { issuedAt: issued, expiry: { certainty: 'stated', at: end } } as const
        const [early, late] = one < other ? [one, other] : [other, one]
        expect(rank[health(record, early).state]).toBeLessThanOrEqual(rank[health(record, late).state])
        expect(health(record, early).renewAt).toBeLessThanOrEqual(end)
      }),
    )
  })
})
