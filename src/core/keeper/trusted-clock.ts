import type { Clock, ProbeAnswer, ServerClock } from './ports.ts'

/** A clock that is further off than this is wrong: five minutes, in milliseconds. */
export const toleratedMilliseconds = 5 * 60 * 1000
const longestTripMilliseconds = 15_000

/**
 * The clock that decisions go by: the computer's own, unless the servers tell that it is wrong by more than five minutes;
 * then theirs. With two servers the middle one of the three clocks is believed, so that no single wrong one misleads.
 */
export class TrustedClock implements Clock {
  readonly #own: Clock
  readonly #supabase: ServerClock
  /** The servers' clocks minus ours, in milliseconds, as they were last told; null while they are not known. */
  #told: { supabase: number | null; gazelle: number | null } = { supabase: null, gazelle: null }

  constructor(own: Clock, supabase: ServerClock) {
    this.#own = own
    this.#supabase = supabase
  }

  now(): number {
    return this.#own.now() - this.errorMilliseconds
  }

  /** The time, or null where no server has told whether it is right. */
  confirmedNow(): number | null {
    const now = this.now()
    return this.#told.supabase === null && this.#told.gazelle === null ? null : now
  }

  /** Gazelle has just answered. */
  hearGazelle({ gazelleTime, tookMilliseconds }: Pick<ProbeAnswer, 'gazelleTime' | 'tookMilliseconds'>): void {
    // An answer that was long on its way, the computer asleep meanwhile, tells too little.
    if (gazelleTime === null || tookMilliseconds > longestTripMilliseconds) return
    this.#hear('gazelle', gazelleTime * 1000 + 500 + tookMilliseconds / 2 - this.#own.now())
  }

  /** How far the computer's clock is ahead (behind: negative); 0 while it is right, or nobody has told. */
  get errorMilliseconds(): number {
    this.#hear('supabase', this.#supabase.offsetMilliseconds())
    const { supabase, gazelle } = this.#told
    const offset = supabase === null || gazelle === null ? (supabase ?? gazelle ?? 0) : middle(0, supabase, gazelle)
    return Math.abs(offset) > toleratedMilliseconds ? -offset : 0
  }

  #hear(who: 'supabase' | 'gazelle', offset: number | null): void {
    const before = this.#told[who]
    const wasOursSet = before !== null && offset !== null && Math.abs(offset - before) > toleratedMilliseconds
    // What the other server told was measured against a clock that is gone.
    if (wasOursSet) this.#told = { supabase: null, gazelle: null }
    this.#told[who] = offset
  }
}

function middle(one: number, two: number, three: number): number {
  return Math.max(Math.min(one, two), Math.min(Math.max(one, two), three))
}
