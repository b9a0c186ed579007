import type { Observed } from '../../core/base/observed.ts'
import type { Mistake } from '../../shared/snapshot.ts'
import type { Log } from './log.ts'

export interface UnhandledOptions {
  readonly log: Log
  /** What the person is told. */
  readonly mistake: Observed<Mistake | null>
  /** Looks after the token again: the step that the error fell into may have been its check. */
  readonly goOn: () => void
  /** Ends the app in order, and starts it anew. */
  readonly restart: () => void
  /** When the app restarted itself last, in milliseconds since 1970; null where it has not. */
  readonly restartedAt: number | null
  readonly now: () => number
}

/** So many in a minute are no accident: what is in memory may be broken. */
const bearable = 10
const minute = 60_000
/** An app that errs again so soon after it restarted itself does not get better by another restart. */
const restartsEvery = 60 * minute

/**
 * Takes the errors that nobody has caught: each is logged and told, and the app goes on. Where they come thick and fast it
 * restarts itself, once in an hour at most, and after that bears them. Never throws.
 */
export class Unhandled {
  readonly #options: UnhandledOptions
  #times: readonly number[] = []
  #isRestarting = false

  constructor(options: UnhandledOptions) {
    this.#options = options
  }

  /** `what`: where it came from. */
  hear(what: string, error: unknown): void {
    const { log, mistake, now, restartedAt, restart, goOn } = this.#options
    const at = now()
    log.error(what, error)
    if (this.#isRestarting) return
    this.#times = [...this.#times.filter((time) => Math.abs(at - time) < minute), at].slice(-bearable)
    const isStorm = this.#times.length === bearable
    if (isStorm && (restartedAt === null || Math.abs(at - restartedAt) >= restartsEvery)) {
      this.#isRestarting = true
      log.warn('restarts itself')
      restart()
      return
    }
    // Whoever is told of each of a thousand is told nothing, and a check after each would be a storm of its own.
    if (isStorm) return
    mistake.set({ at, name: nameOf(error) })
    goOn()
  }
}

function nameOf(error: unknown): string {
  const name: unknown = error instanceof Error ? error.name : typeof error
  return typeof name === 'string' && /^\w{1,60}$/.test(name) ? name : 'Error'
}
