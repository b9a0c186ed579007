import type { Answer } from '../../shared/snapshot.ts'
import type { Forgotten } from '../setup/forgotten.ts'
import { type Answers, momentMilliseconds } from './answers.ts'

interface Offer {
  readonly forgotten: Forgotten
  readonly timer: NodeJS.Timeout
  /** Takes the answer, and its button, off the screen. */
  readonly close: () => void
}

/**
 * Lets a person undo what they have just had forgotten. It is forgotten at once, on disk and for every program; memory alone
 * holds it for ten seconds. What cannot be taken back, such as the end of a session at its server, waits for their end, which
 * comes early where the app quits, something else is forgotten, or something newer stands in its place. After a crash it stays
 * forgotten.
 */
export class Undo {
  readonly #answers: Pick<Answers, 'give' | 'offerUndo'>
  #offer: Offer | null = null
  /** Settles when what was last asked for is done: one thing at a time is forgotten or put back. */
  #turn: Promise<unknown> = Promise.resolve()
  readonly #unfinished = new Set<Promise<unknown>>()

  constructor(answers: Pick<Answers, 'give' | 'offerUndo'>) {
    this.#answers = answers
  }

  /**
   * Forgets something, and answers with the offer to undo it, or without where it is forgotten for good. `act` gives null where
   * nothing was forgotten. Rejects as `act` does.
   */
  forget(answer: Answer, act: () => Promise<Forgotten | null>): Promise<void> {
    return this.#inTurn(async () => {
      this.settle()
      const forgotten = await act()
      if (forgotten === null) return
      if (forgotten.isCurrent()) {
        const close = this.#answers.offerUndo(answer)
        const timer = setTimeout(() => this.settle(), momentMilliseconds)
        this.#offer = { forgotten, close, timer }
        return
      }
      this.#follow(forgotten.finish())
      this.#answers.give(answer)
    })
  }

  /** Puts back what is offered; nothing if there is no offer any more. Rejects as `putBack` does. */
  undo(): Promise<void> {
    const offer = this.#take()
    if (offer === null) return this.#turn.then(() => undefined)
    return this.#inTurn(async () => {
      if (!offer.forgotten.isCurrent()) {
        this.#follow(offer.forgotten.finish())
        return
      }
      await offer.forgotten.putBack()
      this.#answers.give('undone')
    })
  }

  /** Ends the offer where something newer stands in its place. */
  look(): void {
    if (this.#offer?.forgotten.isCurrent() === false) this.settle()
  }

  /** Ends the offer: what was forgotten is forgotten for good, and what waited for that is begun. */
  settle(): void {
    const offer = this.#take()
    if (offer !== null) this.#follow(offer.forgotten.finish())
  }

  /** Whether something is being forgotten, finished or put back. */
  get isAtWork(): boolean {
    return this.#unfinished.size > 0
  }

  /** Settles, and resolves once nothing is under way. Never rejects. */
  async idle(): Promise<void> {
    do {
      this.settle()
      await Promise.allSettled(this.#unfinished)
    } while (this.#offer !== null || this.isAtWork)
  }

  #take(): Offer | null {
    const offer = this.#offer
    this.#offer = null
    clearTimeout(offer?.timer)
    offer?.close()
    return offer
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.#turn.then(work)
    this.#turn = done.catch(() => undefined)
    this.#follow(done)
    return done
  }

  #follow(work: Promise<unknown>): void {
    const followed = work.then(
      () => void this.#unfinished.delete(followed),
      () => void this.#unfinished.delete(followed),
    )
    this.#unfinished.add(followed)
  }
}
