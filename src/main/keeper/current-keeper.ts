import { Observed } from '../../core/base/observed.ts'
import { NoTokenError } from '../../core/keeper/errors.ts'
import type { Keeper, OfferResult, Outcome, UsableToken } from '../../core/keeper/keeper.ts'
import type { ProbeAnswer } from '../../core/keeper/ports.ts'
import { type KeeperState, unknownState } from '../../core/keeper/state.ts'
import type { Credential } from '../../core/token/credential.ts'
import type { AppConnection } from '../connection/connection.ts'

/**
 * The keeper on the connection as it is now. When the connection changes it waits until the keeper on the old one has
 * done what it was asked to, and makes another: there is never more than one that acts, and what is asked meanwhile is
 * asked of the new one. A keeper does nothing unasked, so all that it does is known here.
 */
export class CurrentKeeper {
  /** The state of the current keeper. */
  readonly state = new Observed<KeeperState>(unknownState)
  /** As `Keeper.outcomes`. */
  readonly outcomes: Keeper['outcomes'] = new Observed<Outcome | null>(null)
  readonly #create: (connection: AppConnection) => Keeper
  readonly #unanswered = new Set<Promise<unknown>>()
  /** What was asked, until also its traces are gone: the journal is written, the lease given back. */
  readonly #unfinished = new Set<Promise<unknown>>()
  #keeper: Keeper | null = null
  #stopReading: () => void = () => undefined
  /** Resolves once the keeper is on the latest connection. */
  #change: Promise<void> = Promise.resolve()

  constructor(create: (connection: AppConnection) => Keeper) {
    this.#create = create
  }

  /** Goes over to this connection; null: to none. Resolves when it has. */
  connect(connection: AppConnection | null): Promise<void> {
    // What is asked from now on waits for this change: it must not be waited for.
    const unanswered = [...this.#unanswered]
    this.#change = this.#change.then(async () => {
      await Promise.allSettled(unanswered)
      this.#stopReading()
      // The state of the other row says nothing about this one.
      this.state.set(unknownState)
      this.#keeper = connection === null ? null : this.#create(connection)
      this.#read(this.#keeper)
    })
    return this.#change
  }

  /**
   * Does a work while no keeper acts: once all that was asked before is done and written down, and what is asked meanwhile waits.
   * Gives what the work gives, or rejects as it does.
   */
  pauseFor<T>(work: () => Promise<T>): Promise<T> {
    const unfinished = [...this.#unfinished]
    const done = this.#change.then(async () => {
      await Promise.allSettled(unfinished)
      return await work()
    })
    this.#change = done.then(
      () => undefined,
      () => undefined,
    )
    return done
  }

  /** Resolves when the keeper is on the latest connection, and no other acts. */
  whenConnected(): Promise<void> {
    return this.#change
  }

  /** Whether work is under way that should not be cut off. A check that only reads can be cut off without harm. */
  get isAtWork(): boolean {
    return this.#unfinished.size > 0 && this.state.value.activity !== 'checking'
  }

  /** Resolves once nothing is under way. Never rejects. */
  async idle(): Promise<void> {
    while (this.#unfinished.size > 0) await Promise.all(this.#unfinished)
  }

  /** As `Keeper.check`. Nothing is done while there is no connection. */
  async check(request: Parameters<Keeper['check']>[0] = {}): Promise<void> {
    await this.#ask((keeper) => keeper?.check(request))
  }

  /**
   * As `Keeper.offer`; null: there is no connection to offer to. One that is still being asked for is offered as its
   * promise, as soon as it is asked for: it is for the row of this moment, whose keeper stays until it has come and is
   * saved. Rejects with what the promise rejects with.
   */
  offer(credential: Credential | Promise<Credential>): Promise<OfferResult | null> {
    return this.#ask(async (keeper) => (await keeper?.offer(await credential)) ?? null)
  }

  /** As `Keeper.decide`; null, too, where there is no connection. */
  decide(mark: string, isWanted: boolean): Promise<OfferResult | null> {
    return this.#ask(async (keeper) => (await keeper?.decide(mark, isWanted)) ?? null)
  }

  /** As `Keeper.decideOnRow`; null, too, where there is no connection. */
  decideOnRow(...word: Parameters<Keeper['decideOnRow']>): Promise<OfferResult | null> {
    return this.#ask(async (keeper) => (await keeper?.decideOnRow(...word)) ?? null)
  }

  /** As `Keeper.token`. */
  token(): Promise<UsableToken> {
    return this.#ask((keeper) => {
      if (keeper === null) throw new NoTokenError(null, false)
      return keeper.token()
    })
  }

  /** Milliseconds since 1970 by the keeper's clock; by the computer's own where there is no keeper. */
  now(): number {
    return this.#keeper?.clock.now() ?? Date.now()
  }

  /** Tells the keeper's clock of an answer of Gazelle; gives how far the computer's clock is ahead, in milliseconds. */
  clockErrorAfter(answer: ProbeAnswer): number {
    this.#keeper?.clock.hearGazelle(answer)
    return this.#keeper?.clock.errorMilliseconds ?? 0
  }

  #ask<T>(question: (keeper: Keeper | null) => T | Promise<T>): Promise<T> {
    let asked: Keeper | null = null
    const answer = this.#change.then(() => {
      asked = this.#keeper
      return question(asked)
    })
    this.#unanswered.add(answer)
    const done = () => void this.#unanswered.delete(answer)
    const answered = answer.then(done, done)
    const finished = answered.then(() => asked?.idle()).then(() => void this.#unfinished.delete(finished))
    this.#unfinished.add(finished)
    return answer
  }

  #read(keeper: Keeper | null): void {
    this.state.set(keeper?.state.value ?? unknownState)
    if (keeper === null) {
      this.#stopReading = () => undefined
      return
    }
    const stops = [
      keeper.state.subscribe((state) => this.state.set(state)),
      keeper.outcomes.subscribe((outcome) => this.outcomes.set(outcome)),
      () => keeper.close(),
    ]
    this.#stopReading = () => stops.forEach((stop) => void stop())
  }
}
