import { confirmationOf, mayAsk, type OwnPage, type PageAction } from '../../shared/ipc-schema.ts'
import type { Step } from '../../shared/next-step.ts'
import type { Presses } from '../windows/presses.ts'
import type { Answer, Question } from './question.ts'
import type { Questions } from './questions.ts'

export interface GateOptions {
  readonly questions: Questions
  /** What the person is to be asked before a step that a page wants; null where nothing. */
  readonly questionBefore: (step: Step) => Question | null
  /** Whether a screen reader or another assistive tool is at work, as the system tells. */
  readonly isAssisted: () => boolean
}

/** A person has said no. */
export class Declined extends Error {
  override readonly name = 'Declined'
}

/**
 * What stands between a page's wish and what carries it out: the page's own list, a person's press, and the person's word where
 * something is replaced, handed over or forgotten. A page may be in a stranger's hands.
 */
export class Gate {
  readonly #options: GateOptions

  constructor(options: GateOptions) {
    this.#options = options
  }

  /**
   * Resolves when the step may be carried out, with what the person has said to the question, or `yes` where there was none; else
   * rejects. `presses` are those in the page that asks.
   */
  async admit(page: OwnPage, presses: Presses, step: Step): Promise<Exclude<Answer, 'no'>> {
    const action: PageAction = typeof step === 'string' ? step : step.do
    if (!mayAsk(page, action)) throw new Error('This page may not ask for that.')
    if (confirmationOf(action) === 'nothing') return 'yes'
    // Nothing changes behind a question, and no second one comes before it.
    if (this.#options.questions.isOpen) throw new Error('A question waits for its answer.')
    if (!this.#isPressed(presses, action)) {
      if (presses.isSilenced) throw new Declined('Nothing was pressed.')
      presses.isSilenced = true
      await this.#need({ about: 'unpressed', names: {}, action })
      presses.isSilenced = false
    }
    const { questionBefore } = this.#options
    const question = questionBefore(step)
    if (question === null) return 'yes'
    const answer = await this.#need(question)
    if (!isSame(question, questionBefore(step))) throw new Error('What was asked about has changed meanwhile.')
    return answer
  }

  async #need(question: Question): Promise<Exclude<Answer, 'no'>> {
    const answer = await this.#options.questions.ask(question)
    if (answer === 'no') throw new Declined('The person said no.')
    return answer
  }

  #isPressed(presses: Presses, action: PageAction): boolean {
    return (
      presses.spend() || (confirmationOf(action) === 'press' && this.#options.isAssisted() && presses.spendAssisted())
    )
  }
}

function isSame(one: Question, other: Question | null): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
