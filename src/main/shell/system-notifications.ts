import type { Notification, NotificationConstructorOptions } from 'electron'
import type { Fate, Notifications, NotificationText } from './notifications.ts'

/** What is used of Electron's own. */
export interface ElectronNotifications {
  readonly isSupported: () => boolean
  readonly create: (options: NotificationConstructorOptions) => Pick<Notification, 'on' | 'show' | 'close'>
}

/**
 * Electron's notifications, for Windows and macOS: there it says `show` or `failed` of each, and blocks on neither (decision
 * 28). Nobody tells of a permission that is given later.
 */
export class SystemNotifications implements Notifications {
  readonly #electron: ElectronNotifications

  constructor(electron: ElectronNotifications) {
    this.#electron = electron
  }

  show({ title, body, button }: NotificationText, hear: (fate: Fate) => void): () => void {
    let isWithdrawn = false
    const tell = (fate: Fate) => isWithdrawn || hear(fate)
    const { isSupported, create } = this.#electron
    if (!isSupported()) {
      // Windows without its notification service: Electron's `show` does nothing there, and says nothing.
      queueMicrotask(() => tell('failed'))
      return () => {
        isWithdrawn = true
      }
    }
    const actions = button === null ? [] : [{ type: 'button' as const, text: button }]
    const notification = create({ title, body, actions })
    notification.on('show', () => tell('shown'))
    notification.on('failed', () => tell('failed'))
    notification.on('click', () => tell('clicked'))
    notification.on('action', () => tell('button'))
    notification.show()
    // Holding it is part of the work: a notification that is collected hears no click.
    return () => {
      isWithdrawn = true
      notification.close()
    }
  }

  onArrival(): void {}
}
