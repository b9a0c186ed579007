import { describe, it } from 'vitest'
import { halfOfScenarios } from './halves.ts'

const { runs, seed, expectPromise } = halfOfScenarios(1)

describe('the promise, against everything that fails: the second half', () => {
  it(`holds in ${runs} scenarios (seed ${seed})`, { timeout: 30 * 60_000 }, expectPromise)
})
