import { expect, it } from 'vitest'
import { Circles } from './circles.ts'

/** At which page it is noticed, when each comes so many milliseconds after the one before; 0: never, of fifty. */
function noticedAt(milliseconds: number, pressedAt = -1): number {
  const circles = new Circles()
  for (let page = 1; page <= 50; page++) {
    if (page === pressedAt) circles.beginAnew()
    if (circles.goOn(page * milliseconds)) return page
  }
  return 0
}

it.each([
  [10, 8],
  [2000, 8],
  [5000, 0],
])('a page every %i ms is noticed at number %i', (milliseconds, page) => {
  expect(noticedAt(milliseconds)).toBe(page)
})

it('what follows a press is counted anew', () => {
  expect(noticedAt(10, 7)).toBe(14)
})
