import { ExponentialBackoff, fullJitterGenerator, type GeneratorFn, type IBackoff } from 'cockatiel'
import { isPassing, type Problem } from './state.ts'

/** How random a pause is; the library's full jitter by default. */
export type Jitter = GeneratorFn<number>

/** The shortest pause: a server that is down is not asked twice in one second. */
const shortestMilliseconds = 1_000
const longestOfOursMilliseconds = 15 * 60 * 1000
/** The longest pause that a server can ask for: a day. */
const longestMilliseconds = 24 * 60 * 60 * 1000

/** The pauses after trouble: random, below a bound that grows until something succeeds. */
export class Backoff {
  readonly #pauses: ExponentialBackoff<number>
  #latest: IBackoff<unknown> | null = null

  constructor(jitter: Jitter = fullJitterGenerator) {
    const initialDelay = 5_000
    this.#pauses = new ExponentialBackoff({ generator: jitter, initialDelay, maxDelay: longestOfOursMilliseconds })
  }

  /**
   * The pause after this problem, in milliseconds: at least what the server asks for (`Retry-After`), else a random time
   * below a bound that doubles with each call, from 5 seconds to 15 minutes. 0 for a problem that does not pass by itself.
   */
  after(problem: Problem): number {
    this.#latest = (this.#latest ?? this.#pauses).next(undefined)
    if (!isPassing(problem)) return 0
    const asked = 'retryAfterSeconds' in problem ? (problem.retryAfterSeconds ?? 0) * 1000 : 0
    return Math.max(shortestMilliseconds, this.#latest.duration, Math.min(asked, longestMilliseconds))
  }

  /** Starts over after a success: the next pause is a first one. */
  reset(): void {
    this.#latest = null
  }
}
