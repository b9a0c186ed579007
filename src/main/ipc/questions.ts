import type { Answer, Ask, Question } from './question.ts'

/** Asks the person one question at a time. */
export class Questions {
  readonly #ask: Ask
  #isOpen = false

  constructor(ask: Ask) {
    this.#ask = ask
  }

  /** One waits for its answer. */
  get isOpen(): boolean {
    return this.#isOpen
  }

  /** Gives what the person says; `no` at once while another question is open. */
  async ask(question: Question): Promise<Answer> {
    if (this.#isOpen) return 'no'
    this.#isOpen = true
    try {
      return await this.#ask(question)
    } finally {
      this.#isOpen = false
    }
  }

  /** As `ask`, where only a yes is wanted: whether it was one. */
  confirm = async (question: Question): Promise<boolean> => (await this.ask(question)) !== 'no'
}
