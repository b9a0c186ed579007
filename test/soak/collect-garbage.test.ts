import { createRequire } from 'node:module'
import { getHeapSpaceStatistics } from 'node:v8'
import { expect, it } from 'vitest'

// Electron loads it before the app, by `require`.
const { collectGarbage } = createRequire(import.meta.url)('./collect-garbage.cjs') as {
  collectGarbage(): void
}

const megabyte = 1024 * 1024

/** What V8 holds for new objects, whether there are any or not, in megabytes. */
function roomForNewObjects(): number {
  const space = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')
  return (space?.physical_space_size ?? 0) / megabyte
}

/** Makes objects so fast that many of them outlive a collection of the new ones, which then get more room; keeps none. */
function work(): void {
  let kept: unknown[] = []
  for (let count = 0; count < 3_000_000; count++) {
    kept.push({ count, of: [count] })
    if (kept.length > 50_000) kept = kept.slice(25_000)
  }
}

it('takes back the room that work has left', () => {
  collectGarbage()
  const before = roomForNewObjects()
  work()
  expect(roomForNewObjects()).toBeGreaterThan(before + 4)
  collectGarbage()
  expect(roomForNewObjects()).toBeLessThan(before + 1)
})
