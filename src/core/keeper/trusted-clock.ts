import { steadyTime } from '../base/clock.ts'
import type { Clock, ProbeAnswer, ServerClock, ToldTime } from './ports.ts'

/** A clock that is further off than this is wrong: five minutes, in milliseconds. */
export const toleratedMilliseconds = 5 * 60 * 1000
const longestTripMilliseconds = 15_000

/** A server that tells no time. */
export const silentServerClock: ServerClock = {
  offsetMilliseconds: () => null,
  told: () => null,
}

/** What was told, with our steady clock's time then. */
type Kept = Omit<ToldTime, 'ago'> & { readonly steady: number }

/**
 * The clock behind every decision: the computer's own, unless the servers tell that it is wrong by more than five minutes;
 * then theirs. If two servers told their time at about the same moment, the middle one of the three clocks is believed, so
 * that no single wrong clock misleads; else the server that told last, as ours may have been set in between.
 */
export class TrustedClock implements Clock {
  readonly #own: Clock
  readonly #supabaseClock: ServerClock
  #toldByGazelle: Kept | null = null
  /** When Supabase told a time that is no longer believed; null if there is none. */
  #disbelieved: number | null = null

  constructor(own: Clock, supabase: ServerClock) {
    this.#own = own
    this.#supabaseClock = supabase
  }

  now(): number {
    return this.#own.now() - this.errorMilliseconds
  }

  /** The time; null if no server has confirmed it lately. */
  confirmedNow(): number | null {
    const now = this.#own.now()
    const isFresh = (told: ToldTime | null) => told !== null && Math.abs(now - told.at) <= toleratedMilliseconds
    return isFresh(this.#supabase()) || isFresh(this.#gazelle()) ? this.now() : null
  }

  /** Notes the time in an answer that Gazelle has just given. */
  hearGazelle({ gazelleTime, tookMilliseconds }: Pick<ProbeAnswer, 'gazelleTime' | 'tookMilliseconds'>): void {
    // Ignore an answer that took long, perhaps because the computer slept: its time is too vague.
    if (gazelleTime === null || tookMilliseconds > longestTripMilliseconds) return
    const at = this.#own.now()
    this.#toldByGazelle = {
      offset: gazelleTime * 1000 + 500 + tookMilliseconds / 2 - at,
      at,
      steady: steadyTime(this.#own),
    }
  }

  /** How far the computer's clock is ahead (behind: negative); 0 while it is right, or no server has told. */
  get errorMilliseconds(): number {
    const offset = this.#offset()
    return Math.abs(offset) > toleratedMilliseconds ? -offset : 0
  }

  #offset(): number {
    const [supabase, gazelle] = [this.#supabase(), this.#gazelle()]
    if (supabase === null || gazelle === null) return (supabase ?? gazelle)?.offset ?? 0
    const isOneOld = Math.abs(supabase.at - gazelle.at) > toleratedMilliseconds
    if (!isOneOld) return middle(0, supabase.offset, gazelle.offset)
    const now = this.#own.now()
    return Math.abs(now - supabase.at) <= Math.abs(now - gazelle.at) ? supabase.offset : gazelle.offset
  }

  #supabase(): ToldTime | null {
    const told = this.#supabaseClock.told()
    if (told === null || told.at === this.#disbelieved) return null
    if (!this.#wasSetBackSince(told)) return told
    this.#disbelieved = told.at
    return null
  }

  #gazelle(): ToldTime | null {
    if (this.#toldByGazelle === null) return null
    const { offset, at, steady } = this.#toldByGazelle
    const told = { offset, at, ago: steadyTime(this.#own) - steady }
    if (!this.#wasSetBackSince(told)) return told
    this.#toldByGazelle = null
    return null
  }

  /**
   * Whether our clock was set back since: then the told time says nothing about it, even once our clock reaches that hour
   * again. After that hour, the steady clock tells, unless it stood still just as long while the computer slept.
   */
  #wasSetBackSince({ at, ago }: ToldTime): boolean {
    const went = this.#own.now() - at
    return went < -toleratedMilliseconds || ago > went + toleratedMilliseconds
  }
}

function middle(one: number, two: number, three: number): number {
  return Math.max(Math.min(one, two), Math.min(Math.max(one, two), three))
}
