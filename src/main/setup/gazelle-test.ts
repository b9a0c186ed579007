import { Observed } from '../../core/base/observed.ts'
import { describeAccount } from '../../core/gazelle/describe-account.ts'
import { GazelleError } from '../../core/gazelle/errors.ts'
import { NoTokenError } from '../../core/keeper/errors.ts'
import { problemOf } from '../../core/keeper/problem.ts'
import type { Problem } from '../../core/keeper/state.ts'
import type { TestSetup } from '../../shared/setup.ts'
import type { ChosenConnection } from '../connection/chosen-connection.ts'
import { gazelleAt } from '../connection/gazelle.ts'
import type { CurrentKeeper } from '../keeper/current-keeper.ts'

/** "Test with Gazelle": whose the row's token is, how fast Gazelle answers, and whether the computer's clock is right. */
export class TestControl {
  readonly state = new Observed<TestSetup | null>(null)
  readonly #chosen: ChosenConnection
  readonly #keeper: CurrentKeeper

  constructor(chosen: ChosenConnection, keeper: CurrentKeeper) {
    this.#chosen = chosen
    this.#keeper = keeper
    // The last result is about another connection.
    chosen.connection.subscribe(() => this.state.set(null))
  }

  /** Asks Gazelle; the answer appears in `state`. Never rejects. */
  async run(): Promise<void> {
    this.state.set({ state: 'asking' })
    const connection = this.#chosen.connection.value
    const found = connection === null ? unconnected : await this.#ask().catch(this.#failureOf)
    if (connection === this.#chosen.connection.value) this.state.set(found)
  }

  /** A row's token that Gazelle rejects is no problem of the keeper's: its condition says it. */
  readonly #failureOf = (error: unknown): TestSetup => {
    const failed = (problem: Problem): TestSetup => ({ state: 'failed', at: Date.now(), problem })
    if (!(error instanceof NoTokenError)) return failed(problemOf(error))
    if (error.problem !== null) return failed(error.problem)
    if (this.#keeper.state.value.token === null) return { state: 'no-token' }
    return failed({ at: 'gazelle', kind: 'unauthorized', retryAfterSeconds: null })
  }

  async #ask(): Promise<TestSetup> {
    const token = await this.#keeper.token()
    try {
      const account = await describeAccount(token, gazelleAt(this.#chosen.parts.value.gazelleUrl))
      const { company, user, clientCount, tookMilliseconds } = account
      const clockErrorMilliseconds = this.#keeper.clockErrorAfter(account)
      return {
        state: 'answered',
        at: Date.now(),
        company,
        user,
        clientCount,
        tookMilliseconds,
        clockErrorMilliseconds,
      }
    } catch (error) {
      // The keeper must learn of a token that Gazelle refuses.
      if (error instanceof GazelleError && error.kind === 'unauthorized') void this.#keeper.check({ asked: true })
      throw error
    }
  }
}

const unconnected: TestSetup = { state: 'unconnected' }
