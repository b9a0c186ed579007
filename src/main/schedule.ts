import { powerMonitor } from 'electron'

const second = 1000
const quarterHour = 15 * 60 * second

/**
 * Calls `check` now, when the computer wakes or is unlocked, and from then on when the keeper has something to do, as
 * `restsUntil` tells (milliseconds since 1970), but every quarter of an hour at least: no timer is ever set for longer, so
 * that clocks that jump, sleep and the 32-bit limit of timers cost a quarter of an hour at most.
 */
export function scheduleChecks(check: () => Promise<void>, restsUntil: () => number): void {
  let timer: NodeJS.Timeout | undefined
  const checkAndPlan = async () => {
    clearTimeout(timer)
    await check()
    clearTimeout(timer)
    const delay = Math.min(Math.max(restsUntil() - Date.now(), second), quarterHour)
    // Spread, so that the computers of one office do not all ask in the same second.
    timer = setTimeout(checkAndPlan, delay * (1 + Math.random() * 0.1))
  }
  powerMonitor.on('resume', checkAndPlan)
  powerMonitor.on('unlock-screen', checkAndPlan)
  void checkAndPlan()
}
