/** What a notification says, in plain text: each implementation escapes what its system needs. */
export interface NotificationText {
  readonly title: string
  readonly body: string
  /** What a click on the notification does, for systems that show or read out such a label. */
  readonly click: string
  /** A button's label, shown where the system's notifications have buttons; null for none. */
  readonly button: string | null
  /** Whether it stays until the person has seen it. */
  readonly isUrgent: boolean
}

/**
 * What became of a notification: `shown` once the system has taken it to show it; `failed` if it was not shown, even after
 * `shown`; `clicked` or `button` if the person clicked it or its button. Nothing comes while the system's notification service
 * does not answer.
 */
export type Fate = 'shown' | 'failed' | 'clicked' | 'button'

/** The system's notifications. Nothing here throws or waits. */
export interface Notifications {
  /**
   * Asks for a notification; `hear` is told what becomes of it. Gives a function that withdraws it, after which `hear` is told
   * nothing.
   */
  show(text: NotificationText, hear: (fate: Fate) => void): () => void
  /** Calls `listener` when a notification service has come, or has replaced another. */
  onArrival(listener: () => void): void
}
