import type { Journal, JournalContent } from '../core/keeper/journal.ts'

/** How often a failed write of the journal is tried again, in milliseconds. */
export const tryAgainMilliseconds = 5_000

/**
 * A journal on a disk that may be full for a while: what cannot be written rejects at once, as the keeper has to know, is kept
 * in memory, and is written as soon as the disk takes it. Keeps no process alive.
 */
export class RetryingJournal implements Journal {
  readonly #journal: Journal
  readonly #onTrouble: (error: unknown) => void
  #unwritten: JournalContent | null = null
  #timer: NodeJS.Timeout | undefined
  /** One write at a time: the latest is the one that stays. */
  #turn: Promise<unknown> = Promise.resolve()

  /** `onTrouble` gets the error of each failed write, and null once a write succeeds again. */
  constructor(journal: Journal, onTrouble: (error: unknown) => void = () => undefined) {
    this.#journal = journal
    this.#onTrouble = onTrouble
  }

  read(): Promise<JournalContent> {
    return this.#journal.read()
  }

  write(content: JournalContent): Promise<void> {
    this.#unwritten = content
    return this.#inTurn(() => this.#write(content))
  }

  /** Tries the pending write once more, and then stops. Never rejects. */
  async close(): Promise<void> {
    await this.#inTurn(() => this.#tryAgain()).catch(() => undefined)
    clearInterval(this.#timer)
  }

  async #write(content: JournalContent): Promise<void> {
    try {
      await this.#journal.write(content)
    } catch (error) {
      this.#timer ??= setInterval(() => {
        void this.#inTurn(() => this.#tryAgain()).catch(() => undefined)
      }, tryAgainMilliseconds)
      // In Deno 2.1 it is a number, and keeps the process alive until it is cleared.
      if (typeof this.#timer === 'object') this.#timer.unref()
      this.#onTrouble(error)
      throw error
    }
    if (this.#unwritten === content) this.#unwritten = null
    if (this.#timer !== undefined) this.#onTrouble(null)
    clearInterval(this.#timer)
    this.#timer = undefined
  }

  async #tryAgain(): Promise<void> {
    if (this.#unwritten !== null) await this.#write(this.#unwritten)
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const mine = this.#turn.then(work)
    this.#turn = mine.catch(() => undefined)
    return mine
  }
}
