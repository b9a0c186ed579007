import { app, BrowserWindow } from 'electron'
import type { Observed } from '../core/base/observed.ts'
import { linkIn } from '../shared/sign-in-link.ts'
import type { Snapshot } from '../shared/snapshot.ts'
import { dispatch, type Handlers } from './ipc/ipc.ts'
import type { ActivityLog } from './keeper/activity-log.ts'
import type { Windows } from './open-windows.ts'
import type { PreferencesControl } from './setup/preferences.ts'
import { type Answers, notifyOf } from './shell/answers.ts'
import type { FirstIcon } from './shell/first-icon.ts'
import { startMishapNotices } from './shell/mishap-notices.ts'
import { startNotifier } from './shell/notifier.ts'
import { openNotifications } from './shell/open-notifications.ts'
import { TrayIcon } from './shell/tray.ts'
import { startUpdateNotices } from './shell/update-notices.ts'
import type { DesktopBus } from './system/desktop-bus.ts'
import type { TrayHost } from './system/tray-host.ts'
import type { PopoverWindow } from './windows/popover-window.ts'

export interface ShellParts {
  readonly snapshot: Observed<Snapshot>
  readonly answers: Answers
  readonly activity: ActivityLog
  readonly preferences: PreferencesControl
  readonly windows: Windows
  readonly popover: Pick<PopoverWindow, 'isOpen'>
  readonly handlers: Handlers
  readonly trayHost: TrayHost
  readonly bus: Promise<DesktopBus> | null
  /** The icon that the start has made. */
  readonly firstIcon: FirstIcon
  /** Milliseconds by the trusted clock. */
  readonly now: () => number
}

/**
 * Presents the app to the system: its icon, its notifications, and the popover when a person starts the app a second time. Gives
 * the icon, which vanishes once nothing refers to it.
 */
export function openShell({
  snapshot,
  answers,
  activity,
  preferences,
  windows,
  popover,
  handlers,
  trayHost,
  bus,
  firstIcon,
  now,
}: ShellParts): TrayIcon {
  const showPopover = () => void windows.open('popover')
  const tray = new TrayIcon(
    snapshot,
    {
      toggle: () => windows.toggle(),
      show: showPopover,
      // The snapshot tells how it went.
      dispatch: (step) => dispatch(step, handlers).catch(() => undefined),
    },
    trayHost,
    firstIcon,
  )
  const notifications = openNotifications(bus)
  // What is asked for in the tray's menu is answered where no window of ours would show it.
  answers.latest.subscribe((answer) => {
    if (answer !== null && BrowserWindow.getFocusedWindow() === null) notifyOf(answer, snapshot.value, notifications)
  })
  // Every channel of alerts is given these.
  const alerts = { snapshot, activity, now, reminds: () => preferences.state.value.reminds }
  startNotifier({
    ...alerts,
    notifications,
    open: (destination) => windows.open(destination),
    isPopoverOpen: () => popover.isOpen,
  })
  startMishapNotices(snapshot, showPopover)
  startUpdateNotices(snapshot, () => void windows.open('settings', 'about'))
  // A page that leads to a link is no person who wants the popover; `Links` hears it.
  app.on('second-instance', (_event, args) => linkIn(args) === null && showPopover())
  // While a window is open, the Dock has an icon that brings it to the front.
  app.on('activate', (_event, hasVisibleWindows) => hasVisibleWindows || showPopover())
  // The person may come from the system's settings, which have switches of their own.
  app.on('browser-window-focus', () => void preferences.look())
  return tray
}
