import { expect, it } from 'vitest'
import { type Sample, slopeOf, warmingUp } from './slopes.ts'

const sample = (start: number, day: number, handles: number): Sample => ({
  start,
  day,
  handles,
  privateMegabytes: 0,
  heapMegabytes: 0,
  pages: 0,
})

/** The life of a process: how many handles it holds from one day to the next. */
const life = (start: number, firstDay: number, handles: readonly number[]): Sample[] =>
  [...cold, ...handles].map((count, at) => sample(start, firstDay + at, count))

const cold = Array.from({ length: warmingUp }, (_, at) => 10 * at)

it('is what every process gains per day once it is warm, from whichever level each began', () => {
  const samples = [...life(1, 1, [100, 102, 104]), ...life(2, 60, [50, 52])]
  expect(slopeOf(samples, 'handles')).toBeCloseTo(2)
})

it('is nothing where a new process holds more from its beginning on', () => {
  expect(slopeOf([...life(1, 1, [10, 10]), ...life(2, 50, [90, 90])], 'handles')).toBe(0)
})

it('is unknown where no warm one was seen twice', () => {
  expect(slopeOf([...life(1, 1, [30]), ...life(2, 40, [])], 'handles')).toBeNull()
})
