import * as fc from 'fast-check'
import { expect } from 'vitest'
import { play } from './play.ts'
import { rare, scenarios } from './scenarios.ts'

const runs = Number(process.env['SIM_RUNS'] ?? 20_000) / 2
const firstSeed = Number(process.env['SIM_SEED'] ?? 20)
// Thousands of faults are errors, and a failure is told by its scenario: nobody reads their stack traces.
Error.stackTraceLimit = 0

/**
 * One half of the scenarios of `npm test`, those that once failed first: always the same, while `npm run sim:long` plays others,
 * and more. `expectPromise` plays them. Each half is tested in a file of its own, as each file has a process of its own.
 */
export function halfOfScenarios(half: 0 | 1) {
  const seed = firstSeed + half
  const examples = rare.filter((_, index) => index % 2 === half).map((scenario): [typeof scenario] => [scenario])
  const expectPromise = () =>
    fc.assert(
      fc.asyncProperty(scenarios, async (scenario) => {
        const { violations, endsWell } = await play(scenario)
        expect(violations).toEqual([])
        expect(endsWell).not.toBe('neither')
      }),
      { numRuns: runs, seed, examples },
    )
  return { runs, seed, expectPromise }
}
