import type { Answer, Ask, Question } from './question.ts'

/** Asks the person one question at a time. */
export class Questions {
  readonly #ask: Ask
  #isOpen = false

  constructor(ask: Ask) {
    this.#ask = ask
  }

  /** Whether a question waits for its answer. */
  get isOpen(): boolean {
    return this.#isOpen
  }

  /** Gives the person's answer; `no` at once while another question is open. */
  async ask(question: Question): Promise<Answer> {
    if (this.#isOpen) return 'no'
    this.#isOpen = true
    try {
      return await this.#ask(question)
    } finally {
      this.#isOpen = false
    }
  }

  /** Like `ask`, but gives only whether the person said yes. */
  confirm = async (question: Question): Promise<boolean> => (await this.ask(question)) !== 'no'
}
