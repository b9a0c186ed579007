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
    const found = await this.#ask().catch((error: unknown): TestSetup => {
      return { state: 'failed', at: Date.now(), problem: problemOfTest(error) }
    })
    if (connection === this.#chosen.connection.value) this.state.set(found)
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

/** A missing token counts as one that Gazelle refuses, unless the error knows better: only a sign-in helps. */
function problemOfTest(error: unknown): Problem {
  if (!(error instanceof NoTokenError)) return problemOf(error)
  return error.problem ?? { at: 'gazelle', kind: 'unauthorized', retryAfterSeconds: null }
}
