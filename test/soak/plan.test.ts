import { describe, expect, it } from 'vitest'
import { kinds, planOf, stepsPerDay } from './plan.ts'

describe('the plan of a soak', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(planOf(7, 30)).toEqual(planOf(7, 30))
    expect(planOf(8, 30)).not.toEqual(planOf(7, 30))
  })

  it('begins alike, however long it is', () => {
    expect(planOf(7, 30).slice(0, 2 * stepsPerDay)).toEqual(planOf(7, 2))
  })

  it.each([1, 2, 3])(
    'of thirty days lets every kind strike, some at once, and leaves the app running at last (seed %i)',
    (seed) => {
      const plan = planOf(seed, 30)
      const struck = plan.flatMap((step) => step.kinds)
      for (const kind of kinds) expect(struck.filter((each) => each === kind).length, kind).toBeGreaterThan(0)
      const secondHalf = plan.slice(plan.length / 2).flatMap((step) => step.kinds)
      expect(secondHalf.filter((kind) => kind.startsWith('app-'))).toEqual([])
      expect(plan.some((step) => step.kinds.length === 2)).toBe(true)
      expect(plan.at(-1)).toMatchObject({ number: 30 * stepsPerDay, day: 30 })
    },
  )
})
