import type { ForbiddenBecause, GazelleErrorKind } from '../gazelle/errors.ts'
import type { GrantErrorKind } from '../gazelle/grant-errors.ts'
import type { Account } from '../token/account.ts'
import { expiresAt } from '../token/expiry.ts'
import type { EpochSeconds, Expiry, HeaderKind } from '../token/record.ts'
import type { LatestRenewal } from './renewal-memory.ts'
import type { RuleName } from './rule-name.ts'
import { passesByItself, type StoreErrorKind } from './store-error.ts'

const dayMilliseconds = 24 * 60 * 60 * 1000

/** What the keeper is doing at this moment. */
export type Activity = 'idle' | 'checking' | 'trying' | 'saving' | 'renewing'

/** A token as it may be shown: facts about it, and nothing secret. */
export interface TokenFacts {
  /** The first 8 hex digits of its SHA-256. */
  readonly fingerprint: string
  readonly headerKind: HeaderKind | null
  readonly issuedAt: EpochSeconds | null
  readonly expiry: Expiry
  readonly renewAt: EpochSeconds | null
  /** It has under 50 characters: if it is a bearer token, other programs take it for an API key. */
  readonly isShort?: true
}

/** What stands in the way, and at which end; the texts that say what to do are made from this. */
export type Problem =
  | {
      readonly at: 'store'
      readonly kind: StoreErrorKind
      /** The store's own code, the network's or the status (see `StoreError`); left out where there is none. */
      readonly code?: string
      /** How long the store asks to wait; left out where it does not say. */
      readonly retryAfterSeconds?: number
    }
  | {
      readonly at: 'gazelle'
      readonly kind: GazelleErrorKind
      readonly retryAfterSeconds: number | null
      /** Why the token is not allowed to do this, if Gazelle tells; only with `forbidden`. */
      readonly because?: ForbiddenBecause
    }
  // `renewed-in-vain`: the token endpoint has issued a new token, and the API rejects that too.
  | {
      readonly at: 'oauth'
      readonly kind: GrantErrorKind | 'renewed-in-vain'
      readonly retryAfterSeconds: number | null
    }
  | { readonly at: 'row'; readonly field: string | null }
  | { readonly at: 'keeper'; readonly what: string }

/** The row's content, as far as is known: `unread` until the first read. */
export type RowKnowledge = 'unread' | 'empty' | 'token' | 'unreadable'

/** All that the keeper knows and may show. Holds no secret. Points in time are milliseconds since 1970 by the trusted clock. */
export interface KeeperState {
  readonly activity: Activity
  /** The rule that decided the latest step, for a log; null where nothing has been decided yet. */
  readonly rule: RuleName | null
  readonly row: RowKnowledge
  /** The row's token; null if it has none that is understood. */
  readonly token: TokenFacts | null
  /** Gazelle's last word on the row's token; null when Gazelle has not been asked about it. */
  readonly works: boolean | null
  /** Gazelle knows the row's token but denies it access (403): it does not work, but it is not dead either. */
  readonly isForbidden: boolean
  /** When Gazelle last answered a question about the row's token. */
  readonly askedGazelleAt: number | null
  /** A token that works, or may, and could not be saved yet; every check tries again. */
  readonly held: { readonly fingerprint: string } | null
  /** The account of the row's token, as Gazelle last told it; null if it never has. */
  readonly account: Account | null
  /** A token of another company than the row's: it is not saved until a person confirms it. */
  readonly unconfirmed: { readonly fingerprint: string; readonly account: Account } | null
  /**
   * The account of the row's token before somebody else put another company's there, until a person decides on that.
   * `isHere`: the keeper still has the old token, and can put it back.
   */
  readonly takenFrom: { readonly account: Account; readonly isHere: boolean } | null
  readonly problem: Problem | null
  readonly checkedAt: number | null
  /** No automatic renewal is left: a person has to sign in. */
  readonly asksHuman: boolean
  /** There is nothing to do before this. */
  readonly restsUntil: number
  /** Whether the token will be renewed without a person, as far as is known: false until a way to do so is known. */
  readonly renewsByItself: boolean
  /** Since when something has stood in the way, without a successful round; null when nothing does. */
  readonly troubleSince: number | null
  /**
   * For how many days no keeper has been seen that can renew, by the row's logbook: 3 or more, else 0. Null while the logbook has not
   * been heard.
   */
  readonly unattendedDays: number | null
  /** How far the computer's clock is ahead (behind: negative), in milliseconds; 0 while it is right to within five minutes. */
  readonly clockErrorMilliseconds: number
}

export const unknownState: KeeperState = {
  activity: 'idle',
  rule: null,
  row: 'unread',
  token: null,
  works: null,
  isForbidden: false,
  askedGazelleAt: null,
  held: null,
  account: null,
  unconfirmed: null,
  takenFrom: null,
  problem: null,
  checkedAt: null,
  asksHuman: false,
  restsUntil: 0,
  renewsByItself: false,
  troubleSince: null,
  unattendedDays: null,
  clockErrorMilliseconds: 0,
}

/** A refresh token brought a new token, and Gazelle rejects that one too. */
export const renewedInVain: Problem = { at: 'oauth', kind: 'renewed-in-vain', retryAfterSeconds: null }

/** Whether the row's token is the one that the latest renewal brought, and is rejected. */
export function isRenewedInVain({ works, token }: KeeperState, renewal: LatestRenewal | null): boolean {
  return works === false && token !== null && token.fingerprint === renewal?.fingerprint
}

/** Whether two thirds of the token's life are over at `now` (milliseconds), so that it is time to renew it. */
export function isTimeToRenew(token: Pick<TokenFacts, 'renewAt'> | null, now: number): boolean {
  return token !== null && token.renewAt !== null && now >= token.renewAt * 1000
}

/**
 * Whether the life of the row's token is over at `now` (milliseconds). What Gazelle said after the end beats the date of the
 * end, which may have been assumed.
 */
export function isExpired(
  { token, works, askedGazelleAt }: Pick<KeeperState, 'token' | 'works' | 'askedGazelleAt'>,
  now: number,
): boolean {
  const end = expiresAt(token)
  return end !== null && now >= end && !(works === true && (askedGazelleAt ?? 0) >= end)
}

/** Whether the row's token is dead, or in its last day, at `now` (milliseconds). */
export function isDying({ token, works }: KeeperState, now: number): boolean {
  if (token === null || works === false) return true
  const end = expiresAt(token)
  return end !== null && now >= end - dayMilliseconds
}

const ofSaving: readonly StoreErrorKind[] = [
  'write-denied',
  'read-only',
  'function-missing',
  'function-ambiguous',
  'trigger-refuses',
  'trigger-denied',
  'column-in-the-way',
  'value-not-jsonb',
  'updated-at-type',
]

/** Whether a problem prevents only saving: the row can be read, and Gazelle asked about its token. */
export function isOfSaving(problem: Problem | null): boolean {
  return problem?.at === 'store' && ofSaving.includes(problem.kind)
}

/** Whether the keeper tries again by itself; a person may have to act all the same. */
export function isTriedAgain(problem: Problem): boolean {
  return isPassing(problem) && !(problem.at === 'oauth' && problem.kind === 'invalid-grant')
}

/** Whether a problem goes away by itself: a network that is down, a server that is busy. */
export function isPassing(problem: Problem): boolean {
  switch (problem.at) {
    case 'store':
      return passesByItself[problem.kind]
    case 'gazelle':
      return problem.kind !== 'unauthorized' && problem.kind !== 'forbidden'
    case 'oauth':
      return problem.kind !== 'invalid-client'
    default:
      return false
  }
}
