import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { play, type Scenario } from './world.ts'

/** How many scenarios: enough for every run of the tests; `npm run sim:long` sets more. */
const runs = Number(process.env['SIM_RUNS'] ?? 20_000)
const seed = Number(process.env['SIM_SEED'] ?? Date.now() % 1_000_000_007)

const scenarios: fc.Arbitrary<Scenario> = fc.record({
  seed: fc.integer({ min: 0, max: 2 ** 31 }),
  keepers: fc.integer({ min: 1, max: 5 }),
  unawareWriters: fc.integer({ min: 0, max: 2 }),
  rotation: fc.constantFrom('revoke-at-once', 'revoke-on-first-use', 'revoke-family-on-reuse'),
  faultRate: fc.constantFrom(0, 0.02, 0.1, 0.3),
  hasOAuth: fc.boolean(),
  hasWebSession: fc.boolean(),
})

describe('the promise, against everything that fails', () => {
  it(`holds in ${runs} scenarios (seed ${seed})`, { timeout: 30 * 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(scenarios, async (scenario) => {
        const { violations, endsWell } = await play(scenario)
        expect(violations).toEqual([])
        expect(endsWell).not.toBe('neither')
      }),
      { numRuns: runs, seed },
    )
  })
})
