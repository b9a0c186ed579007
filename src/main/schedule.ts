import { powerMonitor } from 'electron'

const second = 1000
const quarterHour = 15 * 60 * second
/** After a check that a silent server spoilt: Wi-Fi is often back in seconds, and nobody should wait for it. */
const afterTrouble = [5 * second, 15 * second, 60 * second]

/**
 * Calls `check` now, when the computer wakes, and every quarter of an hour, give or take a tenth; sooner for a few times
 * after a check that ended in trouble which goes away by itself, as `isTroubled` tells.
 */
export function scheduleChecks(check: () => Promise<void>, isTroubled: () => boolean): void {
  let timer: NodeJS.Timeout | undefined
  let troubles = 0
  const checkAndPlan = async () => {
    clearTimeout(timer)
    await check()
    troubles = isTroubled() ? troubles + 1 : 0
    const delay = troubles === 0 ? quarterHour : (afterTrouble[troubles - 1] ?? quarterHour)
    clearTimeout(timer)
    // Spread, so that the computers of one office do not all ask in the same second.
    timer = setTimeout(checkAndPlan, delay * (0.9 + Math.random() * 0.2))
  }
  powerMonitor.on('resume', () => {
    troubles = 0
    void checkAndPlan()
  })
  void checkAndPlan()
}
