import type { Observed } from '../base/observed.ts'
import type { Grants } from '../gazelle/grant.ts'
import type { TokenRecord } from '../token/record.ts'
import type { Situation } from './decide.ts'
import { isFallbackFor } from './fallback.ts'
import type { Holdings } from './holdings.ts'
import type { Fallback } from './journal.ts'
import type { KnownRow } from './known-row.ts'
import type { Lease } from './lease.ts'
import type { Clock, WebSession } from './ports.ts'
import type { RowOwner } from './row-owner.ts'
import type { LatestOffer } from './settle.ts'
import type { Standing } from './standing.ts'
import type { KeeperState, Problem } from './state.ts'
import type { TrustedClock } from './trusted-clock.ts'
import type { Ways } from './ways.ts'

/** What one round knows, from a check to the next rest. */
export interface Round {
  asked: boolean
  forced: boolean
  isRead: boolean
  record: TokenRecord | null
  hasTriedHeld: boolean
  leaseUntil: number | null
  /** The token endpoint fails, and the other ways are to be tried without it. */
  isRefreshGivenUp: boolean
  /** The web session has had its turn: it brings the same again. */
  hasUsedWebSession: boolean
  /** How often the row was another one, or would not have taken a new token, once the lease was ours. */
  changedUnderLease: number
  /** Gazelle's API could not be asked: what rests on its word waits. */
  isGazelleSilent: boolean
  /** The tokens that this round has tried to put back. */
  readonly triedFallbacks: Set<string>
  problem: Problem | null
}

/** What every round of a keeper works with, and what it knows from those before. */
export interface Tools {
  readonly grants: Grants | null
  readonly webSession: WebSession | null
  readonly lease: Lease
  readonly leaseClock: Clock
  readonly clock: TrustedClock
  readonly row: KnownRow
  readonly holdings: Holdings
  readonly ways: Ways
  readonly owner: RowOwner
  readonly standing: Standing
  readonly offers: Observed<LatestOffer | null>
}

/** All that the next decision of a round rests on, as things stand now. */
export function situationOf(round: Round, tools: Tools): Situation {
  const { grants, webSession, clock, holdings, ways, standing } = tools
  const { row, token, works, isForbidden, askedGazelleAt } = standing.state.value
  const { record } = round
  const refreshToken = record?.refreshToken ?? null
  return {
    row,
    isRead: round.isRead,
    token,
    works,
    askedGazelleAt,
    isForbidden,
    isGazelleSilent: round.isGazelleSilent,
    isHolding: !round.hasTriedHeld && holdings.held.length > 0,
    isStillHolding: round.hasTriedHeld && holdings.held.length > 0,
    isSpending: holdings.spending !== null,
    isAsked: round.asked,
    isForced: round.forced,
    isSuccessorHeld:
      record !== null && holdings.held.some(({ supersedes }) => supersedes?.accessToken === record.accessToken),
    canRestore: fallbacksFor(round, tools).length > 0,
    canRefresh:
      grants !== null && refreshToken !== null && !round.isRefreshGivenUp && ways.mayRefresh(refreshToken, clock.now()),
    refreshNotBefore: ways.renewsNotBefore(token, isForbidden ? null : works, clock.now()),
    areRefreshesHelpless: ways.areRenewalsHelpless,
    canUseWebSession:
      webSession !== null &&
      !round.hasUsedWebSession &&
      !ways.hasTriedWebSession(webSessionNeed(standing.state.value), clock.now()),
    leaseUntil: round.leaseUntil,
    // Before its beginning a pause is none: the clock was set back.
    pauseUntil: clock.now() < standing.pause.from ? 0 : standing.pause.until,
  }
}

/** The tokens to put back in place of the row's, the newest first. */
export function fallbacksFor(
  { record, triedFallbacks }: Round,
  { holdings, clock, owner }: Tools,
): readonly Fallback[] {
  return holdings.fallbacks.filter(
    (fallback) =>
      !triedFallbacks.has(fallback.accessToken) && isFallbackFor(record, fallback, clock.now(), owner.account),
  )
}

/**
 * What the web session is wanted for, so that it is not tried in vain again and again; see `Ways`. A token that Gazelle denies
 * what it is for is alive: when it dies, that is another need.
 */
export function webSessionNeed({ token, works, isForbidden }: KeeperState): string {
  return `${token?.fingerprint ?? 'none'} ${works === false && !isForbidden ? 'dead' : 'alive'}`
}
