import { describe, expect, it } from 'vitest'
import { endOf, expiresAt } from './expiry.ts'

describe('the end of a token', () => {
  it.each(['stated', 'assumed'] as const)(
    'is what is %s: in seconds, and in milliseconds for the clocks',
    (certainty) => {
      const expiry = { certainty, at: 1_770_000_000 }
      expect([endOf(expiry), expiresAt({ expiry })]).toEqual([1_770_000_000, 1_770_000_000_000])
    },
  )

  it('is the beginning of time where that is stated, and nothing where there is none', () => {
    expect(expiresAt({ expiry: { certainty: 'stated', at: 0 } })).toBe(0)
    expect([endOf({ certainty: 'never' }), expiresAt({ expiry: { certainty: 'never' } }), expiresAt(null)]).toEqual([
      null,
      null,
      null,
    ])
  })
})
