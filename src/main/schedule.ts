import { powerMonitor } from 'electron'
import type { Observed } from '../core/observed.ts'
import type { Snapshot } from '../shared/snapshot.ts'

const second = 1000
const quarterHour = 15 * 60 * second

/**
 * Calls `check` now, when the computer wakes or is unlocked, and from then on when the keeper's rest is over, but every
 * quarter of an hour at least: no timer is ever set for longer, so that clocks that jump, sleep and the 32-bit limit of
 * timers cost a quarter of an hour at most.
 */
export function scheduleChecks(check: () => Promise<void>, snapshot: Observed<Snapshot>): void {
  let timer: NodeJS.Timeout | undefined
  let plannedFor: number | undefined
  const plan = () => {
    const { restsUntil } = snapshot.value.keeper
    clearTimeout(timer)
    plannedFor = restsUntil
    const delay = Math.min(Math.max(restsUntil - Date.now(), second), quarterHour)
    // Spread, so that the computers of one office do not all ask in the same second.
    timer = setTimeout(checkAndPlan, delay * (1 + Math.random() * 0.1))
  }
  const checkAndPlan = () => void check().then(plan)
  // A rest that trouble has cut short, or drawn out, is a new plan.
  snapshot.subscribe(({ keeper }) => keeper.restsUntil !== plannedFor && plan())
  powerMonitor.on('resume', checkAndPlan)
  powerMonitor.on('unlock-screen', checkAndPlan)
  checkAndPlan()
}
