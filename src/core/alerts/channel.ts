import type { KeeperState } from '../keeper/state.ts'
import type { Alert } from './policy.ts'

/**
 * The fate of an alert: `shown` once somebody has accepted it to show or deliver; `failed`, also after `shown`, if it did not
 * arrive after all; `postponed` if the person wants to hear of it again in a day. The channel itself handles a click.
 */
export type AlertFate = 'shown' | 'failed' | 'postponed'

/** What an alert is about. */
export interface AlertContext {
  /** Identifies the alert as long as the need is the same. Holds no secret. */
  readonly subject: string
  /** The keeper's state when the alert was due. */
  readonly state: KeeperState
}

/**
 * A way to reach a person. Its functions neither throw nor wait; the words, and their language, are the channel's own. A channel
 * tries once: the teller tells a failed alert again, and remembers what was told.
 */
export interface AlertChannel {
  /**
   * Tells the alert, and calls `hear` with its fate. Gives a function that withdraws it, after which `hear` is not called any
   * more. Gives null if nothing can be withdrawn, as with an email: then `shown` or `failed` must follow, and nothing else is
   * told before.
   */
  tell(alert: Alert, context: AlertContext, hear: (fate: AlertFate) => void): (() => void) | null
  /**
   * Calls `listener` when a taker of alerts has arrived, or has been replaced by another. A channel that cannot notice, such as
   * email, leaves it out: what failed is then told again after a quarter of an hour.
   */
  onArrival?(listener: () => void): void
}
