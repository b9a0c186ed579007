import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** The files that take longest: begun last, they would be waited for alone. */
const longest =
  /[\\/](sim[\\/]keeper(-again)?\.sim|integration[\\/]keepers|strangers[\\/]refused-row|cli[\\/]inspection)\.test\.ts$/

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const isLong = ({ moduleId }: TestSpecification) => longest.test(moduleId)
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))]
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    // Most of the time goes into waiting for processes of their own: two cores are busy with six workers, not with two.
    maxWorkers: Math.max(6, availableParallelism() - 1),
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{src,sandbox,scripts}/**/*.test.{ts,tsx}', 'test/{house,pages,soak}/**/*.test.ts'],
          // Only what hangs takes so long, also on a computer that does five other things.
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      { test: { name: 'simulation', include: ['test/sim/**/*.test.ts'] } },
      {
        test: {
          name: 'integration',
          include: ['test/{integration,interop,cli,strangers}/**/*.test.ts'],
          globalSetup: 'test/integration/once.ts',
          // The migrations on a real PostgreSQL take ten seconds and more, beside five other tests.
          testTimeout: 180_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
})
