/** Pseudo-random numbers from 0 up to 1: the same seed gives the same numbers. (Mulberry32.) */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

interface Due {
  readonly at: number
  readonly order: number
  readonly happen: () => void
}

/** Virtual time, in milliseconds: the earliest event that is due happens next, and time jumps to it. */
export class Timeline {
  now: number
  #order = 0
  readonly #due: Due[] = []

  constructor(start: number) {
    this.now = start
  }

  after(milliseconds: number, happen: () => void): void {
    this.#due.push({ at: this.now + Math.max(0, milliseconds), order: this.#order++, happen })
  }

  /** Runs every event that is due until `end`, with all that follows from it. */
  async runUntil(end: number): Promise<void> {
    for (;;) {
      await settled()
      const next = this.#takeNext(end)
      if (next === undefined) break
      this.now = Math.max(this.now, next.at)
      next.happen()
    }
    this.now = Math.max(this.now, end)
  }

  #takeNext(end: number): Due | undefined {
    let best = -1
    for (let index = 0; index < this.#due.length; index++) {
      const due = this.#due[index]
      const first = this.#due[best]
      if (due === undefined || due.at > end) continue
      if (first === undefined || due.at < first.at || (due.at === first.at && due.order < first.order)) best = index
    }
    return best < 0 ? undefined : this.#due.splice(best, 1)[0]
  }
}

/** Resolves once every promise that can continue has done so: Node empties that queue before the next tick. */
function settled(): Promise<void> {
  return new Promise((resolve) => process.nextTick(resolve))
}
