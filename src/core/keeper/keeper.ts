import type { Credential } from '../gazelle/credential.ts'
import { GazelleError } from '../gazelle/errors.ts'
import type { Grants } from '../gazelle/grant.ts'
import { GrantError } from '../gazelle/grant-errors.ts'
import { Observed } from '../observed.ts'
import { fingerprint } from '../token/fingerprint.ts'
import type { HeaderKind, TokenRecord } from '../token/record.ts'
import { Backoff, type Jitter } from './backoff.ts'
import { conditionOf } from './condition.ts'
import { type Action, decide, readAgainAfterMilliseconds, type Situation } from './decide.ts'
import { NoTokenError } from './errors.ts'
import type { KeeperEvent } from './events.ts'
import { Holdings } from './holdings.ts'
import type { Held, Journal } from './journal.ts'
import { KnownRow } from './known-row.ts'
import type { Lease } from './lease.ts'
import type { Clock, Gazelle, ServerClock, Store, WebSession } from './ports.ts'
import { problemOf } from './problem.ts'
import type { Reading } from './reading.ts'
import { type Renewal, renewByRefresh } from './renewal.ts'
import { type Settled, settle } from './settle.ts'
import { isPassing, type KeeperState, type Problem, unknownState } from './state.ts'
import { silentServerClock, TrustedClock } from './trusted-clock.ts'
import { Ways } from './ways.ts'

/** How an offer ended: settled, or `held`, because it could not be tried or saved now. */
export type Offer = Settled | 'held'

/** A token to ask Gazelle with, and the header it goes in. */
export interface UsableToken {
  readonly accessToken: string
  readonly headerKind: HeaderKind
}

export interface KeeperPorts {
  readonly store: Store
  readonly lease: Lease
  readonly gazelle: Gazelle
  /** Null where the company has registered no OAuth application: then no refresh token can be spent. */
  readonly grants: Grants | null
  /** Null where there is no window to load Gazelle in. */
  readonly webSession: WebSession | null
  readonly journal: Journal
  /** The computer's clock. */
  readonly clock: Clock
  /** Supabase's clock; where it is not given, only Gazelle tells whether ours is right. */
  readonly serverClock?: ServerClock
  readonly jitter?: Jitter
  /** Told of everything that happens to the token. */
  readonly log?: (event: KeeperEvent) => void
}

/** What a check is wanted for; see `Keeper.check`. */
interface Wish {
  asked: boolean
  forced: boolean
  refreshed: boolean
}

/** One round of looking and acting: from a check to the next rest. */
interface Round {
  asked: boolean
  forced: boolean
  isRead: boolean
  record: TokenRecord | null
  hasTriedHeld: boolean
  leaseUntil: number | null
  /** The token endpoint fails, and the other ways are to be tried without it. */
  isRefreshGivenUp: boolean
  problem: Problem | null
}

/** More steps than any round can need: whoever reaches it goes round in circles. */
const stepsPerRound = 40
const applicationRefused: Problem = { at: 'oauth', kind: 'invalid-client', retryAfterSeconds: null }
/** A page that is loaded brings a token sooner, and it is tried. */
const longestVisitMilliseconds = 5 * 60 * 1000
/** Whoever renews is done in seconds. */
const longestWaitForLease = 5 * 60 * 1000
const dayMilliseconds = 24 * 60 * 60 * 1000

/** Keeps the row: watches it, renews its token, saves better ones. Only `token` ever rejects. */
export class Keeper {
  readonly state = new Observed<KeeperState>(unknownState)
  /** How the latest offer ended; a token that was held is told again when it is settled. */
  readonly offers = new Observed<{ fingerprint: string; offer: Offer } | null>(null)
  /** The clock that every point in time in the state is told by. */
  readonly clock: TrustedClock
  readonly #ports: KeeperPorts
  readonly #log: (event: KeeperEvent) => void
  readonly #backoff: Backoff
  readonly #row: KnownRow
  readonly #holdings: Holdings
  readonly #ways = new Ways()
  /** Nothing is tried in this time, after trouble that passes. */
  #pause = { from: 0, until: 0 }
  /** One thing at a time: what is asked later waits for what was asked before. */
  #turn: Promise<unknown> = Promise.resolve()
  #waiting: (Wish & { done: Promise<void> }) | null = null

  constructor(ports: KeeperPorts) {
    this.#ports = ports
    this.clock = new TrustedClock(ports.clock, ports.serverClock ?? silentServerClock)
    this.#log = (event) => {
      try {
        ports.log?.(event)
      } catch {
        // A log that cannot be written must not keep a token from being saved.
      }
    }
    this.#backoff = new Backoff(ports.jitter)
    const change = (part: Partial<KeeperState>) => this.#change(part)
    this.#row = new KnownRow({ ...ports, clock: this.clock }, () => this.state.value, change, this.#log)
    this.#holdings = new Holdings(ports.journal, (held) => change({ held }))
  }

  /**
   * Does what there is to do: reads the row, asks Gazelle, saves what is held, renews. `asked`: a person asks, so Gazelle is
   * asked in any case and no pause is kept. `forced`: a person wants a new token although the old one lives. `refreshed`:
   * what stood in the way may be gone (the computer woke, the network is back), so no pause is kept.
   * Checks that wait for their turn are one check.
   */
  check(wish: Partial<Wish> = {}): Promise<void> {
    const { asked = false, forced = false, refreshed = false } = wish
    const waiting = this.#waiting
    if (waiting !== null) {
      waiting.asked ||= asked
      waiting.forced ||= forced
      waiting.refreshed ||= refreshed
      return waiting.done
    }
    const mine = { asked, forced, refreshed, done: Promise.resolve() }
    this.#waiting = mine
    mine.done = this.#inTurn(() => {
      this.#waiting = null
      return this.#goRound(mine)
    }).then(() => undefined)
    return mine.done
  }

  /**
   * The row's token, for whoever wants to ask Gazelle something: from memory while there is nothing to do for it, else
   * after a check, which everybody who asks meanwhile shares. Rejects with a `NoTokenError` where none works.
   */
  async token(): Promise<UsableToken> {
    const known = this.#now() < this.state.value.restsUntil ? this.#usableToken() : null
    if (known !== null) return known
    await this.check()
    const checked = this.#usableToken()
    const { problem, asksHuman } = this.state.value
    if (checked === null) throw new NoTokenError(problem, asksHuman)
    return checked
  }

  /** Resolves once nothing that was asked is under way: from then on no server and no journal is touched. Never rejects. */
  async idle(): Promise<void> {
    for (let turn: unknown; turn !== this.#turn; ) {
      turn = this.#turn
      await turn
    }
  }

  #usableToken(): UsableToken | null {
    const accessToken = this.#row.latest?.record?.accessToken
    const condition = conditionOf({ ...this.state.value, held: null, problem: null }, this.#now())
    if (accessToken === undefined || condition === 'refused' || condition === 'expired') return null
    return { accessToken, headerKind: this.state.value.token?.headerKind ?? 'bearer' }
  }

  /**
   * The door every way in ends at: tries the credential on Gazelle and puts it in the row if it is the better one.
   * Whatever fails, a token that may work is held rather than lost.
   */
  async offer(credential: Credential): Promise<Offer> {
    const offer = await this.#inTurn(async () => {
      await this.#holdings.load()
      const held: Held = { credential, supersedes: null, foundAt: this.clock.confirmedNow() }
      await this.#holdings.hold(held)
      this.#log({ what: 'captured', fingerprint: fingerprint(credential.accessToken), source: credential.source })
      try {
        const settled = await this.#settle(held)
        if (settled === 'refused' || settled === 'forbidden') {
          const kind = settled === 'refused' ? 'unauthorized' : 'forbidden'
          this.#fail({ at: 'gazelle', kind, retryAfterSeconds: null })
        } else {
          const hasRefreshToken = this.#row.latest?.record?.refreshToken != null
          const renewsByItself = this.#ports.webSession !== null || (this.#ports.grants !== null && hasRefreshToken)
          this.#change({ problem: null, troubleSince: null, asksHuman: false, renewsByItself })
          this.#ways.trustWebSession()
          // Somebody has just been given this token for our application.
          if (credential.source === 'oauth') this.#ways.grantAnswered(null)
        }
        return settled
      } catch (error) {
        this.#trouble(problemOf(error))
        return 'held'
      }
    })
    return offer ?? 'held'
  }

  async #goRound({ asked, forced, refreshed }: Wish): Promise<void> {
    await this.#holdings.load()
    if (refreshed) this.#pause = { from: 0, until: 0 }
    const round: Round = {
      asked,
      forced,
      isRead: false,
      record: null,
      hasTriedHeld: false,
      leaseUntil: null,
      isRefreshGivenUp: false,
      // It is not asked again, so nobody else would tell.
      problem: this.#ways.isApplicationRefused ? applicationRefused : null,
    }
    for (let step = 0; step < stepsPerRound; step++) {
      const action = decide(this.#situation(round), this.#now())
      if (action.do === 'rest' || action.do === 'ask-human') return this.#endRound(round, action)
      try {
        await this.#carryOut(action.do, round)
      } catch (error) {
        return this.#trouble(problemOf(error))
      }
    }
    this.#trouble({ at: 'keeper', what: 'EndlessRound' })
  }

  async #endRound(round: Round, action: Action): Promise<void> {
    if (action.do === 'rest' && action.until === this.#pause.until) {
      this.#change({ restsUntil: action.until })
      return
    }
    if (round.record !== null && this.state.value.works === true) {
      this.#holdings.accepted(credentialOf(round.record))
    }
    const restsUntil = action.do === 'rest' ? action.until : this.#now() + readAgainAfterMilliseconds
    const { canRefresh, canUseWebSession } = this.#situation(round)
    const asksHuman = action.do === 'ask-human'
    if (asksHuman && !this.state.value.asksHuman) {
      this.#log({ what: 'human-needed', fingerprint: this.state.value.token?.fingerprint ?? null })
    }
    this.#noteClock()
    this.#change({ asksHuman, restsUntil, renewsByItself: canRefresh || canUseWebSession })
    // What is held waits for a server that is silent now.
    if (round.problem !== null && isPassing(round.problem)) return this.#trouble(round.problem)
    this.#backoff.reset()
    if (round.problem !== null) this.#fail(round.problem)
    else this.#change({ problem: null, troubleSince: null })
  }

  #trouble(problem: Problem): void {
    const now = this.#now()
    this.#pause = { from: now, until: now + this.#backoff.after(problem) }
    this.#noteClock()
    // What does not pass by itself is looked at again, but not at once.
    const restsUntil = isPassing(problem) ? this.#pause.until : now + readAgainAfterMilliseconds
    this.#change({ restsUntil, checkedAt: now })
    this.#fail(problem)
  }

  #fail(problem: Problem): void {
    this.#log({ what: 'failed', problem })
    this.#change({ problem, troubleSince: this.state.value.troubleSince ?? this.#now() })
  }

  #noteClock(): void {
    const { errorMilliseconds } = this.clock
    if (errorMilliseconds !== 0) this.#log({ what: 'clock-wrong', byMilliseconds: errorMilliseconds })
    this.#change({ clockErrorMilliseconds: errorMilliseconds })
  }

  #situation(round: Round): Situation {
    const { row, token, works, askedGazelleAt } = this.state.value
    const refreshToken = round.record?.refreshToken ?? null
    return {
      row,
      isRead: round.isRead,
      token,
      works,
      askedGazelleAt,
      isHolding: !round.hasTriedHeld && this.#holdings.held.length > 0,
      isStillHolding: round.hasTriedHeld && this.#holdings.held.length > 0,
      isSpending: this.#holdings.spending !== null,
      isAsked: round.asked,
      isForced: round.forced,
      isSuccessorHeld:
        round.record !== null &&
        this.#holdings.held.some(({ supersedes }) => supersedes?.accessToken === round.record?.accessToken),
      canRestore: this.#fallbacksFor(round.record).length > 0,
      canRefresh:
        this.#ports.grants !== null &&
        refreshToken !== null &&
        !round.isRefreshGivenUp &&
        this.#ways.mayRefresh(refreshToken),
      canUseWebSession:
        this.#ports.webSession !== null && !this.#ways.hasTriedWebSession(this.#webSessionNeed(), this.#now()),
      leaseUntil: round.leaseUntil,
      // Before its beginning a pause is none: the clock was set back.
      pauseUntil: this.#now() < this.#pause.from ? 0 : this.#pause.until,
    }
  }

  #fallbacksFor(record: TokenRecord | null): Credential[] {
    return this.#holdings.fallbacks.filter(({ accessToken }) => accessToken !== record?.accessToken)
  }

  async #carryOut(action: Exclude<Action['do'], 'rest' | 'ask-human'>, round: Round): Promise<void> {
    switch (action) {
      case 'read':
        return this.#read(round)
      case 'save-held':
        return this.#saveHeld(round)
      case 'ask-gazelle':
        return this.#askGazelle(round)
      case 'restore':
        return this.#restore(round)
      case 'refresh':
        return this.#refresh(round)
      case 'use-web-session':
        return this.#openWebSession(round)
    }
  }

  async #read(round: Round): Promise<void> {
    this.#change({ activity: 'checking' })
    const { record } = await this.#row.read()
    round.isRead = true
    round.record = record
    // Somebody wrote another token since: whether ours was spent matters no more.
    const { spending } = this.#holdings
    if (spending !== null && spending.accessToken !== record?.accessToken) await this.#holdings.spent(null)
  }

  async #saveHeld(round: Round): Promise<void> {
    round.hasTriedHeld = true
    for (const held of this.#holdings.held) {
      try {
        const settled = await this.#settle(held)
        // What waited may have died of it: the session that brought it may well have a newer one.
        const isOld = Math.abs(this.#now() - (held.foundAt ?? 0)) > longestVisitMilliseconds
        if (settled === 'refused' && held.credential.source === 'web-session' && isOld) this.#ways.trustWebSession()
      } catch (error) {
        // The row is looked at all the same: what is held may wait, what it holds may be dead.
        round.problem = problemOf(error)
      }
    }
    round.isRead = false
  }

  async #askGazelle(round: Round): Promise<void> {
    this.#change({ activity: 'checking' })
    round.asked = false
    if (round.record === null) return
    const verdict = await this.#row.askAboutItself(round.record)
    if ('unknown' in verdict) throw verdict.unknown
    // A 401 says all by itself; a 403 needs another remedy, which its problem names.
    const isForbidden = 'refused' in verdict && verdict.refused.kind === 'forbidden'
    if (isForbidden) round.problem ??= problemOf(verdict.refused)
  }

  async #restore(round: Round): Promise<void> {
    round.isRead = false
    const [newest] = this.#fallbacksFor(round.record)
    if (newest === undefined) return
    const settled = await this.#settle({ credential: newest, supersedes: null, foundAt: this.clock.confirmedNow() })
    if (settled === 'saved') this.#log({ what: 'restored', fingerprint: fingerprint(newest.accessToken) })
    if (settled === 'refused' || settled === 'forbidden') this.#holdings.forget(newest)
  }

  async #refresh(round: Round): Promise<void> {
    const { grants, lease, clock: leaseClock } = this.#ports
    const { record } = round
    round.isRead = false
    if (grants === null || record === null) return
    this.#change({ activity: 'renewing' })
    const tools = { grants, lease, leaseClock, clock: this.clock, holdings: this.#holdings, row: this.#row }
    let renewal: Renewal
    try {
      renewal = await renewByRefresh(record, tools, async (issued, reading) => {
        this.#logRenewed(issued.credential, 'refresh-token')
        const settled = await this.#settle(issued, reading)
        // The row has just been read back.
        round.record = this.#row.latest?.record ?? null
        round.isRead = settled === 'saved'
      })
    } catch (error) {
      if (!(error instanceof GrantError)) throw error
      this.#ways.grantFailed(this.#now())
      if (!this.#ways.areGrantsStuck(this.#now()) || !this.#isDying()) throw error
      round.isRefreshGivenUp = true
      round.problem = problemOf(error)
      return
    }
    if (typeof renewal === 'object' && 'busy' in renewal) {
      // By our clock, which may be set meanwhile: look again soon.
      const busyUntil = renewal.busy - this.clock.errorMilliseconds
      round.leaseUntil = Math.min(busyUntil, this.#now() + longestWaitForLease)
    } else if (renewal === 'spent') this.#ways.grantAnswered({ refreshToken: record.refreshToken ?? '' })
    else if (renewal === 'refused') {
      this.#ways.grantAnswered('application')
      round.problem = applicationRefused
    } else if (renewal !== 'changed') {
      this.#ways.grantAnswered(null)
      round.forced = false
    }
  }

  async #openWebSession(round: Round): Promise<void> {
    this.#change({ activity: 'renewing' })
    const openedAt = this.#now()
    const found = await this.#ports.webSession?.renew()
    this.#ways.triedWebSession(this.#webSessionNeed(), this.#now())
    round.isRead = false
    if (found === undefined || found === 'signed-out') return
    if (found === 'unreachable') {
      this.#ways.trustWebSession()
      throw new GazelleError('unavailable', 'Gazelle’s page does not load.')
    }
    const held: Held = { credential: found, supersedes: null, foundAt: this.clock.confirmedNow() }
    await this.#holdings.hold(held)
    const settled = await this.#settle(held)
    if (settled === 'unchanged' && !this.#isRenewalDue()) {
      // Whoever is signed in there will bring another when this one's time has come.
      this.#ways.trustWebSession()
      round.forced = false
    }
    // The computer slept before the token could be tried: the session may well have a newer one.
    const isOld = Math.abs(this.#now() - openedAt) > longestVisitMilliseconds
    if (settled === 'refused' && isOld) this.#ways.trustWebSession()
    if (settled !== 'saved') return
    round.forced = false
    this.#logRenewed(found, 'web-session')
  }

  #isRenewalDue(): boolean {
    const { token, works } = this.state.value
    return works !== true || (token?.renewAt != null && this.#now() >= token.renewAt * 1000)
  }

  /** Whether the row's token is dead, or in its last day. */
  #isDying(): boolean {
    const { token, works } = this.state.value
    if (token === null || works === false) return true
    return token.expiry.certainty !== 'never' && this.#now() >= token.expiry.at * 1000 - dayMilliseconds
  }

  #webSessionNeed(): string {
    const { token, works } = this.state.value
    return `${token?.fingerprint ?? 'none'} ${works === false ? 'dead' : 'alive'}`
  }

  async #settle(held: Held, known: Reading | null = null): Promise<Settled> {
    this.#change({ activity: held.supersedes === null ? 'trying' : 'saving' })
    const mark = fingerprint(held.credential.accessToken)
    try {
      const settled = await settle(held, this.#row, this.clock, known)
      const inRow = settled === 'saved' || settled === 'unchanged'
      this.#holdings.letGo(held.credential, inRow)
      const kept = this.state.value.token?.fingerprint
      if (settled === 'outlived' && kept !== undefined) this.#log({ what: 'conflict', kept, other: mark })
      this.offers.set({ fingerprint: mark, offer: settled })
      return settled
    } catch (error) {
      this.offers.set({ fingerprint: mark, offer: 'held' })
      throw error
    }
  }

  #logRenewed({ accessToken }: Credential, by: 'refresh-token' | 'web-session'): void {
    this.#log({ what: 'renewed', fingerprint: fingerprint(accessToken), by })
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T | undefined> {
    const mine = this.#turn.then(work).catch((error: unknown) => {
      this.#trouble(problemOf(error))
      return undefined
    })
    this.#turn = mine.then(() => {
      this.#change({ activity: 'idle' })
      return this.#holdings.save()
    })
    return mine
  }

  #change(change: Partial<KeeperState>): void {
    this.state.set({ ...this.state.value, ...change })
  }

  #now(): number {
    return this.clock.now()
  }
}

/** The row's token as a credential, so that it can be put back. */
function credentialOf({ accessToken, refreshToken, headerKind, issuedAt, expiry }: TokenRecord): Credential {
  const isStated = expiry.certainty === 'stated' && issuedAt !== null
  return {
    accessToken,
    refreshToken,
    headerKind,
    issuedAt,
    lifeSeconds: isStated ? expiry.at - issuedAt : null,
    source: 'row',
  }
}
