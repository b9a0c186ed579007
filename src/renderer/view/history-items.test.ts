import { describe, expect, it } from 'vitest'
import { history, now } from '../../../test/pages/states.ts'
import { translator } from '../../shared/catalogue/index.ts'
import { barsOf, itemsOf, positionOf } from './history-items.ts'

const day = 24 * 60 * 60 * 1000

describe('the history', () => {
  it('has its place in the 90 days, and nothing lies outside', () => {
    expect(positionOf(now, now)).toBe(1)
    expect(positionOf(now - 45 * day, now)).toBe(0.5)
    expect(positionOf(now - 200 * day, now)).toBe(0)
    expect(positionOf(now + day, now)).toBe(1)
  })

  it('shows where a token was dead while it was still in the row', () => {
    const bars = barsOf(history, now)
    expect(bars.map(({ deadFrom }) => deadFrom !== null)).toEqual([true, false, false, false, false, false])
    expect(bars[0]?.deadFrom).toBeCloseTo(4 / 90)
    expect(bars.map(({ isCurrent }) => isCurrent)).toEqual([false, false, false, false, false, true])
  })

  it('tells everything in the order of time, in words', () => {
    const items = itemsOf(history, 'en', translator('en'), now)
    expect(items).toHaveLength(history.lives.length + history.marks.length)
    expect(items.map(({ at }) => at)).toEqual(items.map(({ at }) => at).sort((one, other) => one - other))
    expect(items.at(-1)?.text).toMatch(/^March.12: renewed automatically$/)
    expect(items.find(({ mark }) => mark === 'failed')?.text).toMatch(/^January.24: problem with Gazelle$/)
  })

  it('names both tokens of a conflict', () => {
    const conflict = { what: 'conflict', at: now, kept: '5f3a9c21', other: 'e1d0c2b7' } as const
    const items = itemsOf({ lives: [], marks: [conflict], renewedAt: null }, 'en', translator('en'), now)
    expect(items[0]?.text).toMatch(/^March.18: two working tokens; kept 5f3a9c21, dropped e1d0c2b7$/)
  })

  it.each([
    ['web-session', 'from your sign-in', 'issu de votre connexion'],
    ['oauth', 'from your sign-in', 'issu de votre connexion'],
    ['clipboard', 'that was pasted', 'collé'],
  ] as const)('tells where a token of the source %s came from', (source, english, french) => {
    const captured = { lives: [], marks: [{ what: 'captured', at: now, source } as const], renewedAt: null }
    expect(itemsOf(captured, 'en', translator('en'), now)[0]?.text).toContain(english)
    expect(itemsOf(captured, 'fr', translator('fr'), now)[0]?.text).toContain(french)
  })

  it('says the first of a month as people say it', () => {
    const first = { lives: [], marks: [{ what: 'renewed', at: Date.UTC(2026, 2, 1, 18) } as const], renewedAt: null }
    expect(itemsOf(first, 'fr', translator('fr'), now)[0]?.text).toMatch(/^1er.mars\u00a0: renouvelé automatiquement$/)
  })
})
