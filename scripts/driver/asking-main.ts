import type { ElectronApplication } from '@playwright/test'

/** What Playwright says where V8 has forgotten who asked. */
const forgotten = 'Resulting promise was garbage collected'
/** It happens to one question in twenty where main collects garbage all the time, and to one in thousands where it does not. */
const mostTries = 20

/**
 * Has main answer each question of `evaluate`, and carry it out once. V8 holds whom it owes an answer only weakly, so that a collection of
 * garbage at the wrong moment loses it, though the function has run and has given its value. Main keeps that value, then, and is
 * asked for it again.
 */
export function answersSurely(app: ElectronApplication): ElectronApplication {
  const evaluate = app.evaluate.bind(app) as (question: () => unknown, given: readonly unknown[]) => Promise<unknown>
  let last = 0
  const ask = async (question: unknown, given?: unknown) => {
    const number = ++last
    const text = `(electron, given) => (${answerOnce})(${question}, electron, given)`
    // Playwright sends the text that a function gives of itself.
    const once = Object.assign(() => undefined, { toString: () => text })
    for (let left = mostTries; ; left--) {
      try {
        return await evaluate(once, [number, given])
      } catch (error) {
        if (left === 0 || !String(error).includes(forgotten)) throw error
      }
    }
  }
  app.evaluate = ask as typeof app.evaluate
  return app
}

/** In main: what the question of this number gives, asked at its first coming alone. The newest are kept. */
function answerOnce(
  question: (electron: unknown, given: unknown) => unknown,
  electron: unknown,
  [number, given]: readonly [number, unknown],
): unknown {
  const main = globalThis as { answersOnce?: Map<number, unknown> }
  main.answersOnce ??= new Map()
  const answers = main.answersOnce
  if (!answers.has(number)) answers.set(number, question(electron, given))
  answers.delete(number - 50)
  return answers.get(number)
}
