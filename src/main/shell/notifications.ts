/** What a notification says. Plain text: whoever shows it escapes what needs to be. */
export interface NotificationText {
  readonly title: string
  readonly body: string
  /** What a click on it does, for those who show that, or hear it. */
  readonly click: string
  /** A button's label, shown where the system's notifications have buttons. */
  readonly button: string | null
}

/**
 * What became of a notification: `shown` once the system has taken it to show it; `failed`, also after that, when it was
 * not; or that the person clicked it, or its button. None at all while whoever shows notifications does not answer.
 */
export type Fate = 'shown' | 'failed' | 'clicked' | 'button'

/** The system's notifications. Nothing here throws or waits. */
export interface Notifications {
  /** Asks for a notification; `hear` is told what becomes of it. Gives what takes it away again, after which `hear` is told nothing. */
  show(text: NotificationText, hear: (fate: Fate) => void): () => void
  /** Calls `listener` when a program that shows notifications has come, or another in its place. */
  onArrival(listener: () => void): void
}
