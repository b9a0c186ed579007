import { expiresAt } from '../token/expiry.ts'
import type { CredentialSource } from '../token/sources.ts'
import type { LoggedEvent } from './events.ts'
import type { Problem } from './state.ts'

/** How far back the history goes: 90 days, in milliseconds. */
export const historyMilliseconds = 90 * 24 * 60 * 60 * 1000

/** A token's time in the row. Points in time are milliseconds since 1970. */
export interface Life {
  readonly fingerprint: string
  readonly from: number
  /** When another token replaced it; null for the row's token. */
  readonly until: number | null
  /** When it expires, or would have expired; null when it never does. */
  readonly expiresAt: number | null
}

/** An event that the history shows as a mark. */
export type Mark =
  | { readonly what: 'renewed' | 'adopted' | 'restored' | 'human-needed'; readonly at: number }
  | { readonly what: 'captured'; readonly at: number; readonly source: CredentialSource }
  /** The row's token is another user's of the same company. */
  | { readonly what: 'another-user'; readonly at: number }
  /** Gazelle rejected the row's token. */
  | { readonly what: 'refused'; readonly at: number }
  | { readonly what: 'failed'; readonly at: number; readonly lastAt: number; readonly problem: Problem }

/** The last 90 days: which tokens the row held, and what happened. The oldest first. */
export interface History {
  readonly lives: readonly Life[]
  readonly marks: readonly Mark[]
  /** When the keeper last renewed the token automatically; null when it never has. */
  readonly renewedAt: number | null
}

export const emptyHistory: History = { lives: [], marks: [], renewedAt: null }

/** The history of the 90 days before `now` (milliseconds), according to the log. Pure. */
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
    // The first token was in the row before the keeper started.
    const from = before === undefined && issuedAt !== null ? Math.min(issuedAt * 1000, event.at) : event.at
    lives.push({ fingerprint, from, until: null, expiresAt: expiresAt(event.token) })
  }
  return lives
}

function markOf(event: LoggedEvent): Mark[] {
  const { at, lastAt } = event
  switch (event.what) {
    case 'captured':
      return [{ what: 'captured', at, source: event.source }]
    case 'renewed':
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
