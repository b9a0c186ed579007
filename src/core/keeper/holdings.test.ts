import { describe, expect, it } from 'vitest'
import { Holdings } from './holdings.ts'
import { memoryJournal } from './journal.ts'
import { captured, start } from './testing.ts'

const tokens = (count: number) => Array.from({ length: count }, (_none, index) => captured(`token-${index}`))

describe('tokens that Gazelle rejects', () => {
  it('keep their places when they are rejected once more, and push out no other', async () => {
    const holdings = new Holdings(memoryJournal(), () => undefined)
    await holdings.load()
    for (const token of tokens(20)) holdings.refused(token, start)
    for (const token of tokens(10)) holdings.refused(token, start + 1)
    expect(holdings.fallbacks.map(({ accessToken }) => accessToken)).toEqual(
      tokens(20).map(({ accessToken }) => accessToken),
    )
    expect(holdings.fallbacks.map(({ refusedAt }) => refusedAt)).toEqual([
      ...Array(10).fill(start + 1),
      ...Array(10).fill(start),
    ])
  })

  it('give way to newer ones, those first that were rejected first', async () => {
    const holdings = new Holdings(memoryJournal(), () => undefined)
    await holdings.load()
    for (const token of tokens(22)) holdings.refused(token, start)
    expect(holdings.fallbacks).toHaveLength(20)
    expect(holdings.fallbacks[0]?.accessToken).toBe('token-2')
  })
})
