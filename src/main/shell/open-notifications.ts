import { app, Notification } from 'electron'
import type { DesktopBus } from '../system/desktop-bus.ts'
import { DesktopNotifications } from './desktop-notifications.ts'
import type { Notifications } from './notifications.ts'
import { SystemNotifications } from './system-notifications.ts'

/** This system's notifications. `bus` is null on Windows and macOS, which get Electron's own. */
export function openNotifications(bus: Promise<DesktopBus> | null): Notifications {
  if (bus === null) {
    return new SystemNotifications({
      isSupported: () => Notification.isSupported(),
      create: (options) => new Notification(options),
    })
  }
  return new DesktopNotifications(bus, {
    appName: app.getName(),
    // Electron sets this variable to the app's desktop entry.
    desktopEntry: process.env['CHROME_DESKTOP']?.replace(/\.desktop$/, '') || null,
    processId: process.pid,
  })
}
