import { ExponentialBackoff, fullJitterGenerator, type GeneratorFn, type IBackoff } from 'cockatiel'
import { isPassing, type Problem } from './state.ts'

/** How random a pause is; the library's full jitter by default. */
export type Jitter = GeneratorFn<number>

/** A server that is down is not asked twice in the same second. */
const shortestMilliseconds = 1_000
const longestOfOursMilliseconds = 15 * 60 * 1000
/** A server that asks for a longer pause is asked again after a day all the same. */
const longestMilliseconds = 24 * 60 * 60 * 1000

/** The pauses after trouble: each longer than the one before, at random, until something goes well. */
export class Backoff {
  readonly #pauses: ExponentialBackoff<number>
  #latest: IBackoff<unknown> | null = null

  constructor(jitter: Jitter = fullJitterGenerator) {
    const initialDelay = 5_000
    this.#pauses = new ExponentialBackoff({ generator: jitter, initialDelay, maxDelay: longestOfOursMilliseconds })
  }

  /**
   * How long to leave it alone after this, in milliseconds: what the server asks for (`Retry-After`), else a random time
   * below a bound that doubles with each call, from 5 seconds to a quarter of an hour. 0 for trouble that does not pass
   * by itself.
   */
  after(problem: Problem): number {
    this.#latest = (this.#latest ?? this.#pauses).next(undefined)
    if (!isPassing(problem)) return 0
    const asked = 'retryAfterSeconds' in problem ? (problem.retryAfterSeconds ?? 0) * 1000 : 0
    return Math.max(shortestMilliseconds, this.#latest.duration, Math.min(asked, longestMilliseconds))
  }

  /** Something went well: the next pause is a first one again. */
  reset(): void {
    this.#latest = null
  }
}
