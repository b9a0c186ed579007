import { describe, expect, it } from 'vitest'
import { type KeeperEvent, type LoggedEvent, withEvent } from '../../core/keeper/events.ts'
import { historyWithConflicts } from './snapshot.ts'

const day = 24 * 60 * 60 * 1000
const start = Date.UTC(2026, 0, 1)

function logOf(events: readonly (readonly [day: number, event: KeeperEvent])[]): readonly LoggedEvent[] {
  return events.reduce<readonly LoggedEvent[]>((log, [at, event]) => withEvent(log, event, start + at * day), [])
}

describe('the history', () => {
  const log = logOf([
    [1, { what: 'conflict', kept: 'aaaaaaaa', other: 'bbbbbbbb' }],
    [5, { what: 'renewed', fingerprint: 'cccccccc', by: 'refresh-token' }],
    [7, { what: 'conflict', kept: 'cccccccc', other: 'dddddddd' }],
    [9, { what: 'human-needed', fingerprint: 'cccccccc' }],
  ])

  it('marks a token that was found and not taken, in the order of time', () => {
    const { marks } = historyWithConflicts(log, start + 10 * day)
    expect(marks.map(({ what }) => what)).toEqual(['conflict', 'renewed', 'conflict', 'human-needed'])
    expect(marks[2]).toEqual({ what: 'conflict', at: start + 7 * day, kept: 'cccccccc', other: 'dddddddd' })
  })

  it('forgets it after 90 days', () => {
    const { marks } = historyWithConflicts(log, start + 94 * day)
    expect(marks.map(({ what }) => what)).toEqual(['renewed', 'conflict', 'human-needed'])
  })
})
