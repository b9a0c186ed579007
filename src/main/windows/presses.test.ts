import { describe, expect, it } from 'vitest'
import { Presses } from './presses.ts'

function setUp() {
  let now = 0
  const presses = new Presses(() => now)
  return {
    presses,
    pass: (milliseconds: number) => {
      now += milliseconds
    },
  }
}

describe('the presses in a page', () => {
  it.each([
    { type: 'mouseDown' },
    { type: 'touchStart' },
    { type: 'rawKeyDown', key: 'Enter' },
    { type: 'keyDown', key: ' ' },
    { type: 'rawKeyDown', key: 'Tab' },
  ])('count once: $type $key', (input) => {
    const { presses } = setUp()
    expect(presses.spend()).toBe(false)
    presses.hear(input)
    expect(presses.spend()).toBe(true)
    expect(presses.spend()).toBe(false)
  })

  it.each([
    { type: 'mouseMove' },
    { type: 'mouseUp' },
    { type: 'mouseWheel' },
    { type: 'char', key: 'Enter' },
    { type: 'keyUp', key: 'Enter' },
    { type: 'rawKeyDown', key: 'Enter', isAutoRepeat: true },
    { type: 'rawKeyDown', key: 'Escape' },
    { type: 'rawKeyDown', key: 'Shift' },
  ])('do not count: $type $key', (input) => {
    const { presses } = setUp()
    presses.hear(input)
    expect(presses.spend()).toBe(false)
  })

  it('are one for a whole click and one for a whole key, however long a page waits for the rest of it', () => {
    const { presses } = setUp()
    presses.hear({ type: 'mouseDown' })
    expect(presses.spend()).toBe(true)
    presses.hear({ type: 'mouseUp' })
    expect(presses.spend()).toBe(false)
    presses.hear({ type: 'rawKeyDown', key: 'Enter' })
    expect(presses.spend()).toBe(true)
    presses.hear({ type: 'char', key: 'Enter' })
    expect(presses.spend()).toBe(false)
  })

  it('are two where a click leaves a field in which something was typed, and no more for all that was typed', () => {
    const { presses } = setUp()
    for (const key of 'text') presses.hear({ type: 'keyDown', key })
    presses.hear({ type: 'mouseDown' })
    expect([presses.spend(), presses.spend(), presses.spend()]).toEqual([true, true, false])
  })

  it('are over: a click after five seconds, a key after a minute, all with the document', () => {
    const { presses, pass } = setUp()
    presses.hear({ type: 'mouseDown' })
    pass(5000)
    expect(presses.spend()).toBe(false)
    presses.hear({ type: 'keyDown', key: 'a' })
    pass(59_000)
    expect(presses.spend()).toBe(true)
    presses.hear({ type: 'keyDown', key: 'a' })
    pass(60_000)
    expect(presses.spend()).toBe(false)
    presses.hear({ type: 'keyDown', key: 'a' })
    presses.hear({ type: 'mouseDown' })
    presses.forget()
    expect(presses.spend()).toBe(false)
  })

  it('of an assistive tool are believed once a second', () => {
    const { presses, pass } = setUp()
    expect([presses.spendAssisted(), presses.spendAssisted()]).toEqual([true, false])
    pass(1000)
    expect(presses.spendAssisted()).toBe(true)
  })
})
