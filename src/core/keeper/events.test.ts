import { describe, expect, it } from 'vitest'
import { type KeeperEvent, keptEvents, type LoggedEvent, withEvent } from './events.ts'
import type { TokenFacts } from './state.ts'

const token = (fingerprint: string): TokenFacts => ({
  fingerprint,
  headerKind: 'bearer',
  issuedAt: 1,
  expiry: { certainty: 'stated', at: 2 },
  renewAt: 2,
})
const checked = (works = true): KeeperEvent => ({ what: 'checked', fingerprint: 'aaaaaaaa', works })
const failed = (retryAfterSeconds: number | null = null): KeeperEvent => ({
  what: 'failed',
  problem: { at: 'gazelle', kind: 'rate-limited', retryAfterSeconds },
})

function logOf(...events: readonly KeeperEvent[]): readonly LoggedEvent[] {
  return events.reduce<readonly LoggedEvent[]>((log, event, index) => withEvent(log, event, index * 1000), [])
}
const told = (log: readonly LoggedEvent[]) => log.map(({ what, at, lastAt, times }) => [what, at, lastAt, times])

describe('the activity log', () => {
  it('tells routine that repeats as one entry', () => {
    expect(told(logOf(checked(), checked(), checked()))).toEqual([['checked', 0, 2000, 3]])
    expect(told(logOf(checked(), checked(false)))).toEqual([
      ['checked', 0, 0, 1],
      ['checked', 1000, 1000, 1],
    ])
  })

  it('tells a failure that lasts as one entry, and one after success as another', () => {
    expect(told(logOf(failed(), failed(9), failed()))).toEqual([['failed', 0, 2000, 3]])
    expect(told(logOf(checked(), failed(), checked(), failed()))).toEqual([
      ['checked', 0, 2000, 2],
      ['failed', 1000, 1000, 1],
      ['failed', 3000, 3000, 1],
    ])
  })

  it('does not adopt anew what it knows to be the row’s, so that a restart is no news', () => {
    const adopted = (mark: string): KeeperEvent => ({ what: 'adopted', token: token(mark) })
    expect(logOf({ what: 'saved', token: token('a') }, adopted('a'), adopted('b'), adopted('b'))).toHaveLength(2)
  })

  it('keeps the newest 500', () => {
    const many = Array.from(
      { length: keptEvents + 7 },
      (_, index): KeeperEvent => ({ what: 'restored', fingerprint: String(index) }),
    )
    const log = logOf(...many)
    expect(log).toHaveLength(500)
    expect(log.at(-1)).toMatchObject({ fingerprint: String(keptEvents + 6) })
  })
})
