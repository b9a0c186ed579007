import { GazelleError } from '../gazelle/errors.ts'
import { GrantError } from '../gazelle/grant-errors.ts'
import type { Credential } from '../token/credential.ts'
import { fingerprint } from '../token/fingerprint.ts'
import type { TokenRecord } from '../token/record.ts'
import { type Action, decide, readAgainAfterMilliseconds } from './decide.ts'
import type { Held } from './journal.ts'
import { problemOf } from './problem.ts'
import { type Renewal, renewByRefresh } from './renewal.ts'
import { settle } from './settle.ts'
import { fallbacksFor, type Round, situationOf, type Tools, webSessionNeed } from './situation.ts'
import { isDying, isPassing, isRenewedInVain, type KeeperState, type Problem, renewedInVain } from './state.ts'
import { StoreError } from './store-error.ts'
import type { Ways } from './ways.ts'

/** What a check is wanted for; see `Keeper.check`. */
export interface Wish {
  asked: boolean
  forced: boolean
  refreshed: boolean
}

/** More steps than any round can need: an assertion of ours, and a mistake of ours where it does not hold. */
const stepsPerRound = 100
const applicationRefused: Problem = { at: 'oauth', kind: 'invalid-client', retryAfterSeconds: null }
/** A page that is loaded brings a token sooner, and it is tried. */
const longestVisitMilliseconds = 5 * 60 * 1000
/** With all its patience a round is done in minutes. */
const longestRoundMilliseconds = 30 * 60 * 1000
/** Whoever renews is done in seconds. */
const longestWaitForLease = 5 * 60 * 1000
/** A row that changes this often under the lease is no race any more. */
const refreshAttempts = 5

/** One round: looks and acts, step by step, until there is nothing to do. Rejects for a mistake of our own alone. */
export async function goRound({ asked, forced, refreshed }: Wish, tools: Tools): Promise<void> {
  const { clock, holdings, ways, standing } = tools
  await holdings.load()
  if (refreshed) standing.endPause()
  // Whoever wants a new token may have put the application right in Gazelle.
  if (forced) ways.trustApplication()
  const round: Round = {
    asked,
    forced,
    isRead: false,
    record: null,
    hasTriedHeld: false,
    leaseUntil: null,
    isRefreshGivenUp: false,
    hasUsedWebSession: false,
    changedUnderLease: 0,
    isGazelleSilent: false,
    triedFallbacks: new Set(),
    // It is not asked again, so nobody else would tell.
    problem: ways.isApplicationRefused(clock.now()) ? applicationRefused : null,
  }
  let since = clock.now()
  for (let step = 0; step < stepsPerRound; step++) {
    if (Math.abs(clock.now() - since) > longestRoundMilliseconds) {
      since = clock.now()
      step = 0
      forgetTries(round)
    }
    const action = decide(situationOf(round, tools), clock.now())
    if (action.do === 'rest' || action.do === 'ask-human') return endRound(round, action, tools)
    try {
      await carryOut(action.do, round, tools)
    } catch (error) {
      return standing.trouble(problemOf(error))
    }
  }
  standing.trouble({ at: 'keeper', what: 'EndlessRound' })
}

/** The computer slept in the middle of the round: what was tried before that may well work now. */
function forgetTries(round: Round): void {
  round.hasUsedWebSession = false
  round.isGazelleSilent = false
  round.triedFallbacks.clear()
}

function endRound(round: Round, action: Action, tools: Tools): void {
  const { clock, holdings, standing } = tools
  if (action.do === 'rest' && action.until === standing.pause.until) {
    standing.change({ restsUntil: action.until })
    return
  }
  if (round.record !== null && standing.state.value.works === true) holdings.accepted(round.record)
  const restsUntil = action.do === 'rest' ? action.until : clock.now() + readAgainAfterMilliseconds
  const { canRefresh, canUseWebSession } = situationOf({ ...round, hasUsedWebSession: false }, tools)
  const asksHuman = action.do === 'ask-human'
  if (asksHuman && !standing.state.value.asksHuman) {
    standing.log({ what: 'human-needed', fingerprint: standing.state.value.token?.fingerprint ?? null })
  }
  standing.noteClock()
  standing.change({ asksHuman, restsUntil, renewsByItself: canRefresh || canUseWebSession })
  const problem = problemAtTheEnd(round, tools, asksHuman)
  // What is held waits for a server that is silent now. The pause after a renewal in vain is a longer one of its own.
  if (problem !== null && problem !== renewedInVain && isPassing(problem)) {
    standing.trouble(problem)
    return
  }
  standing.resetBackoff()
  if (problem === null) standing.change({ problem: null, troubleSince: null })
  else standing.fail(problem)
}

/** What stands in the way when all has been done that could be. */
function problemAtTheEnd(round: Round, { row, ways, standing }: Tools, asksHuman: boolean): Problem | null {
  if (round.problem !== null) return round.problem
  if (row.forbidden !== null) return problemOf(row.forbidden)
  if (!isRenewedInVain(standing.state.value, ways.renewal)) return null
  // One that has served and was revoked since was not renewed in vain.
  return ways.renewal?.isAccepted && asksHuman ? null : renewedInVain
}

function carryOut(action: Exclude<Action['do'], 'rest' | 'ask-human'>, round: Round, tools: Tools): Promise<void> {
  switch (action) {
    case 'read':
      return read(round, tools)
    case 'save-held':
      return saveHeld(round, tools)
    case 'ask-gazelle':
      return askGazelle(round, tools)
    case 'restore':
      return restore(round, tools)
    case 'refresh':
      return refresh(round, tools)
    case 'use-web-session':
      return openWebSession(round, tools)
  }
}

async function read(round: Round, { row, holdings, standing }: Tools): Promise<void> {
  standing.change({ activity: 'checking' })
  const { record, flaw } = await row.read()
  // What is not understood may be somebody's token: it waits for a person, or for one that is brought.
  if (flaw !== null) throw flaw
  round.isRead = true
  round.record = record
  // Somebody wrote another token since: whether ours was spent matters no more.
  const { spending } = holdings
  if (spending !== null && spending.accessToken !== record?.accessToken) await holdings.spentInVain()
}

async function saveHeld(round: Round, tools: Tools): Promise<void> {
  const { clock, holdings, ways } = tools
  round.hasTriedHeld = true
  for (const held of holdings.held) {
    try {
      const settled = await settle(held, tools)
      // What waited may have died of it: the session that brought it may well have a newer one.
      const isOld = Math.abs(clock.now() - (held.foundAt ?? 0)) > longestVisitMilliseconds
      if (settled === 'refused' && held.credential.source === 'web-session' && isOld) ways.trustWebSession()
    } catch (error) {
      // The row is looked at all the same: what is held may wait, what it holds may be dead.
      round.problem = problemOf(error)
    }
  }
  round.isRead = false
}

async function askGazelle(round: Round, { row, ways, standing }: Tools): Promise<void> {
  const { record } = round
  standing.change({ activity: 'checking' })
  round.asked = false
  if (record === null) return
  const isOurs = ways.renewal?.fingerprint === fingerprint(record.accessToken)
  const verdict = await row.askAboutItself(record, isOurs ? (ways.renewal?.at ?? null) : null)
  if ('unknown' in verdict) hearNothing(round, verdict.unknown)
  if ('accepted' in verdict) ways.accepted()
}

/** What does not need Gazelle's word goes on without it. */
function hearNothing(round: Round, error: GazelleError): void {
  round.isGazelleSilent = true
  round.problem ??= problemOf(error)
}

async function restore(round: Round, tools: Tools): Promise<void> {
  const { clock, ways, standing } = tools
  const [fallback] = fallbacksFor(round, tools)
  if (fallback === undefined) return
  const { refusedAt: _, ...newest } = fallback
  round.triedFallbacks.add(newest.accessToken)
  const refreshToken = followsOn(newest, round.record, ways) ? null : newest.refreshToken
  // Nobody has just found it: a rejection is to be believed at once.
  const credential: Credential = { ...newest, refreshToken, source: 'row' }
  try {
    const settled = await settle({ credential, supersedes: null, foundAt: clock.confirmedNow() }, tools)
    // What is not even accepted leaves the row as it was read.
    round.isRead = settled === 'refused' || settled === 'forbidden' || settled === 'other-company'
    if (settled === 'saved') standing.log({ what: 'restored', fingerprint: fingerprint(newest.accessToken) })
  } catch (error) {
    if (!(error instanceof GazelleError)) throw error
    // The row was looked at in between.
    round.isRead = false
    hearNothing(round, error)
  }
}

async function refresh(round: Round, tools: Tools): Promise<void> {
  const { grants, clock, row, ways, standing } = tools
  const { record } = round
  round.isRead = false
  if (grants === null || record === null) return
  standing.change({ activity: 'renewing' })
  let renewal: Renewal
  try {
    const { token, works, isForbidden } = standing.state.value
    const onIssue = ({ accessToken, refreshToken }: Credential) => {
      ways.givenOut(refreshToken)
      ways.renewed(accessToken, token, isForbidden ? null : works, clock.now())
    }
    renewal = await renewByRefresh(record, { ...tools, grants, onIssue }, async (issued, reading) => {
      const { accessToken } = issued.credential
      standing.log({ what: 'renewed', fingerprint: fingerprint(accessToken), by: 'refresh-token' })
      const settled = await settle(issued, tools, reading)
      // The row has just been read back.
      round.record = row.latest?.record ?? null
      round.isRead = settled === 'saved'
    })
  } catch (error) {
    if (!(error instanceof GrantError)) throw error
    ways.grantFailed(clock.now())
    if (!ways.areGrantsStuck || !isDying(standing.state.value, clock.now())) throw error
    round.isRefreshGivenUp = true
    round.problem = problemOf(error)
    return
  }
  if (typeof renewal === 'object' && 'busy' in renewal) {
    // By our clock, which may be set meanwhile: look again soon.
    const busyUntil = renewal.busy - clock.errorMilliseconds
    round.leaseUntil = Math.min(busyUntil, clock.now() + longestWaitForLease)
  } else if (renewal === 'spent') ways.grantAnswered({ refreshToken: record.refreshToken ?? '' }, clock.now())
  else if (renewal === 'refused') {
    ways.grantAnswered('application', clock.now())
    round.problem = applicationRefused
  } else if (renewal !== 'changed') round.forced = false
  else if (++round.changedUnderLease >= refreshAttempts) {
    throw new StoreError('unexpected-answer', `The row would not take a new token ${refreshAttempts} times.`)
  }
}

async function openWebSession(round: Round, tools: Tools): Promise<void> {
  const { webSession, clock, holdings, ways, owner, standing } = tools
  standing.change({ activity: 'renewing' })
  const openedAt = clock.now()
  const found = await webSession?.renew()
  ways.triedWebSession(webSessionNeed(standing.state.value), clock.now())
  round.isRead = false
  if (found === undefined || found === 'signed-out') return
  // A person has said that this one is not wanted: whoever is signed in there is of no use for the row.
  if (found !== 'unreachable' && owner.isDeclined(found.accessToken)) {
    round.hasUsedWebSession = true
    return
  }
  if (found === 'unreachable') {
    ways.trustWebSession()
    throw new GazelleError('unavailable', 'Gazelle’s page does not load.')
  }
  const held: Held = { credential: found, supersedes: null, foundAt: clock.confirmedNow() }
  await holdings.hold(held)
  const settled = await settle(held, tools)
  // It would bring the same again. Where that was rejected the computer may have slept over it.
  round.hasUsedWebSession = settled !== 'refused'
  if (settled === 'unchanged' && !isRenewalDue(standing.state.value, clock.now())) {
    // Whoever is signed in there will bring another when this one's time has come.
    ways.trustWebSession()
    round.forced = false
  }
  // The computer slept before the token could be tried: the session may well have a newer one.
  const isOld = Math.abs(clock.now() - openedAt) > longestVisitMilliseconds
  if (settled === 'refused' && isOld) ways.trustWebSession()
  if (settled !== 'saved') return
  round.forced = false
  standing.log({ what: 'renewed', fingerprint: fingerprint(found.accessToken), by: 'web-session' })
}

/**
 * Whether the row's refresh token came after the one of this token to fall back on, which may have been spent for it: then it
 * stays in the row. An old row that somebody has put back holds an old one.
 */
function followsOn({ issuedAt }: Credential, record: TokenRecord | null, ways: Ways): boolean {
  if (record === null || record.refreshToken === null || ways.isSpent(record.refreshToken)) return false
  return issuedAt !== null && record.issuedAt !== null && record.issuedAt > issuedAt
}

function isRenewalDue({ token, works }: KeeperState, now: number): boolean {
  return works !== true || (token?.renewAt != null && now >= token.renewAt * 1000)
}
