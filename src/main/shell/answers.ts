import { Observed } from '../../core/base/observed.ts'
import { translator } from '../../shared/catalogue/index.ts'
import type { Answer, Snapshot } from '../../shared/snapshot.ts'
import type { Notifications } from './notifications.ts'

/** How long an answer is shown, in milliseconds. */
export const momentMilliseconds = 10_000

/** The answers to what a person does, where nothing else that they see would show that it has happened. */
export class Answers {
  /** The latest, for a moment. */
  readonly latest = new Observed<Answer | null>(null)
  /** Whether the act that the latest answers can be undone. */
  readonly canUndo = new Observed(false)
  /** The answer that waits until the held one has gone. */
  #next: Answer | null = null
  #timer: NodeJS.Timeout | undefined

  give(answer: Answer): void {
    if (this.canUndo.value) {
      this.#next = answer
      return
    }
    this.#show(answer)
    this.#timer = setTimeout(() => this.latest.set(null), momentMilliseconds)
    this.#timer.unref()
  }

  /**
   * Shows an answer with the offer to undo what it is about, until the function that this gives is called. No other takes its
   * place: an answer that is given meanwhile is shown then.
   */
  offerUndo(answer: Answer): () => void {
    this.canUndo.set(true)
    this.#show(answer)
    return () => {
      this.latest.set(null)
      this.canUndo.set(false)
      const next = this.#next
      this.#next = null
      if (next !== null) this.give(next)
    }
  }

  #show(answer: Answer): void {
    clearTimeout(this.#timer)
    // The same answer to a second press is news as well.
    this.latest.set(null)
    this.latest.set(answer)
  }
}

/** Tells an answer by a notification. A failure is not told: the popover says the same for a moment. */
export function notifyOf(answer: Answer, { language }: Pick<Snapshot, 'language'>, notifications: Notifications): void {
  const t = translator(language)
  const text = { title: t('app.name'), body: t(`answer.${answer}`), click: t('do.open'), button: null, isUrgent: false }
  notifications.show(text, () => undefined)
}
