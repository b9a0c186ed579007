import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { boundsInside, readBounds } from './inside.ts'

const at = (x: number, y: number, width: number, height: number) => ({ x, y, width, height })
/** 1280 × 800 with a panel at the top. */
const small = at(0, 30, 1280, 770)
/** A second display, left of the first and higher. */
const left = at(-1920, -200, 1920, 1080)

// bitwarden#18315
describe('bounds inside a work area', () => {
  it.each([
    ['where they are', at(100, 100, 760, 600), [small], at(100, 100, 760, 600)],
    ['a title bar above the screen', at(100, -40, 760, 600), [small], at(100, 30, 760, 600)],
    ['a title bar under the panel', at(100, 10, 760, 600), [small], at(100, 30, 760, 600)],
    ['below the screen', at(100, 900, 760, 600), [small], at(100, 200, 760, 600)],
    ['larger than the screen', at(-500, -500, 3000, 2000), [small], at(0, 30, 1280, 770)],
    ['on a display that is gone', at(-1500, 0, 760, 600), [small], at(0, 30, 760, 600)],
    ['on a second display', at(-1500, 0, 760, 600), [small, left], at(-1500, 0, 760, 600)],
    ['between two displays, more on the second', at(-600, 50, 760, 600), [small, left], at(-760, 50, 760, 600)],
    ['nowhere, nearest to the second', at(-5000, 0, 760, 600), [small, left], at(-1920, 0, 760, 600)],
    // 1280 × 800 at 200 %.
    ['on a screen smaller than the smallest window', at(0, 0, 480, 480), [at(0, 0, 640, 400)], at(0, 0, 480, 400)],
    ['a display that is still empty', at(5, 5, 400, 400), [at(0, 0, 0, 0), small], at(5, 30, 400, 400)],
    ['no display at all', at(-5, -5, 400, 400), [], at(-5, -5, 400, 400)],
  ])('%s', (_what, bounds, workAreas, expected) => {
    expect(boundsInside(bounds, workAreas)).toEqual(expected)
  })

  it('always lie inside one, and stay when they do', () => {
    const rectangle = (least: number) =>
      fc.record({
        x: fc.integer({ min: -10_000, max: 10_000 }),
        y: fc.integer({ min: -10_000, max: 10_000 }),
        width: fc.integer({ min: least, max: 8000 }),
        height: fc.integer({ min: least, max: 8000 }),
      })
    fc.assert(
      fc.property(rectangle(1), fc.array(rectangle(200), { minLength: 1, maxLength: 4 }), (bounds, workAreas) => {
        const found = boundsInside(bounds, workAreas)
        const isHeld = workAreas.some(
          ({ x, y, width, height }) =>
            found.x >= x && found.y >= y && found.x + found.width <= x + width && found.y + found.height <= y + height,
        )
        expect(isHeld).toBe(true)
        expect(boundsInside(found, workAreas)).toEqual(found)
      }),
    )
  })
})

describe('saved bounds', () => {
  it('are read in whole pixels', () => {
    expect(readBounds({ x: 1.5, y: -2.25, width: 760.4, height: 600 })).toEqual(at(2, -2, 760, 600))
  })

  it.each([
    [null],
    [undefined],
    [{}],
    ['760x600'],
    [[0, 0, 760, 600]],
    [at(Number.NaN, 0, 760, 600)],
    [{ x: null, y: null, width: null, height: null }],
    [{ x: '0', y: '0', width: '760', height: '600' }],
    [at(0, 0, 0, 600)],
    [at(0, 0, 760, -600)],
    [at(0, Number.POSITIVE_INFINITY, 760, 600)],
    [{ width: 760, height: 600 }],
  ])('are none: %j', (saved) => {
    expect(readBounds(saved)).toBeNull()
  })
})
