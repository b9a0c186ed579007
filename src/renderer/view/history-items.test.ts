import { describe, expect, it } from 'vitest'
import { history, now } from '../../../test/pages/states.ts'
import { translator } from '../../shared/catalogue/index.ts'
import type { Language, Mark } from '../../shared/snapshot.ts'
import { barsOf, daysOf, positionOf } from './history-items.ts'

const day = 24 * 60 * 60 * 1000
const daysWith = (marks: readonly Mark[], language: Language = 'en') =>
  daysOf({ lives: [], marks, renewedAt: null }, language, translator(language), now)
const problem = { at: 'gazelle', kind: 'unavailable', retryAfterSeconds: null } as const

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

  it('tells everything in the order of time, in words, with its hour', () => {
    const days = daysOf(history, 'en', translator('en'), now)
    const items = days.flatMap(({ items: each }) => each)
    expect(items).toHaveLength(history.lives.length + history.marks.length)
    expect(items.map(({ time }) => time)).toEqual(items.map(({ time }) => time).sort((one, other) => one - other))
    expect(days.at(-1)?.day).toMatch(/^March.12$/)
    expect(items.at(-1)?.text).toBe('Renewed automatically')
    expect(items.at(-1)?.hour).toMatch(/^\d+:32/)
    expect(items.find(({ mark }) => mark === 'failed')?.text).toBe('Problem with Gazelle')
  })

  it('puts the events of one local day together, with their count and the mark of the gravest', () => {
    const noon = new Date(2026, 2, 10, 12).getTime()
    const midnight = new Date(2026, 2, 11).getTime()
    const days = daysWith([
      { what: 'refused', at: noon },
      { what: 'human-needed', at: noon + 1000 },
      { what: 'captured', at: midnight - 1, source: 'web-session' },
      { what: 'renewed', at: midnight },
    ])
    expect(days.map(({ mark, count }) => [mark, count])).toEqual([
      ['refused', 3],
      ['renewed', 1],
    ])
    expect(days[0]?.items.map(({ mark }) => mark)).toEqual(['refused', 'human-needed', 'captured'])
  })

  it('counts no token’s beginning as an event', () => {
    const at = now - 6 * day
    const life = { fingerprint: '5f3a9c21', from: at, until: null, expiresAt: null }
    const days = daysOf({ lives: [life], marks: [{ what: 'renewed', at }], renewedAt: at }, 'en', translator('en'), now)
    expect(days.map(({ count, items }) => [count, items.length])).toEqual([[1, 2]])
  })

  it('names both tokens of a conflict', () => {
    const [only] = daysWith([{ what: 'conflict', at: now, kept: '5f3a9c21', other: 'e1d0c2b7' }])
    expect(only?.items[0]?.text).toBe('Two working tokens; kept 5f3a9c21, dropped e1d0c2b7')
  })

  it.each([
    ['web-session', 'from your sign-in', 'issu de votre connexion'],
    ['oauth', 'from your sign-in', 'issu de votre connexion'],
    ['clipboard', 'that was pasted', 'collé'],
  ] as const)('tells where a token of the source %s came from', (source, english, french) => {
    const captured = [{ what: 'captured', at: now, source } as const]
    expect(daysWith(captured)[0]?.items[0]?.text).toContain(english)
    expect(daysWith(captured, 'fr')[0]?.items[0]?.text).toContain(french)
  })

  it('says the first of a month as people say it', () => {
    const [first] = daysWith([{ what: 'failed', at: Date.UTC(2026, 2, 1, 18), lastAt: now, problem }], 'fr')
    expect(first?.day).toMatch(/^1er.mars$/)
  })
})
