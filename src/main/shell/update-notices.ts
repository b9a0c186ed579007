import { BrowserWindow, Notification } from 'electron'
import type { Observed } from '../../core/base/observed.ts'
import { translator } from '../../shared/catalogue/index.ts'
import type { Snapshot } from '../../shared/snapshot.ts'

/** Notifies the person once of each newer version that was found while no window of ours had the focus. `open` shows more. */
export function startUpdateNotices(snapshot: Observed<Snapshot>, open: () => void): void {
  let told: string | null = null
  snapshot.subscribe(({ setup, language }) => {
    const version = setup.updates.found?.version ?? null
    if (version === null || version === told) return
    told = version
    if (BrowserWindow.getFocusedWindow() !== null || !Notification.isSupported()) return
    const t = translator(language)
    const notification = new Notification({ title: t('app.name'), body: t('updates.notice', { version }) })
    notification.on('click', open)
    notification.show()
  })
}
