/** What main holds at the end of a step. */
export interface Sample {
  /** Which start of the app it is of: a new process begins anew. */
  readonly start: number
  /** Simulated, with its fraction. */
  readonly day: number
  readonly privateMegabytes: number
  readonly heapMegabytes: number
  readonly handles: number
  readonly pages: number
}

export type Measure = Exclude<keyof Sample, 'start' | 'day'>

/** A process fills what it goes on with, at its start and at the first sign-in: so many samples of each say nothing. */
export const warmingUp = 6

/**
 * How much a measure grows per simulated day: the least squares' slope that the lives of all processes have in common, each
 * with a level of its own, once they are warm. Null where no warm process was seen twice.
 */
export function slopeOf(samples: readonly Sample[], measure: Measure): number | null {
  const starts = new Set(samples.map(({ start }) => start))
  let products = 0
  let squares = 0
  for (const start of starts) {
    const life = samples.filter((each) => each.start === start).slice(warmingUp)
    if (life.length === 0) continue
    const day = mean(life.map((each) => each.day))
    const level = mean(life.map((each) => each[measure]))
    for (const each of life) {
      products += (each.day - day) * (each[measure] - level)
      squares += (each.day - day) ** 2
    }
  }
  return squares === 0 ? null : products / squares
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
