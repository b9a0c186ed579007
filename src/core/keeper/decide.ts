import type { RowKnowledge, TokenFacts } from './state.ts'

/** All that a decision rests on. Points in time are milliseconds since 1970. */
export interface Situation {
  readonly row: RowKnowledge
  /** Whether the row has been read in this round. */
  readonly isRead: boolean
  readonly token: TokenFacts | null
  /** Gazelle's last word on the row's token, and when it was given; null when it has not been asked about this one. */
  readonly works: boolean | null
  readonly askedGazelleAt: number | null
  /** Tokens that work, or may, are waiting to be saved. */
  readonly isHolding: boolean
  /** A refresh token was about to be spent when an answer, or the process, was lost. */
  readonly isSpending: boolean
  /** A person asks how things stand: Gazelle is asked in any case. */
  readonly isAsked: boolean
  /** A person asks for a new token although the old one lives. */
  readonly isForced: boolean
  // Which ways to another token are left, for the token that the row holds.
  /** A token that worked, or may, is still here, and the row holds another. */
  readonly canRestore: boolean
  readonly canRefresh: boolean
  readonly canUseWebSession: boolean
  /** Somebody else is renewing, at most until then; null when nobody is. */
  readonly leaseUntil: number | null
  /** After trouble that passes, nothing is tried before this. */
  readonly pauseUntil: number
}

/**
 * What to do next:
 * - `read`: read the row
 * - `save-held`: try and save what is held
 * - `ask-gazelle`: ask whether the row's token works
 * - `restore`: put back the last token that worked, if it still does
 * - `refresh`: spend the refresh token, under the lease
 * - `use-web-session`: let the remembered web session bring a token
 * - `ask-human`: no other way is left
 * - `rest`: nothing to do before `until`
 */
export type Action =
  | { readonly do: 'read' | 'save-held' | 'ask-gazelle' | 'restore' | 'refresh' | 'use-web-session' | 'ask-human' }
  | { readonly do: 'rest'; readonly until: number }

/** A token that works is asked about again after this long: six hours. */
export const askAgainAfterMilliseconds = 6 * 60 * 60 * 1000
/** The row is read again after this long at the latest: a quarter of an hour. */
export const readAgainAfterMilliseconds = 15 * 60 * 1000

/** The next step at `now` (milliseconds). Pure and total: every situation has exactly one. */
export function decide(situation: Situation, now: number): Action {
  const { row, isRead, token, works, isAsked, isForced, pauseUntil } = situation
  if (now < pauseUntil && !isAsked && !isForced) return { do: 'rest', until: pauseUntil }
  if (situation.isHolding) return { do: 'save-held' }
  if (!isRead || row === 'unread') return { do: 'read' }
  if (row === 'unreadable') return { do: 'rest', until: now + readAgainAfterMilliseconds }
  if (token !== null && works !== false && isAskDue(situation, now)) return { do: 'ask-gazelle' }
  if (!isRenewalDue(situation, now)) return { do: 'rest', until: nextLook(situation, now) }
  return renew(situation, now)
}

function renew(situation: Situation, now: number): Action {
  const { canRestore, canRefresh, canUseWebSession, leaseUntil, token, works } = situation
  const isDead = token === null || works === false || isOver(token, works, situation.askedGazelleAt, now)
  if (isDead && canRestore) return { do: 'restore' }
  if (canRefresh || canUseWebSession) {
    if (leaseUntil !== null && now < leaseUntil) return { do: 'rest', until: leaseUntil }
    return { do: canRefresh ? 'refresh' : 'use-web-session' }
  }
  return isDead || situation.isForced ? { do: 'ask-human' } : { do: 'rest', until: nextLook(situation, now) }
}

function isAskDue({ isAsked, works, askedGazelleAt, token }: Situation, now: number): boolean {
  // What was asked in the future was asked by a clock that has been set back.
  if (isAsked || works === null || askedGazelleAt === null || askedGazelleAt > now) return true
  if (now - askedGazelleAt >= askAgainAfterMilliseconds) return true
  // What was said before the end says nothing about the time after it.
  const end = endOf(token)
  return end !== null && now >= end && askedGazelleAt < end
}

function isRenewalDue({ token, works, isForced, isSpending }: Situation, now: number): boolean {
  if (token === null || works === false || isForced || isSpending) return true
  return token.renewAt !== null && now >= token.renewAt * 1000
}

function isOver(token: TokenFacts, works: boolean | null, askedAt: number | null, now: number): boolean {
  const end = endOf(token)
  return end !== null && now >= end && !(works === true && (askedAt ?? 0) >= end)
}

function nextLook({ token, askedGazelleAt }: Situation, now: number): number {
  const times = [now + readAgainAfterMilliseconds]
  const renewAt = token?.renewAt == null ? null : token.renewAt * 1000
  for (const time of [renewAt, endOf(token), askedGazelleAt && askedGazelleAt + askAgainAfterMilliseconds]) {
    if (time !== null && time > now) times.push(time)
  }
  return Math.min(...times)
}

function endOf(token: TokenFacts | null): number | null {
  return token === null || token.expiry.certainty === 'never' ? null : token.expiry.at * 1000
}
