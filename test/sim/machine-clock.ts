import type { Clock, ServerClock, ToldTime } from '../../src/core/keeper/ports.ts'
import { day, hour, minute, type World } from './world.ts'

/** A computer's clock, right or wrong, and the time that Supabase's answers have told. In milliseconds. */
export class MachineClock {
  readonly clock: Clock
  readonly serverClock: ServerClock
  readonly #world: World
  readonly #name: string
  /** How far it is ahead. */
  #offset: number
  /** Supabase's clock minus this computer's, by its latest answer. */
  #toldOffset: number | null = null
  /** What the latest answer that told the time has told, with the true time then. */
  #told: (Omit<ToldTime, 'ago'> & { readonly truth: number }) | null = null
  #givenAt = 0
  /** When Supabase gave the latest answer, and when that arrived. */
  #answer: { readonly given: number; readonly heard: number } | null = null

  constructor(world: World, name: string) {
    this.#world = world
    this.#name = name
    this.#offset = drawOffset(world)
    const { timeline } = world
    this.clock = { now: () => timeline.now + this.#offset, steady: () => timeline.now }
    this.serverClock = {
      offsetMilliseconds: () => this.#toldOffset,
      told: () => this.#told && { offset: this.#told.offset, at: this.#told.at, ago: timeline.now - this.#told.truth },
    }
  }

  /** Somebody sets the clock, right or wrong, while nothing is under way. */
  set(): void {
    this.#offset = drawOffset(this.#world)
    this.#world.note(`${this.#name} clock ${Math.round(this.#offset / minute)} minutes ahead`)
  }

  setRight(): void {
    this.#offset = 0
  }

  /** The process that had been told the time has ended. */
  forgetTold(): void {
    this.#toldOffset = null
    this.#told = null
    this.#answer = null
  }

  /** Supabase gives an answer now, with the time in it. */
  supabaseAnswers(): void {
    this.#givenAt = this.#world.timeline.now
  }

  /** Supabase's answers tell its time, unless they took too long to arrive. */
  async tellingTime<T>(ask: () => Promise<T>): Promise<T> {
    const { timeline } = this.#world
    const sent = timeline.now
    const answered = await ask()
    this.#toldOffset = timeline.now - sent > 15_000 ? null : -this.#offset
    if (this.#toldOffset !== null)
      this.#told = { offset: this.#toldOffset, at: timeline.now + this.#offset, truth: timeline.now }
    this.#answer = { given: this.#givenAt, heard: timeline.now }
    return answered
  }

  /**
   * The latest time at which the database carries out a write; it judges by its own clock, which the keeper has to know roughly.
   */
  latestWrite(withinMilliseconds: number | undefined): number {
    const answer = this.#answer
    if (withinMilliseconds === undefined || answer === null) return Number.POSITIVE_INFINITY
    const behind = this.#toldOffset !== null ? 0 : answer.heard - answer.given
    return this.#world.timeline.now - behind + withinMilliseconds
  }
}

/** Mostly right, or mostly wrong where computers are poor; sometimes hours off, sometimes weeks. */
function drawOffset(world: World): number {
  if (!world.chance(world.scenario.hasPoorComputers ? 0.9 : 0.3)) return 0
  return world.chance(0.7) ? world.between(-6 * hour, 6 * hour) : world.between(-40 * day, 40 * day)
}
