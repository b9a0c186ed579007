/** Main's memory and handles at the end of a step. */
export interface Sample {
  /** The start of the app that it belongs to: a new process begins anew. */
  readonly start: number
  /** The simulated day, with its fraction. */
  readonly day: number
  readonly privateMegabytes: number
  readonly heapMegabytes: number
  readonly handles: number
  readonly pages: number
}

export type Measure = Exclude<keyof Sample, 'start' | 'day'>

/** The number of first samples to ignore: a process fills its caches at its start and at the first sign-in. */
export const warmingUp = 6

/**
 * A measure's growth per simulated day: the least squares' slope common to all processes once they are warm, each with a level of
 * its own. Null if no warm process was sampled twice.
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
