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
  runUntil(end: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const step = () => {
        try {
          const next = this.#takeNext(end)
          this.now = Math.max(this.now, next?.at ?? end)
          if (next === undefined) return resolve()
          next.happen()
          afterwards(step)
        } catch (error) {
          reject(error)
        }
      }
      afterwards(step)
    })
  }

  #takeNext(end: number): Due | undefined {
    let best = -1
    let first: Due | undefined
    for (const [index, due] of this.#due.entries()) {
      if (due.at > end) continue
      if (first !== undefined && (due.at > first.at || (due.at === first.at && due.order > first.order))) continue
      best = index
      first = due
    }
    if (best < 0) return undefined
    const found = this.#due[best]
    const last = this.#due.pop()
    // Their places tell nothing: the last one fills the gap.
    if (last !== undefined && last !== found) this.#due[best] = last
    return found
  }
}

const settled = Promise.resolve()

/**
 * Takes a step once every promise that can continue has done so: Node empties that queue before the next tick. The step itself is
 * one of the next, as more ticks would follow each other without it.
 */
function afterwards(step: () => void): void {
  process.nextTick(() => settled.then(step))
}
