import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { play } from './play.ts'
import { rare, scenarios } from './scenarios.ts'

/** The same scenarios in every run of the tests; `npm run sim:long` plays others, and more. */
const runs = Number(process.env['SIM_RUNS'] ?? 20_000) / 2
const firstSeed = Number(process.env['SIM_SEED'] ?? 20)

/** One half of the scenarios, those that once failed first. Each half is a file, as each file has a process of its own. */
export function describeHalf(half: 0 | 1): void {
  const seed = firstSeed + half
  describe('the promise, against everything that fails', () => {
    it(`holds in ${runs} scenarios (seed ${seed})`, { timeout: 30 * 60_000 }, async () => {
      await fc.assert(
        fc.asyncProperty(scenarios, async (scenario) => {
          const { violations, endsWell } = await play(scenario)
          expect(violations).toEqual([])
          expect(endsWell).not.toBe('neither')
        }),
        { numRuns: runs, seed, examples: rare.filter((_, index) => index % 2 === half).map((scenario) => [scenario]) },
      )
    })
  })
}
