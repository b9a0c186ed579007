import { confirmationOf, mayAsk, type OwnPage, type PageAction } from '../../shared/ipc-schema.ts'
import type { Step } from '../../shared/next-step.ts'
import type { Presses } from '../windows/presses.ts'
import type { Answer, Question } from './question.ts'
import type { Questions } from './questions.ts'

export interface GateOptions {
  readonly questions: Questions
  /** The question for the person before a page's step; null if none is needed. */
  readonly questionBefore: (step: Step) => Question | null
  /** Whether a screen reader or another assistive tool is at work, as the system reports. */
  readonly isAssisted: () => boolean
}

/** The person has said no. */
export class Declined extends Error {
  override readonly name = 'Declined'
}

/**
 * The gate between a page's request and its handler: the page's own list, a person's press, and the person's consent where
 * something is replaced, handed over or forgotten. A page may be in a stranger's hands.
 */
export class Gate {
  readonly #options: GateOptions

  constructor(options: GateOptions) {
    this.#options = options
  }

  /**
   * Resolves when the step may be carried out, with the person's answer to the question, or `yes` if there was none; otherwise
   * rejects. `presses` are those in the page that asks.
   */
  async admit(page: OwnPage, presses: Presses, step: Step): Promise<Exclude<Answer, 'no'>> {
    const action: PageAction = typeof step === 'string' ? step : step.do
    if (!mayAsk(page, action)) throw new Error('This page may not ask for that.')
    if (confirmationOf(action) === 'nothing') return 'yes'
    // While a question is open, nothing changes behind it and no second one appears.
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
