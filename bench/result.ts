/** How a bench is to be run; not every bench listens to it. */
export interface BenchOptions {
  /** How often it measures, where a person wants fewer than it takes by itself. */
  readonly rounds?: number
  /** Only how long starts take, where there is more to measure. */
  readonly starts?: boolean
}

/** What a bench found. */
export interface BenchResult {
  readonly name: string
  /** What was measured, for people: label and value, one a line. */
  readonly table: readonly (readonly [label: string, value: string])[]
  /** Ours over theirs: less is better. */
  readonly ratios: Readonly<Record<string, number>>
  /** The most that the ratio of that name may be. */
  readonly limits: Readonly<Record<string, number>>
}

/** Whether every ratio that has a limit keeps it. */
export function isWithinLimits({ ratios, limits }: BenchResult): boolean {
  return Object.entries(limits).every(([name, limit]) => (ratios[name] ?? Number.POSITIVE_INFINITY) <= limit)
}
