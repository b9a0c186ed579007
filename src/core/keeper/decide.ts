import { expiresAt } from '../token/expiry.ts'
import type { RuleName } from './rule-name.ts'
import { isExpired, isTimeToRenew, type RowKnowledge, type TokenFacts } from './state.ts'

/** All that a decision rests on. Points in time are milliseconds since 1970. */
export interface Situation {
  readonly row: RowKnowledge
  /** Whether the row has been read in this round. */
  readonly isRead: boolean
  readonly token: TokenFacts | null
  /** Gazelle's last word on the row's token, and when it was given; null when it has not been asked about this one. */
  readonly works: boolean | null
  readonly askedGazelleAt: number | null
  /** Gazelle knows the row's token, and denies it what it is for: another token of the same user would do no better. */
  readonly isForbidden: boolean
  /** Gazelle was asked in this round, about some token, and nothing came of it: nothing can be proven now. */
  readonly isGazelleSilent: boolean
  /** Tokens that work, or may, are waiting to be saved, and have not been tried in this round. */
  readonly isHolding: boolean
  /** Some were tried in this round, and could be neither saved nor given up. */
  readonly isStillHolding: boolean
  /** A refresh token was about to be spent when an answer, or the process, was lost. */
  readonly isSpending: boolean
  /** A person asks how things stand: Gazelle is asked in any case. */
  readonly isAsked: boolean
  /** A person asks for a new token although the old one lives. */
  readonly isForced: boolean
  // Which ways to another token are left, for the token that the row holds.
  /** A token that was issued in place of the row's is held: its refresh token is spent, and the held one has to be saved. */
  readonly isSuccessorHeld: boolean
  /** A token that worked, or may, is still here, and the row holds another. */
  readonly canRestore: boolean
  readonly canRefresh: boolean
  /** A refresh may come too soon after one that did not help: none before this, unless a person wants it. */
  readonly refreshNotBefore: number
  /** Refreshes have been tried for this need more than once, and what came was rejected each time. */
  readonly areRefreshesHelpless: boolean
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
 * - `restore`: put back a token that worked, or may: the newest of them, if it still does
 * - `refresh`: spend the refresh token, under the lease
 * - `use-web-session`: let the remembered web session bring a token
 * - `ask-human`: no other way is left
 * - `rest`: nothing to do before `until`
 */
export type Action =
  | { readonly do: 'read' | 'save-held' | 'ask-gazelle' | 'restore' | 'refresh' | 'use-web-session' | 'ask-human' }
  | { readonly do: 'rest'; readonly until: number }

/** The next step, and the rule that says so. */
export type Decision = Action & { readonly rule: RuleName }

/** A token that works is asked about again after this long: six hours. */
export const askAgainAfterMilliseconds = 6 * 60 * 60 * 1000
/** One that does not is asked about again after this long: servers have rejected tokens by mistake, for an hour. */
const askRefusedAgainAfterMilliseconds = 15 * 60 * 1000
/** The row is read again after this long at the latest: a quarter of an hour. */
export const readAgainAfterMilliseconds = 15 * 60 * 1000

type Rule = {
  readonly name: RuleName
  /** As it stands in docs/architecture.md, which a test compares. */
  readonly when: string
  readonly applies: (situation: Situation, now: number) => boolean
} & (
  | { readonly step: Exclude<Action['do'], 'rest'> }
  | { readonly step: 'rest'; readonly until: (situation: Situation, now: number) => number }
)

/** The first that applies; the last always does. */
export const rules: readonly [Rule, ...Rule[]] = [
  {
    name: 'pause-not-over',
    when: 'a pause after trouble is not over, and nobody asks',
    applies: ({ pauseUntil, isAsked, isForced }, now) => now < pauseUntil && !isAsked && !isForced,
    step: 'rest',
    until: ({ pauseUntil }) => pauseUntil,
  },
  {
    name: 'held-untried',
    when: 'tokens are held that have not been tried in this round',
    applies: ({ isHolding }) => isHolding,
    step: 'save-held',
  },
  {
    name: 'row-unread',
    when: 'the row has not been read in this round',
    applies: ({ isRead, row }) => !isRead || row === 'unread',
    step: 'read',
  },
  {
    name: 'row-not-understood',
    when: 'the row is not understood',
    applies: ({ row }) => row === 'unreadable',
    step: 'rest',
    until: (_situation, now) => now + readAgainAfterMilliseconds,
  },
  {
    name: 'probe-due',
    when: "Gazelle's word on the row's token is missing, six hours old (a rejection: 15 minutes), or from before its end; or a person asks",
    applies: (situation, now) => situation.token !== null && !situation.isGazelleSilent && isAskDue(situation, now),
    step: 'ask-gazelle',
  },
  {
    name: 'renewal-not-due',
    when: 'no renewal is due (token alive, before two thirds of its life, nothing half spent, not forced)',
    applies: (situation, now) => !isRenewalDue(situation, now),
    step: 'rest',
    until: nextLook,
  },
  {
    name: 'successor-held',
    when: 'a token that was issued in its place is held, and could not be saved',
    applies: ({ isSuccessorHeld }) => isSuccessorHeld,
    step: 'rest',
    until: (_situation, now) => now + readAgainAfterMilliseconds,
  },
  {
    name: 'fallback-left',
    when: 'the token is dead, and there is another that worked or may',
    applies: (situation, now) => isDead(situation, now) && situation.canRestore && !situation.isGazelleSilent,
    step: 'restore',
  },
  {
    name: 'lease-taken',
    when: 'there is a way to renew, and somebody else holds the lease',
    applies: (situation, now) =>
      (mayRefresh(situation, now) || situation.canUseWebSession) &&
      situation.leaseUntil !== null &&
      now < situation.leaseUntil,
    step: 'rest',
    until: ({ leaseUntil }, now) => leaseUntil ?? now,
  },
  {
    name: 'refresh-left',
    when: 'there is a refresh token that is not known to be spent, an OAuth application, and no renewal in vain to wait after',
    applies: mayRefresh,
    step: 'refresh',
  },
  {
    name: 'gazelle-silent',
    when: 'Gazelle is silent, so that nothing else can be proven',
    applies: ({ isGazelleSilent }) => isGazelleSilent,
    step: 'rest',
    until: nextLook,
  },
  {
    name: 'session-left',
    when: 'the web session has not been tried for this need',
    applies: ({ canUseWebSession }) => canUseWebSession,
    step: 'use-web-session',
  },
  {
    name: 'held-unsaved',
    when: 'a token is held that works, or may, and could not be saved',
    applies: ({ isStillHolding }) => isStillHolding,
    step: 'rest',
    until: (_situation, now) => now + readAgainAfterMilliseconds,
  },
  {
    name: 'renewed-in-vain',
    when: 'a renewal did not help, and the next one waits',
    applies: ({ canRefresh, refreshNotBefore, areRefreshesHelpless }, now) =>
      canRefresh && now < refreshNotBefore && !areRefreshesHelpless,
    step: 'rest',
    until: ({ refreshNotBefore }, now) => Math.min(refreshNotBefore, now + readAgainAfterMilliseconds),
  },
  {
    name: 'sign-in-needed',
    when: 'the token is dead, or a new one was asked for',
    applies: (situation, now) => isDead(situation, now) || situation.isForced,
    step: 'ask-human',
  },
  { name: 'nothing-left', when: 'otherwise', applies: () => true, step: 'rest', until: nextLook },
]

/** The next step at `now` (milliseconds). Pure and total: every situation has exactly one. */
export function decide(situation: Situation, now: number): Decision {
  const rule = rules.find(({ applies }) => applies(situation, now)) ?? rules[0]
  const { name } = rule
  return rule.step === 'rest'
    ? { do: 'rest', until: rule.until(situation, now), rule: name }
    : { do: rule.step, rule: name }
}

function isDead(situation: Situation, now: number): boolean {
  const { token, works, isForbidden } = situation
  return token === null || (works === false && !isForbidden) || isExpired(situation, now)
}

function mayRefresh({ canRefresh, isForced, isSpending, refreshNotBefore }: Situation, now: number): boolean {
  // What is half spent is spent again: that is the same renewal.
  return canRefresh && (isForced || isSpending || now >= refreshNotBefore)
}

function isAskDue({ isAsked, works, askedGazelleAt, token }: Situation, now: number): boolean {
  // What was asked in the future was asked by a clock that has been set back.
  if (isAsked || works === null || askedGazelleAt === null || askedGazelleAt > now) return true
  const again = works ? askAgainAfterMilliseconds : askRefusedAgainAfterMilliseconds
  if (now - askedGazelleAt >= again) return true
  // What was said before the end says nothing about the time after it.
  const end = expiresAt(token)
  return end !== null && now >= end && askedGazelleAt < end
}

function isRenewalDue({ token, works, isForbidden, isForced, isSpending }: Situation, now: number): boolean {
  return token === null || (works === false && !isForbidden) || isForced || isSpending || isTimeToRenew(token, now)
}

function nextLook({ token, askedGazelleAt }: Situation, now: number): number {
  const times = [now + readAgainAfterMilliseconds]
  const renewAt = token?.renewAt == null ? null : token.renewAt * 1000
  for (const time of [renewAt, expiresAt(token), askedGazelleAt && askedGazelleAt + askAgainAfterMilliseconds]) {
    if (time !== null && time > now) times.push(time)
  }
  return Math.min(...times)
}
