import { Notification } from 'electron'
import type { Observed } from '../../core/base/observed.ts'
import { translator } from '../../shared/catalogue/index.ts'
import type { Mishaps, Snapshot } from '../../shared/snapshot.ts'
import { describeDisk } from '../../shared/wording.ts'

/** Notifies the person of each mishap once, and when the disk takes files again. `open` shows more. */
export function startMishapNotices(snapshot: Observed<Snapshot>, open: () => void): void {
  let before: Mishaps = { disk: null, settings: null, mistake: null }
  const tell = () => {
    const { mishaps, language } = snapshot.value
    if (mishaps === before) return
    const text = noticeOf(before, mishaps, language)
    before = mishaps
    if (text === null || !Notification.isSupported()) return
    const notification = new Notification({ title: translator(language)('app.name'), body: text })
    notification.on('click', open)
    notification.show()
  }
  tell()
  snapshot.subscribe(tell)
}

/** The text for what is new in `now`; null if nothing is. Pure. */
export function noticeOf(before: Mishaps, now: Mishaps, language: Snapshot['language']): string | null {
  const t = translator(language)
  if (now.disk !== before.disk) return now.disk === null ? t('disk.mended') : describeDisk(now.disk, t)
  if (now.settings !== null && before.settings === null) return t(`mishap.settings.${now.settings}`)
  if (now.mistake !== null && before.mistake === null) return t('mishap.mistake', { what: now.mistake.name })
  return null
}
