import { powerMonitor } from 'electron'

const quarterHourMilliseconds = 15 * 60 * 1000

/** Calls `check` now, when the computer wakes, and every quarter of an hour, give or take a tenth. */
export function scheduleChecks(check: () => void): void {
  const again = () => {
    // Spread, so that the computers of one office do not all ask in the same second.
    const jitter = 0.9 + Math.random() * 0.2
    setTimeout(() => {
      check()
      again()
    }, quarterHourMilliseconds * jitter)
  }
  check()
  again()
  powerMonitor.on('resume', check)
}
