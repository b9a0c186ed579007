import { app, Notification } from 'electron'
import type { DesktopBus } from '../system/desktop-bus.ts'
import { DesktopNotifications } from './desktop-notifications.ts'
import type { Notifications } from './notifications.ts'
import { SystemNotifications } from './system-notifications.ts'

/** This system's notifications. `bus` is null where Electron's own are used: on Windows and macOS. */
export function openNotifications(bus: Promise<DesktopBus> | null): Notifications {
  if (bus === null) {
    return new SystemNotifications({
      isSupported: () => Notification.isSupported(),
      create: (options) => new Notification(options),
    })
  }
  return new DesktopNotifications(bus, {
    appName: app.getName(),
    // Electron sets it to the app's own desktop entry.
    desktopEntry: process.env['CHROME_DESKTOP']?.replace(/\.desktop$/, '') || null,
    processId: process.pid,
  })
}
