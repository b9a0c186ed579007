import { kinds, shortPlan } from '../soak/plan.ts'
import { soak } from '../soak/soak.ts'
import { expect, root, test } from './fixtures.ts'

// The beginning of `npm run soak`, so that it goes on fitting the app.

test('three days with everything killed, frozen and brought back end well @linux', async ({ runtime }) => {
  test.setTimeout(900_000)
  const soaked = await soak({ root, runtime, ...shortPlan, kinds, say: () => undefined })
  expect(soaked.violations.map(({ step, what }) => `step ${step.number} (${step.kinds}): ${what}`)).toEqual([])
  expect(soaked.checks).toBeGreaterThan(20)
})
