import { describe, expect, it } from 'vitest'
import { httpDate } from './http-date.ts'
import { longestRetryAfterSeconds, retryAfterSeconds } from './retry-after.ts'

const now = Date.parse('2026-06-15T12:00:00Z')

describe('an HTTP date', () => {
  it.each<[string | null, string | null]>([
    ['Sun, 06 Nov 1994 08:49:37 GMT', '1994-11-06T08:49:37.000Z'],
    ['sun, 6 nov 1994 08:49:37 UTC', '1994-11-06T08:49:37.000Z'],
    ['Sunday, 06-Nov-94 08:49:37 GMT', '1994-11-06T08:49:37.000Z'],
    ['Monday, 15-Jun-76 12:00:00 GMT', '2076-06-15T12:00:00.000Z'],
    ['Tuesday, 15-Jun-77 12:00:00 GMT', '1977-06-15T12:00:00.000Z'],
    ['Sun Nov  6 08:49:37 1994', '1994-11-06T08:49:37.000Z'],
    ['  Sun Nov 16 08:49:37 1994 ', '1994-11-16T08:49:37.000Z'],
    ['Sun, 31 Feb 2026 08:49:37 GMT', null],
    ['Sun, 06 Foo 1994 08:49:37 GMT', null],
    ['Sun, 06 Nov 1994 28:49:37 GMT', null],
    ['Sun, 06 Nov 1994 08:49:37 PST', null],
    ['2026-06-15T12:00:00Z', null],
    ['120', null],
    ['', null],
    [null, null],
  ])('%s', (header, expected) => {
    const at = httpDate(header, now)
    expect(at === null ? null : new Date(at).toISOString()).toBe(expected)
  })
})

describe('Retry-After', () => {
  it.each<[string, number | null]>([
    ['120', 120],
    [' 120 ', 120],
    ['0', 0],
    ['1.5', 2],
    ['30, 60', 60],
    ['99999999999999999999', longestRetryAfterSeconds],
    ['Mon, 15 Jun 2026 12:02:00 GMT', 120],
    ['Monday, 15-Jun-26 12:02:00 GMT', 120],
    ['Mon Jun 15 12:02:00 2026', 120],
    ['Mon, 15 Jun 2026 11:59:00 GMT', 0],
    ['Fri, 31 Dec 9999 23:59:59 GMT', longestRetryAfterSeconds],
    ['-5', null],
    ['+5', null],
    ['1e3', null],
    ['0x10', null],
    ['Infinity', null],
    ['120s', null],
    ['soon', null],
    ['', null],
  ])('%s', (header, seconds) => {
    expect(retryAfterSeconds(new Headers({ 'retry-after': header }), now)).toBe(seconds)
  })

  it('as a date counts from the server’s clock, where this computer’s is wrong', () => {
    const headers = new Headers({
      date: 'Mon, 15 Jun 2026 12:00:00 GMT',
      'retry-after': 'Mon, 15 Jun 2026 12:02:00 GMT',
    })
    for (const error of [-3_600_000, 0, 3_600_000]) expect(retryAfterSeconds(headers, now + error)).toBe(120)
  })

  it('may be missing', () => {
    expect(retryAfterSeconds(new Headers(), now)).toBeNull()
  })
})
