import { Menu, type MenuItemConstructorOptions, Tray } from 'electron'
import type { Observed } from '../../core/observed.ts'
import { type Translate, translator } from '../../shared/catalogue/index.ts'
import { menuOf } from '../../shared/menu.ts'
import { moodOf } from '../../shared/mood.ts'
import type { Step } from '../../shared/next-step.ts'
import { nowOf, type Snapshot } from '../../shared/snapshot.ts'
import { headline, timeLeft, tooltip } from '../../shared/wording.ts'
import { iconImage } from './icon.ts'
import { hasTrayHost } from './tray-host.ts'

export interface TrayHandlers {
  toggle: () => void
  show: () => void
  /** Resolves when it has been carried out, however it went. */
  carryOut: (step: Step) => Promise<void>
}

/**
 * The tray icon, its tooltip and its menu; each is touched only when what it shows has changed. Where no panel shows tray
 * icons, the popover is shown in its place.
 */
export function createTray(snapshot: Observed<Snapshot>, handlers: TrayHandlers): Tray {
  const tray = new Tray(iconImage(moodOf(snapshot.value)))
  tray.setTitle('')
  tray.on('click', handlers.toggle)
  let shown = ''
  let menu: Menu | undefined
  if (process.platform === 'darwin') tray.on('right-click', () => tray.popUpContextMenu(menu))
  const show = () => {
    const now = nowOf(snapshot.value)
    const t = translator(snapshot.value.language)
    const icon = moodOf(snapshot.value)
    const tip = tooltip(snapshot.value, t, now)
    const template = menuTemplate(snapshot.value, t, now, handlers)
    const next = JSON.stringify([icon, tip, template])
    if (next === shown) return
    shown = next
    tray.setImage(iconImage(icon))
    tray.setToolTip(tip)
    // Made anew, checkbox and all: over D-Bus an item that was changed in place keeps its old face.
    menu = Menu.buildFromTemplate(template)
    // On macOS a context menu would open by the left click too, which is the popover's.
    if (process.platform !== 'darwin') tray.setContextMenu(menu)
  }
  show()
  snapshot.subscribe(show)
  void hasTrayHost().then((isSeen) => isSeen || handlers.show())
  return tray
}

function menuTemplate(
  snapshot: Snapshot,
  t: Translate,
  now: number,
  { show, carryOut }: TrayHandlers,
): MenuItemConstructorOptions[] {
  const separator: MenuItemConstructorOptions = { type: 'separator' }
  const state = [headline(snapshot, t), timeLeft(snapshot, t, now)].filter((part) => part !== null)
  const { startsAtLogin } = snapshot.setup.preferences
  const groups = menuOf(snapshot).map((group) =>
    group.map(({ label, steps }): MenuItemConstructorOptions => {
      const click = async () => {
        for (const step of steps) await carryOut(step)
      }
      return { label: t(label), click }
    }),
  )
  const atLogin: MenuItemConstructorOptions = {
    type: 'checkbox',
    label: t('general.login'),
    checked: startsAtLogin,
    click: () => void carryOut({ do: 'prefer', change: { startsAtLogin: !startsAtLogin } }),
  }
  const end = groups.pop() ?? []
  return [
    { label: state.join(' – '), enabled: false },
    separator,
    { label: t('do.open'), click: show },
    ...groups.flatMap((group) => [...group, separator]),
    atLogin,
    separator,
    ...end,
  ]
}
