import { describe, it } from 'vitest'
import { halfOfScenarios } from './halves.ts'

const { runs, seed, expectPromise } = halfOfScenarios(0)

describe('the promise, against everything that fails: the first half', () => {
  it(`holds in ${runs} scenarios (seed ${seed})`, { timeout: 30 * 60_000 }, expectPromise)
})
