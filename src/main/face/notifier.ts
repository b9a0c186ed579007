import { Notification } from 'electron'
import { needsSignIn } from '../../core/keeper/condition.ts'
import type { Observed } from '../../core/observed.ts'
import { translator } from '../../shared/catalogue/index.ts'
import { isSignInOpen, type Snapshot } from '../../shared/snapshot.ts'
import { sentence } from '../../shared/wording.ts'
import type { Settings } from '../settings.ts'

/**
 * Tells the person once when only they can help: by signing in to Gazelle. The same need is told once, also across
 * restarts; when it is met, the notification is withdrawn. A click on it calls `onClick`.
 */
export function notifyOfNeed(snapshot: Observed<Snapshot>, settings: Settings, onClick: () => void): void {
  let shown: Notification | null = null
  const tell = () => {
    const { condition, keeper, signIn, language } = snapshot.value
    if (!needsSignIn(condition)) {
      if (condition !== 'valid' && condition !== 'expiring') return
      shown?.close()
      shown = null
      if (settings.get('notified') !== null) settings.set('notified', null)
      return
    }
    // While there is another way, nobody is asked.
    if (!keeper.asksHuman || keeper.activity !== 'idle' || isSignInOpen(signIn)) return
    const need = `${condition} ${keeper.token?.fingerprint ?? ''}`
    if (settings.get('notified') === need || !Notification.isSupported()) return
    const t = translator(language)
    shown?.close()
    shown = new Notification({ title: t('notify.sign-in.title'), body: plainBody(sentence(snapshot.value, t)) })
    shown.on('click', onClick)
    shown.show()
    settings.set('notified', need)
  }
  tell()
  snapshot.subscribe(tell)
}

/** Linux's notification daemons read the body as markup, and Electron hands it on unescaped. */
function plainBody(text: string): string {
  if (process.platform !== 'linux') return text
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
