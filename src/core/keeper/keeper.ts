import { Observed } from '../base/observed.ts'
import type { Grants } from '../gazelle/grant.ts'
import type { Credential } from '../token/credential.ts'
import { fingerprint } from '../token/fingerprint.ts'
import type { HeaderKind } from '../token/record.ts'
import { traitsOf } from '../token/sources.ts'
import type { Jitter } from './backoff.ts'
import { conditionOf } from './condition.ts'
import { askAgainAfterMilliseconds } from './decide.ts'
import { NoTokenError } from './errors.ts'
import type { KeeperEvent } from './events.ts'
import type { Heart } from './heart.ts'
import type { Held, Journal } from './journal.ts'
import { KeeperStatus } from './keeper-status.ts'
import type { Lease } from './lease.ts'
import type { Taken } from './ownership.ts'
import type { Clock, Gazelle, Pause, ServerClock, TokenStore, WebSession } from './ports.ts'
import { problemOf } from './problem.ts'
import { type OfferResult, type Outcome, reconcile } from './reconcile.ts'
import { RenewalOptions } from './renewal-options.ts'
import { renewsBy, renewsByItself } from './renews-by-itself.ts'
import { type CheckRequest, runRound } from './round.ts'
import { RowOwner } from './row-owner.ts'
import { RowView } from './row-view.ts'
import { fallbackOf } from './shown-tokens.ts'
import type { RoundContext } from './situation.ts'
import type { KeeperState } from './state.ts'
import { TokenJournal } from './token-journal.ts'
import { silentServerClock, TrustedClock } from './trusted-clock.ts'
import { unattendedDays } from './unattended.ts'

export type { OfferResult, Outcome } from './reconcile.ts'

/** A token for requests to Gazelle, and the header it goes in. */
export interface UsableToken {
  readonly accessToken: string
  readonly headerKind: HeaderKind
}

export interface KeeperPorts {
  readonly store: TokenStore
  readonly lease: Lease
  readonly gazelle: Gazelle
  /** Null if the company has registered no OAuth application: then no refresh token can be spent. */
  readonly grants: Grants | null
  /** Null if there is no window to load Gazelle in. */
  readonly webSession: WebSession | null
  readonly journal: Journal
  /** The computer's clock. */
  readonly clock: Clock
  /** Supabase's clock; without it, only Gazelle tells whether ours is right. */
  readonly serverClock?: ServerClock
  readonly jitter?: Jitter
  /** After how many milliseconds Gazelle is asked again about a token that works: six hours by default. Asked each time. */
  readonly askAgainMilliseconds?: () => number
  /** The platform's timer by default. */
  readonly pause?: Pause
  /** Called with everything that happens to the token. */
  readonly log?: (event: KeeperEvent) => void
  /** Leaves word for other keepers of the row; none by default. */
  readonly heart?: Heart
}

const pauseByTimer: Pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** Keeps one row: watches it, renews its token, saves better ones. Only `token` ever rejects. */
export class Keeper {
  readonly state: Observed<KeeperState>
  /** The latest outcome of a token that no offer waits for: its offer was answered `held` or `other-company`, or it is a renewal's. */
  readonly outcomes = new Observed<Outcome | null>(null)
  /** The clock behind every point in time in the state. */
  readonly clock: TrustedClock
  readonly #context: RoundContext
  readonly #unfollow: () => void
  readonly #heart: Heart | null
  /** One request at a time: each waits for those before it. */
  #turn: Promise<unknown> = Promise.resolve()
  #waiting: (CheckRequest & { done: Promise<void> }) | null = null

  constructor(ports: KeeperPorts) {
    const { grants, webSession, lease } = ports
    const clock = new TrustedClock(ports.clock, ports.serverClock ?? silentServerClock)
    const { heart = null } = ports
    const log = (event: KeeperEvent) => {
      heart?.hear(event)
      ports.log?.(event)
    }
    this.#heart = heart
    const status = new KeeperStatus(clock, { ...ports, log })
    heart?.onAnswer((page) => {
      // A project without a logbook can tell of nobody who is missing.
      const days = page === null ? 0 : unattendedDays(page.keepers)
      if (days !== status.state.value.unattendedDays) status.change({ unattendedDays: days })
    })
    const journal = new TokenJournal(ports.journal, (shown) => status.change(shown))
    const owner = new RowOwner(journal, (event) => status.log(event))
    const { pause = pauseByTimer, askAgainMilliseconds = () => askAgainAfterMilliseconds } = ports
    this.clock = clock
    this.state = status.state
    this.#context = {
      grants,
      webSession,
      lease,
      leaseClock: ports.clock,
      askAgainMilliseconds,
      clock,
      row: new RowView({ ...ports, pause, owner }, clock, status),
      journal,
      options: new RenewalOptions(journal),
      owner,
      status,
      outcomes: this.outcomes,
    }
    const tell = () => status.change({ renewsByItself: renewsByItself(this.#context) })
    this.#unfollow = webSession?.isPromising.subscribe(tell) ?? (() => undefined)
  }

  /** Follows the web session no longer, which outlives the keeper: call it when another keeper takes over. */
  close(): void {
    this.#unfollow()
  }

  /**
   * Does all that there is to do: reads the row, asks Gazelle, saves held tokens, renews. `asked`: a person asks, so Gazelle
   * is asked in any case and no pause is kept. `forced`: a person wants a new token although the old one works. `refreshed`:
   * the obstacle may be gone (the computer woke, the network is back), so no pause is kept.
   * Checks that wait for their turn are merged into one.
   */
  check(request: Partial<CheckRequest> = {}): Promise<void> {
    const { asked = false, forced = false, refreshed = false } = request
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
      return runRound(mine, this.#context)
    }).then(() => undefined)
    return mine.done
  }

  /**
   * The row's token, for requests to Gazelle: from memory while there is nothing to do for it, else after a check, which all
   * callers in the meantime share. A token that Gazelle knows but denies access (403) is given too: the state tells. Rejects
   * with a `NoTokenError` if no token works.
   */
  async token(): Promise<UsableToken> {
    const known = this.clock.now() < this.state.value.restsUntil ? this.#usableToken() : null
    if (known !== null) return known
    await this.check()
    const checked = this.#usableToken()
    const { problem, asksHuman } = this.state.value
    if (checked === null) throw new NoTokenError(problem, asksHuman)
    return checked
  }

  /**
   * The held tokens that a process that ends now would leave unsaved; null if there are none. `isIssued`: one of them is fresh
   * from a grant, and nobody else has it. `isWrittenDown`: the journal holds them all.
   */
  get unsaved(): { readonly isIssued: boolean; readonly isWrittenDown: boolean } | null {
    const { held, isWrittenDown } = this.#context.journal
    return held.length === 0 ? null : { isIssued: held.some(({ supersedes }) => supersedes !== null), isWrittenDown }
  }

  /** When the database says that the row was written, as it was last read; null if it does not say. */
  readonly writtenAt = (): string | null => this.#context.row.latest?.row?.updatedAt ?? null

  /** Resolves once no request is under way: from then on no server and no journal is touched. Never rejects. */
  async idle(): Promise<void> {
    for (let turn: unknown; turn !== this.#turn; ) {
      turn = this.#turn
      await turn
    }
  }

  /**
   * The door at which every way in ends: tests the credential with Gazelle and puts it in the row if it is the better one.
   * Whatever fails, a token that may work is held rather than lost. A token of another company than the row's is held until
   * a person confirms it; `isConfirmed` confirms it in advance.
   */
  async offer(credential: Credential, { isConfirmed = false } = {}): Promise<OfferResult> {
    const { journal, status } = this.#context
    const foundAt = this.clock.confirmedNow()
    const offered: Held = { credential, supersedes: null, foundAt, ...(isConfirmed && { isConfirmed }) }
    const received = journal.receive(offered)
    const offer = await this.#inTurn(async () => {
      await received
      const held = await journal.hold(offered)
      status.log({ what: 'captured', fingerprint: fingerprint(credential.accessToken), source: credential.source })
      return this.#reconcile(held)
    })
    return offer ?? 'held'
  }

  /**
   * Takes a person's decision on a held token of another company, by its fingerprint: it goes into the row (`isWanted`), or is
   * let go. Gives null if no such token is held.
   */
  async decide(mark: string, isWanted: boolean): Promise<OfferResult | null> {
    const { journal, owner } = this.#context
    const offer = await this.#inTurn(async () => {
      await journal.load()
      const held = journal.unconfirmed.find(({ credential }) => fingerprint(credential.accessToken) === mark)
      if (held === undefined) return null
      if (isWanted) return this.#tell(held, await this.#reconcile(await journal.hold({ ...held, isConfirmed: true })))
      journal.letGo(held.credential, false)
      owner.decline(held.credential.accessToken)
      return this.#tell(held, 'declined')
    })
    return offer === undefined ? 'held' : offer
  }

  /**
   * Takes a person's decision on the company whose token somebody else has put in the row (`asked`: that company and the one
   * before it): it is right (`isWanted`), or the previous company's token is to be put back if it is still here. Gives how that
   * ended, or null if there was nothing to put back or the row has meanwhile gone to a company that nobody was asked about.
   */
  async decideOnRow(asked: Taken, isWanted: boolean): Promise<OfferResult | null> {
    const { journal, owner, clock } = this.#context
    const offer = await this.#inTurn(async () => {
      await journal.load()
      if (!owner.isTaken(asked)) return null
      const from = journal.ownership?.takenFrom ?? null
      if (isWanted) owner.acknowledge()
      const fallback = isWanted || from === null ? null : fallbackOf(journal.fallbacks, from)
      if (fallback === null) return null
      // An older token's refresh token may have been spent for a newer one.
      const isNewest = fallback === fallbackOf(journal.fallbacks, fallback.account ?? null, true)
      const credential = { ...fallback, refreshToken: isNewest ? fallback.refreshToken : null, source: 'row' as const }
      const held: Held = { credential, supersedes: null, foundAt: clock.confirmedNow(), isConfirmed: true }
      return this.#reconcile(await journal.hold(held))
    })
    return offer === undefined ? 'held' : offer
  }

  /** Tells the one who once offered a held token how it ended; the person who decided hears it as the answer. */
  #tell({ credential }: Held, result: OfferResult): OfferResult {
    this.outcomes.set({ fingerprint: fingerprint(credential.accessToken), result })
    return result
  }

  /** Reconciles a token that was offered or confirmed. Never rejects. */
  async #reconcile(held: Held): Promise<OfferResult> {
    const { row, options, status } = this.#context
    const { credential } = held
    try {
      const settled = await reconcile(held, this.#context)
      if (settled === 'other-company') return settled
      if (settled === 'refused') status.fail({ at: 'gazelle', kind: 'unauthorized', retryAfterSeconds: null })
      else if (settled === 'forbidden') status.fail(problemOf(row.latestDenial))
      else {
        status.change({ problem: null, troubleSince: null, asksHuman: false })
        options.trustWebSession()
        // Our application has just been given this token.
        if (traitsOf(credential).application === 'ours') options.givenOut(credential.refreshToken)
      }
      return settled
    } catch (error) {
      status.trouble(problemOf(error))
      return 'held'
    }
  }

  /** Tells that nothing is under way, and whether the token will be renewed without a person as things stand then. */
  #rest(): void {
    this.#context.status.change({ activity: 'idle', renewsByItself: renewsByItself(this.#context) })
  }

  #usableToken(): UsableToken | null {
    const accessToken = this.#context.row.latest?.record?.accessToken
    const condition = conditionOf({ ...this.state.value, held: null, problem: null }, this.clock.now())
    if (accessToken === undefined || condition === 'expired') return null
    // A token that is denied the probe's question may well be allowed the caller's.
    if (condition === 'refused' && !this.state.value.isForbidden) return null
    return { accessToken, headerKind: this.state.value.token?.headerKind ?? 'bearer' }
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T | undefined> {
    const { journal, status, lease } = this.#context
    const mine = this.#turn.then(work).catch((error: unknown) => {
      status.trouble(problemOf(error))
      return undefined
    })
    this.#turn = mine.then(async () => {
      this.#rest()
      await journal.save()
      // One that could not be given back while Supabase was silent, or was kept until a new token is in the row.
      const isWanted = this.unsaved?.isIssued === true || status.state.value.problem?.at === 'store'
      if (!isWanted) await lease.release()
      this.#heart?.beat(status.state.value, renewsBy(this.#context))
    })
    return mine
  }
}
