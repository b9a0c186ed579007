import { setTimeout as pause } from 'node:timers/promises'
import { app, Menu, type MenuItemConstructorOptions, Tray } from 'electron'
import type { Observed } from '../../core/base/observed.ts'
import { type Translate, translator } from '../../shared/catalogue/index.ts'
import { menuOf } from '../../shared/menu.ts'
import type { Step } from '../../shared/next-step.ts'
import { isBeingDealtWith, nowOf, type Snapshot } from '../../shared/snapshot.ts'
import { trayStatusOf } from '../../shared/tray-status.ts'
import { headline, timeLeftText, tooltip } from '../../shared/wording.ts'
import type { TrayHost } from '../system/tray-host.ts'
import type { FirstIcon } from './first-icon.ts'
import { iconImage } from './icon.ts'
import { type IconLook, isMuchTheSame, keepLastIcon, type LastIcon, lastIconOf } from './last-icon.ts'

export interface TrayHandlers {
  toggle: () => void
  show: () => void
  /** Resolves when the step has been carried out, however it went. */
  dispatch: (step: Step) => Promise<void>
}

/** How long the icon may be missing from a panel that shows icons before it is made again: longer each time, in milliseconds. */
const looks = [1000, 2000, 4000, 8000, 16_000, 32_000]
/** No panel takes longer to restart. If there is none after this time, in milliseconds, the app shows a window instead. */
const absenceMilliseconds = 10_000

/**
 * The tray icon, its tooltip and its menu, touched only when something that they show has changed. If no panel shows tray icons,
 * the popover is shown instead. On Linux, Electron looks for a panel only when it makes an icon, and gives the icon up if the
 * panel does not take it: so the icon is made again for a panel that lacks it.
 *
 * It takes over the icon that the start has made, and leaves it as it is until there is news of the row.
 */
export class TrayIcon {
  readonly #snapshot: Observed<Snapshot>
  readonly #handlers: TrayHandlers
  readonly #host: TrayHost
  #tray: Tray
  #menu: Menu | undefined
  #shown = ''
  /** What the start shows of the last run, for as long as nothing newer is known. */
  #last: LastIcon | null
  #kept: LastIcon | null = null
  #hadPanel: boolean
  #absence: NodeJS.Timeout | undefined
  /** Counts the panels that came: the loop that looks after the icon for an older one stops. */
  #panel = 0

  constructor(snapshot: Observed<Snapshot>, handlers: TrayHandlers, host: TrayHost, first: FirstIcon) {
    this.#snapshot = snapshot
    this.#handlers = handlers
    this.#host = host
    this.#hadPanel = host.isThere.value === true
    this.#last = first.last
    this.#tray = this.#adopt(first.handOver(handlers.toggle))
    host.iconPlace = () => this.#tray.getBounds()
    snapshot.subscribe(() => this.#show())
    void host.known().then((isThere) => isThere || handlers.show())
    host.isThere.subscribe((isThere) => this.#onHost(isThere === true))
    if (this.#hadPanel) void this.#lookAfter()
  }

  #make(): Tray {
    return this.#adopt(new Tray(iconImage(this.#look().icon)))
  }

  #adopt(tray: Tray): Tray {
    tray.setTitle('')
    tray.on('click', this.#handlers.toggle)
    if (process.platform === 'darwin') tray.on('right-click', () => tray.popUpContextMenu(this.#menu))
    this.#tray = tray
    this.#shown = ''
    this.#show()
    return tray
  }

  #look(): IconLook {
    const { value } = this.#snapshot
    const isStarting = value.isConnected && value.condition === 'starting' && !isBeingDealtWith(value)
    if (!isStarting || Date.now() >= (this.#last?.until ?? 0)) this.#last = null
    const t = translator(value.language)
    return this.#last ?? { icon: trayStatusOf(value), tooltip: tooltip(value, t, nowOf(value)) }
  }

  #keep(): void {
    const shown = this.#last === null ? lastIconOf(this.#snapshot.value, this.#look()) : null
    if (shown === null || (this.#kept !== null && isMuchTheSame(shown, this.#kept))) return
    this.#kept = shown
    keepLastIcon(app.getPath('userData'), shown)
  }

  #show(): void {
    const { value } = this.#snapshot
    const { icon, tooltip: tip } = this.#look()
    const template = menuTemplate(value, translator(value.language), nowOf(value), this.#handlers)
    // At each check: the same good icon is known for longer.
    this.#keep()
    const next = JSON.stringify([icon, tip, template])
    if (next === this.#shown) return
    this.#shown = next
    this.#tray.setImage(iconImage(icon))
    this.#tray.setToolTip(tip)
    // Build it again, checkbox and all: over D-Bus, an item changed in place keeps its old look.
    this.#menu = Menu.buildFromTemplate(template)
    // On macOS a context menu would also open with the left click, which is the popover's.
    if (process.platform !== 'darwin') this.#tray.setContextMenu(this.#menu)
  }

  #onHost(isThere: boolean): void {
    this.#panel++
    if (isThere) {
      clearTimeout(this.#absence)
      void this.#lookAfter()
    } else if (this.#hadPanel) {
      this.#absence = setTimeout(this.#handlers.show, absenceMilliseconds)
    }
    this.#hadPanel = isThere
  }

  /** Makes sure that the current panel has the icon, after giving Electron time to hand it over itself. */
  async #lookAfter(): Promise<void> {
    if (process.platform !== 'linux') return
    const panel = this.#panel
    for (const milliseconds of looks) {
      await pause(milliseconds)
      // If asking fails, the panel has gone; a new one gets a loop of its own.
      const hasIcon = await this.#host.hasIconOf(process.pid).catch(() => true)
      if (hasIcon || panel !== this.#panel) return
      this.#tray.destroy()
      this.#make()
    }
  }
}

function menuTemplate(
  snapshot: Snapshot,
  t: Translate,
  now: number,
  { show, dispatch }: TrayHandlers,
): MenuItemConstructorOptions[] {
  const separator: MenuItemConstructorOptions = { type: 'separator' }
  const state = [headline(snapshot, t), timeLeftText(snapshot, t, now)].filter((part) => part !== null)
  const { startsAtLogin } = snapshot.setup.preferences
  const groups = menuOf(snapshot).map((group) =>
    group.map(({ label, steps }): MenuItemConstructorOptions => {
      const click = async () => {
        for (const step of steps) await dispatch(step)
      }
      return { label: t(label), click }
    }),
  )
  const atLogin: MenuItemConstructorOptions = {
    type: 'checkbox',
    label: t('general.login'),
    checked: startsAtLogin,
    click: () => void dispatch({ do: 'prefer', change: { startsAtLogin: !startsAtLogin } }),
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
