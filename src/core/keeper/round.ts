import { GazelleError } from '../gazelle/errors.ts'
import { GrantError } from '../gazelle/grant-errors.ts'
import type { Credential } from '../token/credential.ts'
import { fingerprint } from '../token/fingerprint.ts'
import type { TokenRecord } from '../token/record.ts'
import { traitsOf } from '../token/sources.ts'
import { type Action, decide, mayRefreshNow, readAgainAfterMilliseconds } from './decide.ts'
import type { Held } from './journal.ts'
import { problemOf, tokenProblem } from './problem.ts'
import { reconcileAndTell } from './reconcile.ts'
import { type RenewalResult, renewByRefresh } from './renewal.ts'
import type { RenewalOptions } from './renewal-options.ts'
import { renewsByItself } from './renews-by-itself.ts'
import { fallbacksFor, type Round, type RoundContext, situationOf, webSessionNeed } from './situation.ts'
import { isDying, isPassing, isTimeToRenew, type Problem, renewedInVain } from './state.ts'
import { StoreError } from './store-error.ts'

/** The purpose of a check; see `Keeper.check`. */
export interface CheckRequest {
  asked: boolean
  forced: boolean
  refreshed: boolean
}

/** An assertion: no round needs more steps. A round that does is a fault of our own. */
const stepsPerRound = 100
const applicationRefused: Problem = { at: 'oauth', kind: 'invalid-client', retryAfterSeconds: null }
/** A web session takes no longer than this to bring a token that is then tested, unless the computer sleeps. */
const longestVisitMilliseconds = 5 * 60 * 1000
/** A round takes minutes at most, unless the computer sleeps. */
const longestRoundMilliseconds = 30 * 60 * 1000
/** A renewal takes seconds, so this is the longest wait for another keeper's. */
const longestWaitForLease = 5 * 60 * 1000
/** After this many changes of the row under the lease, it is no longer a race. */
const refreshAttempts = 5

/** Runs one round: decides and acts, step by step, until there is nothing to do. Rejects only for a fault of our own. */
export async function runRound({ asked, forced, refreshed }: CheckRequest, context: RoundContext): Promise<void> {
  const { clock, row, journal, options, status } = context
  await journal.load()
  if (refreshed) status.endPause()
  // A person who wants a new token may have fixed the application in Gazelle.
  if (forced) options.trustApplication()
  const round: Round = {
    asked,
    forced,
    isNew: true,
    isRead: false,
    record: row.latest?.record ?? null,
    hasTriedHeld: false,
    leaseUntil: null,
    isRefreshGivenUp: false,
    hasBegun: false,
    hasUsedWebSession: false,
    changedUnderLease: 0,
    isGazelleSilent: false,
    triedFallbacks: new Set(),
    // Tell it here: the token endpoint is not asked again, so no answer would.
    problem: options.isApplicationRefused(clock.now()) ? applicationRefused : null,
  }
  let since = clock.now()
  for (let step = 0; step < stepsPerRound; step++) {
    if (Math.abs(clock.now() - since) > longestRoundMilliseconds) {
      since = clock.now()
      step = 0
      forgetTries(round)
    }
    const action = decide(situationOf(round, context), clock.now())
    status.decided(action.rule)
    if (action.do === 'rest' || action.do === 'ask-human') return endRound(round, action, context)
    round.isNew = false
    try {
      await dispatch(action.do, round, context)
    } catch (error) {
      return status.trouble(problemOf(error))
    }
  }
  status.trouble({ at: 'keeper', what: 'EndlessRound' })
}

/** Forgets failed attempts after the computer slept in the middle of the round: they may well succeed now. */
function forgetTries(round: Round): void {
  round.hasUsedWebSession = false
  round.isGazelleSilent = false
  round.triedFallbacks.clear()
}

function endRound(round: Round, action: Action, context: RoundContext): void {
  const { clock, row, journal, options, status } = context
  if (action.do === 'rest' && action.until === status.pause.until) {
    status.change({ restsUntil: action.until })
    return
  }
  if (round.record !== null && status.state.value.works === true) journal.accepted(round.record, clock.now())
  const restsUntil = action.do === 'rest' ? action.until : clock.now() + readAgainAfterMilliseconds
  const asksHuman = action.do === 'ask-human'
  if (asksHuman && !status.state.value.asksHuman) {
    status.log({ what: 'human-needed', fingerprint: status.state.value.token?.fingerprint ?? null })
  }
  status.noteClock()
  status.change({ asksHuman, restsUntil })
  const problem = round.problem ?? tokenProblem(status.state.value, row.forbidden, options.renewal, asksHuman)
  // Pause while a server is silent. A renewal in vain has a longer pause of its own.
  if (problem !== null && problem !== renewedInVain && isPassing(problem)) {
    status.trouble(problem)
    return
  }
  status.resetBackoff()
  if (problem === null) status.change({ problem: null, troubleSince: null })
  else status.fail(problem)
}

function dispatch(
  action: Exclude<Action['do'], 'rest' | 'ask-human'>,
  round: Round,
  context: RoundContext,
): Promise<void> {
  switch (action) {
    case 'read':
      return read(round, context)
    case 'save-held':
      return saveHeld(round, context)
    case 'ask-gazelle':
      return askGazelle(round, context)
    case 'restore':
      return restore(round, context)
    case 'refresh':
      return refresh(round, context)
    case 'use-web-session':
      return openWebSession(round, context)
  }
}

async function read(round: Round, context: RoundContext): Promise<void> {
  const { row, journal, status } = context
  status.change({ activity: 'checking' })
  const { record, flaw } = await row.read()
  // Somebody may have written a token without a refresh token: tell at once, not at the end of the round.
  status.change({ renewsByItself: renewsByItself(context) })
  // Leave a row that is not understood alone: it may hold somebody's token. A person, or a new token, resolves it.
  if (flaw !== null) throw flaw
  round.isRead = true
  round.record = record
  // Somebody has written another token since: whether the old refresh token was spent no longer matters.
  const { spending } = journal
  if (spending !== null && spending.accessToken !== record?.accessToken) await journal.spentInVain()
}

async function saveHeld(round: Round, context: RoundContext): Promise<void> {
  const { clock, journal, options } = context
  round.hasTriedHeld = true
  for (const held of journal.held) {
    try {
      const settled = await reconcileAndTell(held, context)
      // A token that waited may have died meanwhile: its web session may well have a newer one.
      const isOld = Math.abs(clock.now() - (held.foundAt ?? 0)) > longestVisitMilliseconds
      if (settled === 'refused' && isOld && traitsOf(held.credential).mayBeSucceeded) options.trustWebSession()
    } catch (error) {
      // Read the row anyway: its token may be dead.
      round.problem = problemOf(error)
    }
  }
  round.isRead = false
}

async function askGazelle(round: Round, { row, options, status }: RoundContext): Promise<void> {
  const { record } = round
  status.change({ activity: 'checking' })
  round.asked = false
  if (record === null) return
  const { renewal } = options
  const isOurs = renewal !== null && renewal.fingerprint === fingerprint(record.accessToken)
  const verdict = await row.askAboutItself(record, isOurs ? renewal.at : null)
  if ('unknown' in verdict) hearNothing(round, verdict.unknown)
  if ('accepted' in verdict) options.accepted()
}

/** Notes that Gazelle is silent: the round goes on with the steps that do not need its word. */
function hearNothing(round: Round, error: GazelleError): void {
  round.isGazelleSilent = true
  round.problem ??= problemOf(error)
}

async function restore(round: Round, context: RoundContext): Promise<void> {
  const { clock, options, status } = context
  const [fallback] = fallbacksFor(round, context)
  if (fallback === undefined) return
  const { refusedAt: _, ...newest } = fallback
  round.triedFallbacks.add(newest.accessToken)
  const refreshToken = followsOn(newest, round.record, options) ? null : newest.refreshToken
  // The token is not a fresh find, so a rejection is believed at once.
  const credential: Credential = { ...newest, refreshToken, source: 'row' }
  try {
    const restored: Held = { credential, supersedes: null, foundAt: clock.confirmedNow() }
    // The computer may have slept since the row was read.
    const settled = await reconcileAndTell(restored, context, null, round.record?.accessToken ?? null)
    // A token that is not accepted leaves the row as it was read.
    round.isRead = settled === 'refused' || settled === 'forbidden' || settled === 'other-company'
    if (settled === 'saved') status.log({ what: 'restored', fingerprint: fingerprint(newest.accessToken) })
  } catch (error) {
    if (!(error instanceof GazelleError)) throw error
    // Read the row again: reconciling may have read a newer one.
    round.isRead = false
    hearNothing(round, error)
  }
}

async function refresh(round: Round, context: RoundContext): Promise<void> {
  const { grants, clock, row, options, status } = context
  const { record } = round
  round.isRead = false
  if (grants === null || record === null) return
  status.change({ activity: 'renewing' })
  const known = round.hasBegun ? null : row.latest
  round.hasBegun = true
  let renewal: RenewalResult
  try {
    const { token, works, isForbidden } = status.state.value
    const onIssue = ({ accessToken, refreshToken }: Credential) => {
      options.givenOut(refreshToken)
      options.renewed(accessToken, token, isForbidden ? null : works, clock.now())
    }
    const isDue = () => mayRefreshNow(situationOf(round, context), clock.now())
    renewal = await renewByRefresh(record, known, { ...context, grants, isDue, onIssue }, async (issued, reading) => {
      const { accessToken } = issued.credential
      status.log({ what: 'renewed', fingerprint: fingerprint(accessToken), by: 'refresh-token' })
      const settled = await reconcileAndTell(issued, { ...context, leaseToGiveBack: context.lease }, reading)
      // Saving has just read the row back.
      round.record = row.latest?.record ?? null
      round.isRead = settled === 'saved'
    })
  } catch (error) {
    if (!(error instanceof GrantError)) throw error
    options.grantFailed(clock.now())
    if (!options.areGrantsStuck || !isDying(status.state.value, clock.now())) throw error
    round.isRefreshGivenUp = true
    round.problem = problemOf(error)
    return
  }
  if (typeof renewal === 'object' && 'busy' in renewal) {
    // Look again soon: the time is by our clock, which may be set meanwhile.
    const busyUntil = renewal.busy - clock.errorMilliseconds
    round.leaseUntil = Math.min(busyUntil, clock.now() + longestWaitForLease)
    row.isBeingRenewed(round.leaseUntil)
  } else if (renewal === 'spent') options.grantAnswered({ refreshToken: record.refreshToken ?? '' }, clock.now())
  else if (renewal === 'refused') {
    options.grantAnswered('application', clock.now())
    round.problem = applicationRefused
  } else if (renewal !== 'changed') round.forced = false
  else if (++round.changedUnderLease >= refreshAttempts) {
    throw new StoreError('unexpected-answer', `The row would not take a new token ${refreshAttempts} times.`)
  }
}

async function openWebSession(round: Round, context: RoundContext): Promise<void> {
  const { webSession, clock, journal, options, owner, status } = context
  status.change({ activity: 'renewing' })
  const openedAt = clock.now()
  const found = await webSession?.renew()
  options.triedWebSession(webSessionNeed(status.state.value), clock.now())
  round.isRead = false
  if (found === undefined || found === 'signed-out') return
  // A person declined this token: the account of the web session is of no use for the row.
  if (found !== 'unreachable' && owner.isDeclined(found.accessToken)) {
    round.hasUsedWebSession = true
    return
  }
  if (found === 'unreachable') {
    options.trustWebSession()
    throw new GazelleError('unavailable', 'Gazelle’s page does not load.')
  }
  const held: Held = { credential: found, supersedes: null, foundAt: clock.confirmedNow() }
  await journal.hold(held)
  const settled = await reconcileAndTell(held, context)
  // The web session would bring the same token again, unless it was rejected: the computer may have slept before the test.
  round.hasUsedWebSession = settled !== 'refused'
  const { token, works } = status.state.value
  if (settled === 'unchanged' && works === true && !isTimeToRenew(token, clock.now())) {
    // Whoever is signed in there will bring another when this one's time has come.
    options.trustWebSession()
    round.forced = false
  }
  // If the computer slept before the token could be tested, the session may well have a newer one.
  const isOld = Math.abs(clock.now() - openedAt) > longestVisitMilliseconds
  if (settled === 'refused' && isOld) options.trustWebSession()
  if (settled !== 'saved') return
  round.forced = false
  status.log({ what: 'renewed', fingerprint: fingerprint(found.accessToken), by: 'web-session' })
}

/**
 * Whether the row's refresh token is newer than the fallback's, which may have been spent for it: then the row's stays. An old
 * row that somebody has put back holds an old one.
 */
function followsOn({ issuedAt }: Credential, record: TokenRecord | null, ways: RenewalOptions): boolean {
  if (record === null || record.refreshToken === null || ways.isSpent(record.refreshToken)) return false
  return issuedAt !== null && record.issuedAt !== null && record.issuedAt > issuedAt
}
