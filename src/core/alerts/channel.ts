import type { KeeperState } from '../keeper/state.ts'
import type { Alert } from './policy.ts'

/**
 * What became of an alert: `shown` once somebody has taken it to show or deliver it; `failed`, also after `shown`, when it
 * did not arrive after all; `postponed` when the person wants to hear of it again in a day. What a click leads to is the
 * channel's own business.
 */
export type AlertFate = 'shown' | 'failed' | 'postponed'

/** What an alert is about. */
export interface AlertContext {
  /** Names it, the same as long as it is the same need. No secret is in it. */
  readonly subject: string
  /** What the keeper knew when the alert was due. */
  readonly state: KeeperState
}

/** A way to a person. Nothing here throws or waits; the words, and their language, are the channel's own. */
export interface AlertChannel {
  /**
   * Tells the alert, and calls `hear` with what became of it. Gives what withdraws it, after which `hear` is told nothing.
   * Null where nothing can be withdrawn, as with an email: then `shown` or `failed` has to come, and is waited for before
   * anything else is told.
   */
  tell(alert: Alert, context: AlertContext, hear: (fate: AlertFate) => void): (() => void) | null
  /** Calls `listener` when somebody has come who takes alerts, or somebody else in their place. */
  onArrival?(listener: () => void): void
}
