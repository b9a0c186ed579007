import { describe, expect, it } from 'vitest'
import { type KeeperEvent, type LoggedEvent, withEvent } from './events.ts'
import { historyOf } from './history.ts'

const day = 24 * 60 * 60 * 1000
const start = Date.UTC(2026, 0, 1)
const token = (fingerprint: string, issuedAt: number | null = null) => ({
  fingerprint,
  headerKind: 'bearer' as const,
  issuedAt,
  expiry: { certainty: 'stated' as const, at: (start + 30 * day) / 1000 },
  renewAt: null,
})

function logOf(events: Readonly<Record<number, KeeperEvent>>): readonly LoggedEvent[] {
  let log: readonly LoggedEvent[] = []
  for (const [at, event] of Object.entries(events)) log = withEvent(log, event, start + Number(at) * day)
  return log
}

describe('the history', () => {
  const log = logOf({
    1: { what: 'adopted', token: token('aaaaaaaa', start / 1000) },
    20: { what: 'renewed', fingerprint: 'bbbbbbbb', by: 'refresh-token' },
    20.01: { what: 'saved', token: token('bbbbbbbb') },
    25: { what: 'failed', problem: { at: 'store', kind: 'unavailable' } },
    30: { what: 'checked', fingerprint: 'bbbbbbbb', works: false },
    31: { what: 'captured', fingerprint: 'cccccccc', source: 'web-session' },
    31.01: { what: 'saved', token: token('cccccccc') },
  })

  it('tells whose turn it was, the first from when it was issued', () => {
    const { lives, renewedAt } = historyOf(log, start + 40 * day)
    expect(
      lives.map(({ fingerprint, from, until }) => [fingerprint, (from - start) / day, until && (until - start) / day]),
    ).toEqual([
      ['aaaaaaaa', 0, 20.01],
      ['bbbbbbbb', 20.01, 31.01],
      ['cccccccc', 31.01, null],
    ])
    expect(renewedAt).toBe(start + 20 * day)
  })

  it('marks what happened', () => {
    expect(historyOf(log, start + 40 * day).marks.map(({ what }) => what)).toEqual([
      'found',
      'renewed',
      'failed',
      'refused',
      'captured',
    ])
  })

  it('says of no token that another program brought it, unless it has seen another one before', () => {
    const { marks } = historyOf(
      logOf({
        1: { what: 'adopted', token: token('aaaaaaaa') },
        2: { what: 'adopted', token: token('bbbbbbbb') },
        3: { what: 'adopted', token: token('cccccccc'), by: 'keeper' },
      }),
      start + 4 * day,
    )
    expect(marks).toEqual([
      { what: 'found', at: start + day, fingerprint: 'aaaaaaaa' },
      { what: 'adopted', at: start + 2 * day, fingerprint: 'bbbbbbbb' },
      { what: 'adopted', at: start + 3 * day, fingerprint: 'cccccccc', by: 'keeper' },
    ])
  })

  it('names the token of each event that is about one', () => {
    const { marks } = historyOf(log, start + 40 * day)
    expect(marks.map(({ fingerprint }) => fingerprint)).toEqual([
      'aaaaaaaa',
      'bbbbbbbb',
      undefined,
      'bbbbbbbb',
      'cccccccc',
    ])
  })

  it('forgets what is over for 90 days', () => {
    const { lives, marks } = historyOf(log, start + 115.5 * day)
    expect(lives.map(({ fingerprint }) => fingerprint)).toEqual(['bbbbbbbb', 'cccccccc'])
    expect(marks.map(({ what }) => what)).toEqual(['refused', 'captured'])
  })
})
