import type { Observed } from '../base/observed.ts'
import type { Grants } from '../gazelle/grant.ts'
import type { TokenRecord } from '../token/record.ts'
import type { Situation } from './decide.ts'
import { isFallbackFor } from './fallback.ts'
import type { Fallback } from './journal.ts'
import type { KeeperStatus } from './keeper-status.ts'
import type { Lease } from './lease.ts'
import type { Clock, WebSession } from './ports.ts'
import type { Outcome } from './reconcile.ts'
import type { RenewalOptions } from './renewal-options.ts'
import type { RowOwner } from './row-owner.ts'
import type { RowView } from './row-view.ts'
import type { KeeperState, Problem } from './state.ts'
import type { TokenJournal } from './token-journal.ts'
import type { TrustedClock } from './trusted-clock.ts'

/** The knowledge of one round, from a check to the next rest. */
export interface Round {
  asked: boolean
  forced: boolean
  /** Nothing has been done yet: `record` is the one that an earlier round has found. */
  isNew: boolean
  isRead: boolean
  record: TokenRecord | null
  hasTriedHeld: boolean
  leaseUntil: number | null
  /** The token endpoint fails, and the other renewal options are to be tried. */
  isRefreshGivenUp: boolean
  /** A renewal was begun in one request: another has to go step by step, which tells more of what stands in the way. */
  hasBegun: boolean
  /** The web session has had its turn: it would bring the same token again. */
  hasUsedWebSession: boolean
  /** How often the row had changed, or would not have taken a new token, once the lease was ours. */
  changedUnderLease: number
  /** Gazelle's API gave no verdict: steps that depend on its word wait. */
  isGazelleSilent: boolean
  /** The tokens that this round has tried to put back. */
  readonly triedFallbacks: Set<string>
  problem: Problem | null
}

/** The tools of every round of a keeper, and the knowledge from earlier rounds. */
export interface RoundContext {
  readonly grants: Grants | null
  readonly webSession: WebSession | null
  readonly lease: Lease
  readonly leaseClock: Clock
  readonly askAgainMilliseconds: () => number
  readonly clock: TrustedClock
  readonly row: RowView
  readonly journal: TokenJournal
  readonly options: RenewalOptions
  readonly owner: RowOwner
  readonly status: KeeperStatus
  readonly outcomes: Observed<Outcome | null>
}

/** Everything that the next decision of a round depends on, as things stand now. */
export function situationOf(round: Round, context: RoundContext): Situation {
  const { clock, journal, options, status } = context
  const { row, token, works, isForbidden, askedGazelleAt } = status.state.value
  const { record } = round
  const now = clock.now()
  const isHolding = journal.held.length > 0
  return {
    row,
    isRead: round.isRead,
    token,
    works,
    askedGazelleAt,
    acceptanceStands: context.askAgainMilliseconds(),
    isForbidden,
    isGazelleSilent: round.isGazelleSilent,
    isHolding: !round.hasTriedHeld && isHolding,
    isStillHolding: round.hasTriedHeld && isHolding,
    isSpending: journal.spending !== null,
    isAsked: round.asked,
    isForced: round.forced,
    isSuccessorHeld:
      record !== null && journal.held.some(({ supersedes }) => supersedes?.accessToken === record.accessToken),
    canRestore: fallbacksFor(round, context).length > 0,
    canRefresh: !round.isRefreshGivenUp && mayRefresh(record, context),
    canBegin: round.isNew && record !== null && journal.spending === null && context.row.canBegin,
    refreshNotBefore: options.renewsNotBefore(token, isForbidden ? null : works, now),
    areRefreshesHelpless: options.areRenewalsHelpless,
    canUseWebSession: !round.hasUsedWebSession && mayUseWebSession(context),
    leaseUntil: round.leaseUntil,
    // Ignore a pause that starts in the future: the clock was set back.
    pauseUntil: now < status.pause.from ? 0 : status.pause.until,
  }
}

/** Whether this record of the row has a refresh token that may still bring a token to our application. */
export function mayRefresh(record: TokenRecord | null, { grants, clock, options }: RoundContext): boolean {
  const refreshToken = record?.refreshToken ?? null
  return grants !== null && refreshToken !== null && options.mayRefresh(refreshToken, clock.now())
}

/** Whether the web session may be tried: it has not been, lately, for what the row's token needs now. */
export function mayUseWebSession({ webSession, clock, options, status }: RoundContext): boolean {
  return webSession !== null && !options.hasTriedWebSession(webSessionNeed(status.state.value), clock.now())
}

/** The tokens to put back in place of the row's, the newest first. */
export function fallbacksFor(
  { record, triedFallbacks }: Round,
  { journal, clock, owner }: RoundContext,
): readonly Fallback[] {
  const now = clock.now()
  const { account } = owner
  return journal.fallbacks.filter(
    (fallback) => !triedFallbacks.has(fallback.accessToken) && isFallbackFor(record, fallback, now, account),
  )
}

/**
 * The need for which the web session is tried, so that it is not tried in vain again and again; see `RenewalOptions`. A token
 * that Gazelle denies access is alive: its death is another need.
 */
export function webSessionNeed({ token, works, isForbidden }: KeeperState): string {
  return `${token?.fingerprint ?? 'none'} ${works === false && !isForbidden ? 'dead' : 'alive'}`
}
