import { AlertTeller } from '../../core/alerts/alert-teller.ts'
import type { AlertChannel } from '../../core/alerts/channel.ts'
import type { Observed } from '../../core/base/observed.ts'
import { isBeingDealtWith, type Snapshot } from '../../shared/snapshot.ts'
import type { ActivityLog } from '../keeper/activity-log.ts'

/** What every channel of the app needs to tell alerts. */
export interface AlertSource {
  readonly snapshot: Observed<Snapshot>
  readonly activity: Pick<ActivityLog, 'memoryOf'>
  /** Milliseconds by the trusted clock. */
  readonly now: () => number
  readonly reminds: () => boolean
  /** Whether an urgent need that was told before is told again at each start. */
  readonly repeatsAtStart?: boolean
}

/**
 * Tells the app's alerts through this channel from now on. `name` is its memory's name in `activity.json`: a changed one would
 * repeat every alert. Nothing is told while there is no connection, or while somebody is signing in.
 */
export function tellAlerts(name: string, channel: AlertChannel, source: AlertSource): void {
  const { snapshot, activity, now, reminds, repeatsAtStart = false } = source
  const clock = { now, steady: () => performance.now() }
  const teller = new AlertTeller({ channel, memory: activity.memoryOf(name), clock, reminds, repeatsAtStart })
  const consider = () => {
    const { keeper, isConnected } = snapshot.value
    teller.consider(isConnected && !isBeingDealtWith(snapshot.value) ? keeper : null)
  }
  consider()
  snapshot.subscribe(consider)
}
