import { expiresAt } from '../token/expiry.ts'
import type { RuleName } from './rule-name.ts'
import { isExpired, isTimeToRenew, type RowKnowledge, type TokenFacts } from './state.ts'

/** Everything a decision depends on. Points in time are milliseconds since 1970. */
export interface Situation {
  readonly row: RowKnowledge
  /** Whether the row has been read in this round. */
  readonly isRead: boolean
  readonly token: TokenFacts | null
  /** Gazelle's last word on the row's token, and when it was given; null when Gazelle has not been asked about this token. */
  readonly works: boolean | null
  readonly askedGazelleAt: number | null
  /** How long Gazelle's word that the token works stands, in milliseconds. */
  readonly acceptanceStands: number
  /** Gazelle knows the row's token but denies it access: another token of the same user would do no better. */
  readonly isForbidden: boolean
  /** Gazelle gave no verdict when it was asked in this round: nothing can be proven now. */
  readonly isGazelleSilent: boolean
  /** Tokens that work, or may, are held, and have not been tried in this round. */
  readonly isHolding: boolean
  /** Some held tokens were tried in this round and could be neither saved nor given up. */
  readonly isStillHolding: boolean
  /** A refresh token was being spent when the answer, or the process, was lost. */
  readonly isSpending: boolean
  /** A person asks for a check: Gazelle is asked in any case. */
  readonly isAsked: boolean
  /** A person asks for a new token although the old one works. */
  readonly isForced: boolean
  // The renewal options that are left for the row's token.
  /** A token issued in place of the row's is held: the row's refresh token is spent, so the held token has to be saved. */
  readonly isSuccessorHeld: boolean
  /** There is a fallback, and the row holds another token. */
  readonly canRestore: boolean
  readonly canRefresh: boolean
  /** Nothing has been done in this round, and the store can read the row with the request that begins a renewal. */
  readonly canBegin: boolean
  /** No refresh before this, unless a person wants one: the last one did not help. */
  readonly refreshNotBefore: number
  /** More than one refresh has been tried for this need, and none has helped. */
  readonly areRefreshesHelpless: boolean
  readonly canUseWebSession: boolean
  /** The latest time until which another keeper may be renewing; null when none is. */
  readonly leaseUntil: number | null
  /** The end of the pause after a passing problem: nothing is tried before. */
  readonly pauseUntil: number
}

/**
 * What to do next:
 * - `read`: read the row
 * - `save-held`: test and save the held tokens
 * - `ask-gazelle`: ask whether the row's token works
 * - `restore`: put back the newest fallback, if it still works
 * - `refresh`: spend the refresh token, under the lease
 * - `use-web-session`: get a token from the web session
 * - `ask-human`: nothing else is left
 * - `rest`: nothing to do before `until`
 */
export type Action =
  | { readonly do: 'read' | 'save-held' | 'ask-gazelle' | 'restore' | 'refresh' | 'use-web-session' | 'ask-human' }
  | { readonly do: 'rest'; readonly until: number }

/** The next step, and the rule that says so. */
export type Decision = Action & { readonly rule: RuleName }

/** A token that works is asked about again after this long, unless the keeper's host wants to know sooner: six hours. */
export const askAgainAfterMilliseconds = 6 * 60 * 60 * 1000
/** How long a rejection stands: 15 minutes, as servers have rejected good tokens by mistake, for an hour. */
const askRefusedAgainAfterMilliseconds = 15 * 60 * 1000
/** The longest time between two reads of the row: 15 minutes. */
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

/** The rules in order: the first that applies decides, and the last always applies. */
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
    name: 'refresh-at-once',
    when: 'nothing has been done in this round, the request that begins a renewal reads the row too, and a refresh is next if the row is as it was',
    applies: (situation, now) =>
      situation.canBegin && decide({ ...situation, canBegin: false, isRead: true }, now).do === 'refresh',
    step: 'refresh',
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
    when: "Gazelle's word on the row's token is missing, old (six hours; a quarter of an hour in the app, and of a rejection), or from before its end; or a person asks",
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
      (mayRefreshNow(situation, now) || situation.canUseWebSession) &&
      situation.leaseUntil !== null &&
      now < situation.leaseUntil,
    step: 'rest',
    until: ({ leaseUntil }, now) => leaseUntil ?? now,
  },
  {
    name: 'refresh-left',
    when: 'there is a refresh token that is not known to be spent, an OAuth application, and no renewal in vain to wait after',
    applies: mayRefreshNow,
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

/** Whether the refresh token may be spent at `now` (milliseconds), as far as is known. Pure. */
export function mayRefreshNow({ canRefresh, isForced, isSpending, refreshNotBefore }: Situation, now: number): boolean {
  // Spending a half-spent refresh token again continues the same renewal.
  return canRefresh && (isForced || isSpending || now >= refreshNotBefore)
}

function isAskDue({ isAsked, works, askedGazelleAt, acceptanceStands, token }: Situation, now: number): boolean {
  // An answer from the future is out of date: the clock has been set back.
  if (isAsked || works === null || askedGazelleAt === null || askedGazelleAt > now) return true
  const again = works ? acceptanceStands : askRefusedAgainAfterMilliseconds
  if (now - askedGazelleAt >= again) return true
  // What was said before the end says nothing about the time after it.
  const end = expiresAt(token)
  return end !== null && now >= end && askedGazelleAt < end
}

function isRenewalDue({ token, works, isForbidden, isForced, isSpending }: Situation, now: number): boolean {
  return token === null || (works === false && !isForbidden) || isForced || isSpending || isTimeToRenew(token, now)
}

function nextLook({ token, askedGazelleAt, acceptanceStands }: Situation, now: number): number {
  const times = [now + readAgainAfterMilliseconds]
  const renewAt = token?.renewAt == null ? null : token.renewAt * 1000
  for (const time of [renewAt, expiresAt(token), askedGazelleAt && askedGazelleAt + acceptanceStands]) {
    if (time !== null && time > now) times.push(time)
  }
  return Math.min(...times)
}
