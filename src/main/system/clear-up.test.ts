import { getHeapStatistics } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, it } from 'vitest'
import { clearUp } from './clear-up.ts'

it('gives the system back what garbage took up, and leaves the collector to nobody', () => {
  clearUp()
  const { total_heap_size: before } = getHeapStatistics()
  let garbage: object[] | null = Array.from({ length: 500_000 }, (_, index) => ({ index }))
  const { total_heap_size: within } = getHeapStatistics()
  expect(within).toBeGreaterThan(before + garbage.length)
  garbage = null
  clearUp()
  expect(getHeapStatistics().total_heap_size - before).toBeLessThan((within - before) / 4)
  expect(runInNewContext('typeof gc')).toBe('undefined')
})
