import { describe, expect, it } from 'vitest'
import { nearDay, timeLeft } from './time-left.ts'

const hour = 60 * 60_000
const now = new Date(2026, 10, 28, 12).getTime()

describe('timeLeft', () => {
  it.each([
    ['a token just saved', 30 * 24 * hour - 5000, { unit: 'days', count: 30 }],
    ['a day and a half', 36 * hour, { unit: 'days', count: 2 }],
    ['a day', 24 * hour, { unit: 'days', count: 1 }],
    ['a second less than a day', 24 * hour - 1000, { unit: 'hours', count: 23 }],
    ['five hours and a half', 5.5 * hour, { unit: 'hours', count: 5 }],
    ['a minute', 60_000, { unit: 'hours', count: 0 }],
    ['nothing', 0, { unit: 'over' }],
    ['less than nothing', -hour, { unit: 'over' }],
  ])('of %s', (_what, left, expected) => {
    expect(timeLeft(now + left, now)).toEqual(expected)
  })

  it('of what never ends', () => {
    expect(timeLeft(null, now)).toEqual({ unit: 'never' })
  })
})

describe('nearDay', () => {
  it.each([
    ['the last minute of today', new Date(2026, 10, 28, 23, 59), 'today'],
    ['this morning', new Date(2026, 10, 28, 0, 0), 'today'],
    ['the first minute of tomorrow', new Date(2026, 10, 29, 0, 0), 'tomorrow'],
    ['the last minute of tomorrow', new Date(2026, 10, 29, 23, 59), 'tomorrow'],
    ['the day after', new Date(2026, 10, 30, 0, 0), 'other'],
    ['yesterday', new Date(2026, 10, 27, 23, 59), 'other'],
  ])('%s', (_what, at, expected) => {
    expect(nearDay(at.getTime(), now)).toBe(expected)
  })
})
