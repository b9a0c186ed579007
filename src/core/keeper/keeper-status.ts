import { Observed } from '../base/observed.ts'
import { Backoff, type Jitter } from './backoff.ts'
import { readAgainAfterMilliseconds } from './decide.ts'
import type { KeeperEvent } from './events.ts'
import type { RuleName } from './rule-name.ts'
import { isPassing, type KeeperState, type Problem, unknownState } from './state.ts'
import type { TrustedClock } from './trusted-clock.ts'

/** The keeper's status for its observers: the state, the log, and what stands in the way. Nothing here ever throws. */
export class KeeperStatus {
  readonly state = new Observed<KeeperState>(unknownState)
  readonly #clock: TrustedClock
  readonly #ports: { readonly log?: (event: KeeperEvent) => void }
  readonly #backoff: Backoff
  #pause = { from: 0, until: 0 }

  constructor(clock: TrustedClock, ports: { readonly jitter?: Jitter; readonly log?: (event: KeeperEvent) => void }) {
    this.#clock = clock
    this.#ports = ports
    this.#backoff = new Backoff(ports.jitter)
  }

  change(change: Partial<KeeperState>): void {
    this.state.set({ ...this.state.value, ...change })
  }

  /** Tells which rule decided the next step. */
  decided(rule: RuleName): void {
    if (rule !== this.state.value.rule) this.change({ rule })
  }

  log(event: KeeperEvent): void {
    try {
      this.#ports.log?.(event)
    } catch {
      // A failure of the log must not keep a token from being saved.
    }
  }

  /** The pause after a passing problem, in which nothing is tried (milliseconds since 1970). */
  get pause(): { readonly from: number; readonly until: number } {
    return this.#pause
  }

  endPause(): void {
    this.#pause = { from: 0, until: 0 }
  }

  /** Starts over after a success: the next pause is a short one. */
  resetBackoff(): void {
    this.#backoff.reset()
  }

  /** Tells a problem that blocks everything; one that passes by itself starts a pause. */
  trouble(problem: Problem): void {
    const now = this.#clock.now()
    this.#pause = { from: now, until: now + this.#backoff.after(problem) }
    this.noteClock()
    // A problem that does not pass by itself is looked at again, but not at once.
    const restsUntil = isPassing(problem) ? this.#pause.until : now + readAgainAfterMilliseconds
    this.change({ restsUntil, checkedAt: now })
    this.fail(problem)
  }

  /** Tells a problem, and since when it stands; starts no pause. */
  fail(problem: Problem): void {
    this.log({ what: 'failed', problem })
    this.change({ problem, troubleSince: this.state.value.troubleSince ?? this.#clock.now() })
  }

  /** Tells whether the computer's clock is right, as far as is known. */
  noteClock(): void {
    const { errorMilliseconds } = this.#clock
    if (errorMilliseconds !== 0) this.log({ what: 'clock-wrong', byMilliseconds: errorMilliseconds })
    this.change({ clockErrorMilliseconds: errorMilliseconds })
  }
}
