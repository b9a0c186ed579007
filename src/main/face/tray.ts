import { Menu, Tray } from 'electron'
import type { Observed } from '../../core/observed.ts'
import { translator } from '../../shared/catalogue/index.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import { headline, timeLeft, tooltip } from '../../shared/wording.ts'
import { iconImage, iconStateOf } from './icon.ts'
import { hasTrayHost } from './tray-host.ts'

export interface TrayHandlers {
  toggle: () => void
  show: () => void
  check: () => void
  renew: () => void
  signIn: () => void
  quit: () => void
}

/**
 * The tray icon, its tooltip and its menu; each is touched only when what it shows has changed. Where no panel shows tray
 * icons, the popover is shown in its place.
 */
export function createTray(snapshot: Observed<Snapshot>, handlers: TrayHandlers): Tray {
  const tray = new Tray(iconImage(iconStateOf(snapshot.value)))
  tray.setTitle('')
  tray.on('click', handlers.toggle)
  let shown = ''
  let menu: Menu | undefined
  if (process.platform === 'darwin') tray.on('right-click', () => tray.popUpContextMenu(menu))
  const show = () => {
    const now = Date.now()
    const t = translator(snapshot.value.language)
    const icon = iconStateOf(snapshot.value)
    const tip = tooltip(snapshot.value, t, now)
    const state = [headline(snapshot.value, t), timeLeft(snapshot.value, t, now)].filter((part) => part !== null)
    const next = JSON.stringify([icon, tip, state])
    if (next === shown) return
    shown = next
    tray.setImage(iconImage(icon))
    tray.setToolTip(tip)
    menu = Menu.buildFromTemplate([
      { label: state.join(' – '), enabled: false },
      { type: 'separator' },
      { label: t('do.open'), click: handlers.show },
      { label: t('do.check'), click: handlers.check, enabled: snapshot.value.isConnected },
      { label: t('do.renew'), click: handlers.renew, enabled: snapshot.value.isConnected },
      { label: t('do.sign-in'), click: handlers.signIn, enabled: snapshot.value.isConnected },
      { type: 'separator' },
      { label: t('do.quit'), click: handlers.quit },
    ])
    // On macOS a context menu would open by the left click too, which is the popover's.
    if (process.platform !== 'darwin') tray.setContextMenu(menu)
  }
  show()
  snapshot.subscribe(show)
  void hasTrayHost().then((isSeen) => isSeen || handlers.show())
  return tray
}
