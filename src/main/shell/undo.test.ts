import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Forgotten } from '../setup/forgotten.ts'
import { Answers } from './answers.ts'
import { Undo } from './undo.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** What happens to what was forgotten, in its order. */
function setUp() {
  const happened: string[] = []
  const answers = new Answers()
  const undo = new Undo(answers)
  const newer = new Set<string>()
  const forget = (what: string, during: Promise<void> = Promise.resolve()): Promise<void> =>
    undo.forget('session-forgotten', async (): Promise<Forgotten> => {
      happened.push(`forgets ${what}`)
      await during
      return {
        isCurrent: () => !newer.has(what),
        putBack: async () => void happened.push(`puts ${what} back`),
        finish: async () => void happened.push(`finishes ${what}`),
      }
    })
  const shown = () => [answers.latest.value, answers.canUndo.value]
  return { happened, answers, undo, newer, forget, shown }
}

describe('Undo', () => {
  it('offers for ten seconds to put back what is forgotten at once, and then finishes it', async () => {
    const { happened, forget, undo, shown } = setUp()
    await forget('one')
    expect(shown()).toEqual(['session-forgotten', true])
    vi.advanceTimersByTime(9_999)
    expect(happened).toEqual(['forgets one'])
    vi.advanceTimersByTime(1)
    expect(happened).toEqual(['forgets one', 'finishes one'])
    expect(shown()).toEqual([null, false])
    await undo.undo()
    expect(happened).toHaveLength(2)
  })

  it('puts it back, once, and says so', async () => {
    const { happened, forget, undo, shown } = setUp()
    await forget('one')
    await Promise.all([undo.undo(), undo.undo()])
    expect(shown()).toEqual(['undone', false])
    vi.advanceTimersByTime(20_000)
    expect(happened).toEqual(['forgets one', 'puts one back'])
  })

  it('finishes what was forgotten before the next', async () => {
    const { happened, forget, undo } = setUp()
    await forget('one')
    await forget('two')
    await undo.undo()
    expect(happened).toEqual(['forgets one', 'finishes one', 'forgets two', 'puts two back'])
  })

  it('forgets nothing while something is put back', async () => {
    const { happened, forget, undo } = setUp()
    await forget('one')
    await Promise.all([undo.undo(), forget('two')])
    expect(happened).toEqual(['forgets one', 'puts one back', 'forgets two'])
  })

  it('puts nothing back over what is newer, whether that came before the press or is just seen', async () => {
    const { happened, forget, undo, newer, shown } = setUp()
    await forget('one')
    newer.add('one')
    await undo.undo()
    await forget('two')
    undo.look()
    expect(shown()).toEqual(['session-forgotten', true])
    newer.add('two')
    undo.look()
    expect(shown()).toEqual([null, false])
    await undo.undo()
    expect(happened).toEqual(['forgets one', 'finishes one', 'forgets two', 'finishes two'])
  })

  it('offers nothing for what is forgotten for good, but answers and finishes it', async () => {
    const { happened, forget, newer, shown } = setUp()
    newer.add('one')
    await forget('one')
    expect(shown()).toEqual(['session-forgotten', false])
    expect(happened).toEqual(['forgets one', 'finishes one'])
  })

  it('is silent where nothing was forgotten, or that failed, and goes on', async () => {
    const { undo, forget, shown } = setUp()
    await undo.forget('session-forgotten', async () => null)
    await expect(undo.forget('session-forgotten', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(shown()).toEqual([null, false])
    await forget('one')
    expect(shown()).toEqual(['session-forgotten', true])
    expect(undo.isAtWork).toBe(false)
  })

  it('settles at the end of the app, also what is only being forgotten then', async () => {
    const { happened, forget, undo } = setUp()
    await forget('one')
    let letGo = () => {}
    const isForgotten = forget(
      'two',
      new Promise((resolve) => {
        letGo = resolve
      }),
    )
    await vi.advanceTimersByTimeAsync(0)
    expect(undo.isAtWork).toBe(true)
    const ends = undo.idle()
    letGo()
    await Promise.all([isForgotten, ends])
    expect(happened).toEqual(['forgets one', 'finishes one', 'forgets two', 'finishes two'])
    expect(undo.isAtWork).toBe(false)
  })
})

it('another answer waits until the offer to undo has gone, and is not lost', async () => {
  const { answers, forget, undo, shown } = setUp()
  await forget('one')
  answers.give('diagnostics-copied')
  expect(shown()).toEqual(['session-forgotten', true])
  undo.settle()
  expect(shown()).toEqual(['diagnostics-copied', false])
  vi.advanceTimersByTime(10_000)
  expect(shown()).toEqual([null, false])
})
