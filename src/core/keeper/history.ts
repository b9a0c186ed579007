import { expiresAt } from '../token/expiry.ts'
import type { CredentialSource } from '../token/sources.ts'
import type { LoggedEvent } from './events.ts'
import type { By } from './ownership.ts'
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
export type Mark = {
  readonly at: number
  /** The token that the event is about, if it is about one. */
  readonly fingerprint?: string
} & (
  | { readonly what: 'renewed' | 'restored' | 'human-needed' }
  /** The row's token when the log begins: nobody has seen it arrive. */
  | { readonly what: 'found' }
  | { readonly what: 'adopted'; readonly by?: 'keeper' }
  | { readonly what: 'captured'; readonly source: CredentialSource }
  /** The row's token is another user's of the same company. */
  | { readonly what: 'another-user'; readonly by?: By }
  /** Gazelle rejected the row's token. */
  | { readonly what: 'refused' }
  | { readonly what: 'failed'; readonly lastAt: number; readonly problem: Problem }
)

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
  const first = log.find(isArrival)
  const marks = log.flatMap((event) => markOf(event, event === first)).filter(({ at }) => at >= since)
  return { lives, marks, renewedAt: log.findLast(({ what }) => what === 'renewed')?.at ?? null }
}

function livesOf(log: readonly LoggedEvent[]): Life[] {
  const lives: Life[] = []
  for (const event of log) {
    if (!isArrival(event)) continue
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

/** Whether the event brought a token into the row. */
function isArrival(event: LoggedEvent): event is LoggedEvent & { readonly what: 'saved' | 'adopted' } {
  return event.what === 'saved' || event.what === 'adopted'
}

/** `isFirst`: the log tells of no token in the row before. */
function markOf(event: LoggedEvent, isFirst: boolean): Mark[] {
  const { at, lastAt } = event
  switch (event.what) {
    case 'captured':
      return [{ what: 'captured', at, fingerprint: event.fingerprint, source: event.source }]
    case 'adopted': {
      const about = { at, fingerprint: event.token.fingerprint }
      if (isFirst) return [{ what: 'found', ...about }]
      return [{ what: 'adopted', ...about, ...(event.by && { by: event.by }) }]
    }
    case 'renewed':
    case 'restored':
      return [{ what: event.what, at, fingerprint: event.fingerprint }]
    case 'human-needed':
      return [{ what: event.what, at, ...(event.fingerprint !== null && { fingerprint: event.fingerprint }) }]
    case 'account-changed':
      if (event.change !== 'user') return []
      return [{ what: 'another-user', at, fingerprint: event.fingerprint, by: event.by }]
    case 'checked':
      return event.works ? [] : [{ what: 'refused', at, fingerprint: event.fingerprint }]
    case 'failed':
      return [{ what: 'failed', at, lastAt, problem: event.problem }]
    default:
      return []
  }
}
