import type { CredentialSource } from '../token/credential.ts'
import type { By } from './ownership.ts'
import type { Problem, TokenFacts } from './state.ts'

/**
 * What happened to the token; no secret is in it. Tokens are named by their fingerprints.
 * - `checked`: Gazelle was asked about the row's token
 * - `adopted`: the row holds a token that somebody else put there
 * - `captured`: a way in brought a token
 * - `renewed`: the keeper got a new token by itself
 * - `saved`: the keeper put a token in the row
 * - `restored`: the keeper put one back that somebody had written over
 * - `conflict`: two tokens wanted the row; the one that is kept, and the other
 * - `other-company`: a token of another company than the row's came, which waits for a person's word
 * - `declined`: a person did not want that one
 * - `account-changed`: the row's token is another company's, or another user's, than the one before; who put it there
 * - `failed`: something stood in the way
 * - `human-needed`: no automatic way is left
 * - `clock-wrong`: the computer's clock is ahead by so much (behind: negative)
 */
export type KeeperEvent =
  | { readonly what: 'checked'; readonly fingerprint: string; readonly works: boolean }
  | { readonly what: 'adopted'; readonly token: TokenFacts }
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

/** An event in the log: when it happened, and for one that happened again and again, how often and when last. */
export type LoggedEvent = KeeperEvent & {
  /** Milliseconds since 1970. */
  readonly at: number
  readonly lastAt: number
  readonly times: number
}

/** How many events are kept. */
export const keptEvents = 500

/**
 * The log with one more event, the newest last, at most 500. What happens again and again is one entry, and a token
 * that the log knows to be the row's is not adopted anew. Pure; `at` in milliseconds.
 */
export function withEvent(log: readonly LoggedEvent[], event: KeeperEvent, at: number): readonly LoggedEvent[] {
  if (event.what === 'adopted' && event.token.fingerprint === tokenOf(log)) return log
  const latest = log.findLast((each) => each.what === event.what)
  if (latest !== undefined && isRepetition(log, latest, event)) {
    const again = { ...latest, ...event, at: latest.at, lastAt: at, times: latest.times + 1 }
    return log.map((each) => (each === latest ? again : each))
  }
  return [...log, { ...event, at, lastAt: at, times: 1 }].slice(-keptEvents)
}

/** The token that the row held last, as far as the log goes. */
function tokenOf(log: readonly LoggedEvent[]): string | null {
  const latest = log.findLast((each) => each.what === 'adopted' || each.what === 'saved')
  return latest?.what === 'adopted' || latest?.what === 'saved' ? latest.token.fingerprint : null
}

/** Whether the same is only told again: nothing else happened since but other routine. */
function isRepetition(log: readonly LoggedEvent[], latest: LoggedEvent, event: KeeperEvent): boolean {
  if (event.what === 'checked' && latest.what === 'checked') {
    return event.works === latest.works && event.fingerprint === latest.fingerprint
  }
  if (event.what === 'clock-wrong' && latest.what === 'clock-wrong') {
    return Math.abs(event.byMilliseconds - latest.byMilliseconds) < 60_000
  }
  if (event.what !== 'failed' || latest.what !== 'failed') return false
  if (JSON.stringify(withoutPause(event.problem)) !== JSON.stringify(withoutPause(latest.problem))) return false
  // Whatever went well since makes the next failure a new one.
  return log.every(
    (each) => each.lastAt <= latest.lastAt || each.what === 'clock-wrong' || (each.what === 'checked' && !each.works),
  )
}

function withoutPause(problem: Problem): object {
  if (!('retryAfterSeconds' in problem)) return problem
  const { retryAfterSeconds: _, ...rest } = problem
  return rest
}
