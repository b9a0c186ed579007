import { expiresAt } from '../token/expiry.ts'
import type { LoggedEvent } from './events.ts'
import type { Problem } from './state.ts'

/** How far back the history goes: 90 days, in milliseconds. */
export const historyMilliseconds = 90 * 24 * 60 * 60 * 1000

/** A token's time in the row. Points in time are milliseconds since 1970. */
export interface Life {
  readonly fingerprint: string
  readonly from: number
  /** When another took its place; null for the row's token. */
  readonly until: number | null
  /** When it ends, or would have ended, by its own word; null when it never does. */
  readonly expiresAt: number | null
}

/** Something worth a mark. */
export type Mark =
  | { readonly what: 'renewed' | 'captured' | 'adopted' | 'restored' | 'human-needed'; readonly at: number }
  /** The row's token is another user's of the same company. */
  | { readonly what: 'another-user'; readonly at: number }
  /** Gazelle refused the row's token. */
  | { readonly what: 'refused'; readonly at: number }
  | { readonly what: 'failed'; readonly at: number; readonly lastAt: number; readonly problem: Problem }

/** The token's last 90 days: whose turn it was, and what happened. The oldest first. */
export interface History {
  readonly lives: readonly Life[]
  readonly marks: readonly Mark[]
  /** The latest time that the keeper renewed the token by itself; null when it has not. */
  readonly renewedAt: number | null
}

export const emptyHistory: History = { lives: [], marks: [], renewedAt: null }

/** What the log tells of the last 90 days before `now` (milliseconds). Pure. */
export function historyOf(log: readonly LoggedEvent[], now: number): History {
  const since = now - historyMilliseconds
  const lives = livesOf(log).filter(({ until }) => until === null || until >= since)
  const marks = log.flatMap(markOf).filter(({ at }) => at >= since)
  return { lives, marks, renewedAt: log.findLast(({ what }) => what === 'renewed')?.at ?? null }
}

function livesOf(log: readonly LoggedEvent[]): Life[] {
  const lives: Life[] = []
  for (const event of log) {
    if (event.what !== 'saved' && event.what !== 'adopted') continue
    const { fingerprint, issuedAt } = event.token
    const before = lives.at(-1)
    if (before?.fingerprint === fingerprint) continue
    if (before !== undefined) lives[lives.length - 1] = { ...before, until: event.at }
    // The first token was there before the keeper was.
    const from = before === undefined && issuedAt !== null ? Math.min(issuedAt * 1000, event.at) : event.at
    lives.push({ fingerprint, from, until: null, expiresAt: expiresAt(event.token) })
  }
  return lives
}

function markOf(event: LoggedEvent): Mark[] {
  const { at, lastAt } = event
  switch (event.what) {
    case 'renewed':
    case 'captured':
    case 'adopted':
    case 'restored':
    case 'human-needed':
      return [{ what: event.what, at }]
    case 'account-changed':
      return event.change === 'user' ? [{ what: 'another-user', at }] : []
    case 'checked':
      return event.works ? [] : [{ what: 'refused', at }]
    case 'failed':
      return [{ what: 'failed', at, lastAt, problem: event.problem }]
    default:
      return []
  }
}
