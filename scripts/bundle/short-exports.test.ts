import { describe, expect, it } from 'vitest'
import { inShort } from './short-exports.ts'

const long = (name: string, value: string) =>
  `Object.defineProperty(exports,"${name}",{enumerable:!0,get:function(){return ${value}}})`

/** Runs a part of a bundle; gives what it hands on. */
function handedOn(code: string): Record<string, unknown> {
  const exports = {}
  new Function('exports', code)(exports)
  return exports
}

describe('what a part of a bundle hands on', () => {
  it('is the same in fewer words, also where it is given a value later', () => {
    const code = `let a=1,b={c:2};${long('x', 'a')},${long('y', 'b.c')},${long('_', 'b')};a=3;`
    const short = inShort(code)
    expect(short.length).toBeLessThan(code.length - 100)
    const { x, y, _ } = handedOn(short)
    expect([x, y, _]).toEqual([3, 2, { c: 2 }])
  })

  it.each([
    ['one name', long('x', 'a')],
    [
      'other properties',
      `${long('x', 'a').replaceAll('exports', 'other')},${long('y', 'a').replaceAll('exports', 'other')}`,
    ],
  ])('is left alone: %s', (_what, code) => {
    expect(inShort(code)).toBe(code)
  })
})
