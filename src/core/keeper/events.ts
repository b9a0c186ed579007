import type { CredentialSource } from '../token/sources.ts'
import type { By } from './ownership.ts'
import type { Problem, TokenFacts } from './state.ts'

/**
 * Something that happened to the token. Holds no secret: tokens are named by their fingerprints.
 * - `checked`: Gazelle was asked about the row's token
 * - `adopted`: another program put a token in the row; `by`: another keeper held the right to renew when it came
 * - `captured`: a way in brought a token
 * - `renewed`: the keeper got a new token by itself
 * - `saved`: the keeper put a token in the row
 * - `restored`: the keeper put back a token that somebody had overwritten
 * - `conflict`: two tokens competed for the row; tells which was kept
 * - `other-company`: a token of another company than the row's arrived and waits for a person's decision
 * - `declined`: a person declined that token
 * - `account-changed`: the row's token belongs to another company or user than the one before; tells who put it there
 * - `failed`: something stood in the way
 * - `human-needed`: no automatic renewal is left
 * - `clock-wrong`: the computer's clock is ahead by this much (behind: negative)
 */
export type KeeperEvent =
  | { readonly what: 'checked'; readonly fingerprint: string; readonly works: boolean }
  | { readonly what: 'adopted'; readonly token: TokenFacts; readonly by?: 'keeper' }
  | { readonly what: 'captured'; readonly fingerprint: string; readonly source: CredentialSource }
  | { readonly what: 'renewed'; readonly fingerprint: string; readonly by: 'refresh-token' | 'web-session' }
  | { readonly what: 'saved'; readonly token: TokenFacts }
  | { readonly what: 'restored'; readonly fingerprint: string }
  | { readonly what: 'conflict'; readonly kept: string; readonly other: string }
  | { readonly what: 'other-company' | 'declined'; readonly fingerprint: string }
  | {
      readonly what: 'account-changed'
      readonly fingerprint: string
      readonly change: 'company' | 'user'
      readonly by: By
    }
  | { readonly what: 'failed'; readonly problem: Problem }
  | { readonly what: 'human-needed'; readonly fingerprint: string | null }
  | { readonly what: 'clock-wrong'; readonly byMilliseconds: number }

/** An event in the log: when it first happened, how often, and when last. */
export type LoggedEvent = KeeperEvent & {
  /** Milliseconds since 1970. */
  readonly at: number
  readonly lastAt: number
  readonly times: number
}

/** How many events are kept. */
export const keptEvents = 500

/**
 * The log with one more event, the newest last, at most 500. A repeated event stays one entry, and a token that the log
 * already has in the row is not adopted again. Pure; `at` in milliseconds.
 */
export function withEvent(log: readonly LoggedEvent[], event: KeeperEvent, at: number): readonly LoggedEvent[] {
  if (event.what === 'adopted' && event.token.fingerprint === tokenOf(log)) return log
  const latest = log.findLast((each) => each.what === event.what)
  if (latest !== undefined && isRepetition(log, latest, event)) {
    const again: LoggedEvent = { ...event, at: latest.at, lastAt: at, times: latest.times + 1 }
    return log.map((each) => (each === latest ? again : each))
  }
  return [...log, { ...event, at, lastAt: at, times: 1 }].slice(-keptEvents)
}

/** The row's latest token according to the log. */
function tokenOf(log: readonly LoggedEvent[]): string | null {
  const latest = log.findLast((each) => each.what === 'adopted' || each.what === 'saved')
  return latest?.what === 'adopted' || latest?.what === 'saved' ? latest.token.fingerprint : null
}

/** Whether the event only repeats the latest of its kind: nothing but routine has happened since. */
function isRepetition(log: readonly LoggedEvent[], latest: LoggedEvent, event: KeeperEvent): boolean {
  if (event.what === 'checked' && latest.what === 'checked') {
    return event.works === latest.works && event.fingerprint === latest.fingerprint
  }
  if (event.what === 'clock-wrong' && latest.what === 'clock-wrong') {
    return Math.abs(event.byMilliseconds - latest.byMilliseconds) < 60_000
  }
  if (event.what !== 'failed' || latest.what !== 'failed') return false
  if (JSON.stringify(withoutPause(event.problem)) !== JSON.stringify(withoutPause(latest.problem))) return false
  // Any success since makes the next failure a new one.
  return log.every(
    (each) => each.lastAt <= latest.lastAt || each.what === 'clock-wrong' || (each.what === 'checked' && !each.works),
  )
}

function withoutPause(problem: Problem): object {
  if (!('retryAfterSeconds' in problem)) return problem
  const { retryAfterSeconds: _, ...rest } = problem
  return rest
}
