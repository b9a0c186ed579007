import type { ElectronApplication } from '@playwright/test'
import type { Sandbox } from '../../sandbox/index.ts'
import type { KeeperApp } from './keeper-app.ts'

/** Every clock has gone on; the app's timers know nothing of it. */
export async function sleepFor(days: number, app: KeeperApp, sandbox: Sandbox): Promise<void> {
  const action = { kind: 'date-skew', seconds: days * 86_400 } as const
  sandbox.gazelle.faults.add({ action, times: Number.POSITIVE_INFINITY })
  await sandbox.supabase.skew(days * 86_400)
  await setClockAhead(days, app.electron)
  await wake(app.electron)
}

export async function setClockAhead(days: number, electron: ElectronApplication): Promise<void> {
  await electron.evaluate((_electron, days) => {
    const now = Date.now
    Date.now = () => now() + days * 86_400_000
  }, days)
}

export async function wake(electron: ElectronApplication): Promise<void> {
  await electron.evaluate(({ powerMonitor }) => powerMonitor.emit('resume'))
}
