import { describe, expect, it } from 'vitest'
import { besideWork, type ToldNow } from './beside.ts'

const clock = { now: () => 1_000_000 }

/** A telling whose answers the test gives, in order; `mistakes` are those of `onMistake`. */
function open(...answers: (ToldNow<string> | Error | Promise<ToldNow<string>>)[]) {
  const told: string[] = []
  const mistakes: unknown[] = []
  const stop = new AbortController()
  let begun = 0
  const beside = besideWork({
    async tell() {
      const answer = answers[begun]
      begun += 1
      if (answer instanceof Error) throw answer
      return (await answer) ?? { told: 'nothing', againAt: null }
    },
    onTold: (one: string) => told.push(one),
    onMistake: (error) => mistakes.push(error),
    clock,
    stop: stop.signal,
  })
  return { beside, told, mistakes, stop, begun: () => begun }
}

describe('telling beside the work', () => {
  it('is one thing after the other, and once more for all that was heard meanwhile', async () => {
    let answer: (told: ToldNow<string>) => void = () => undefined
    const first = new Promise<ToldNow<string>>((resolve) => {
      answer = resolve
    })
    const { beside, told, begun } = open(first, { told: 'second', againAt: null })
    for (let checks = 0; checks < 5; checks += 1) beside.hear()
    expect(begun()).toBe(1)
    answer({ told: 'first', againAt: null })
    await expect.poll(() => told).toEqual(['first', 'second'])
    expect(begun()).toBe(2)
  })

  it('goes on after a mistake of ours', async () => {
    const { beside, told, mistakes } = open(new Error('a mistake'), { told: 'later', againAt: null })
    beside.hear()
    await expect.poll(() => mistakes.length).toBe(1)
    beside.hear()
    await expect.poll(() => told).toEqual(['later'])
  })

  it('is tried again by itself, and not after its end', async () => {
    const again = { told: 'failed', againAt: clock.now() }
    const { beside, told, stop, begun } = open(again, again, again)
    beside.hear()
    await expect.poll(() => told.length, { timeout: 5_000 }).toBe(2)
    stop.abort()
    await new Promise((resolve) => setTimeout(resolve, 1_200))
    beside.hear()
    expect(begun()).toBe(2)
  })
})
