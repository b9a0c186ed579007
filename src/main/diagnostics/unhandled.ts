import type { Observed } from '../../core/base/observed.ts'
import type { Mistake } from '../../shared/snapshot.ts'
import type { Log } from './log.ts'

export interface UnhandledOptions {
  readonly log: Log
  /** The latest error, for the person. */
  readonly mistake: Observed<Mistake | null>
  /** Checks the token again: the error may have interrupted a check. */
  readonly goOn: () => void
  /** Ends the app in order, and starts it again. */
  readonly restart: () => void
  /** When the app last restarted itself, in milliseconds since 1970; null if it has not. */
  readonly restartedAt: number | null
  readonly now: () => number
}

/** This many in a minute are no accident: what is in memory may be broken. */
const bearable = 10
const minute = 60_000
/** An app that errs again this soon after it restarted itself is not mended by another restart. */
const restartsEvery = 60 * minute

/**
 * Handles the uncaught errors: logs and tells each, and lets the app go on. Too many in a minute restart the app, once an hour at
 * most; otherwise the excess is only logged. Never throws.
 */
export class Unhandled {
  readonly #options: UnhandledOptions
  #times: readonly number[] = []
  #isRestarting = false

  constructor(options: UnhandledOptions) {
    this.#options = options
  }

  /** `what`: where the error came from. */
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
    // Telling each of a thousand errors tells nothing, and a check after each would be a storm of its own.
    if (isStorm) return
    mistake.set({ at, name: nameOf(error) })
    goOn()
  }
}

function nameOf(error: unknown): string {
  const name: unknown = error instanceof Error ? error.name : typeof error
  return typeof name === 'string' && /^\w{1,60}$/.test(name) ? name : 'Error'
}
