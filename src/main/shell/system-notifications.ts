import type { Notification, NotificationConstructorOptions } from 'electron'
import type { Fate, Notifications, NotificationText } from './notifications.ts'

/** The part of Electron that is used here. */
export interface ElectronNotifications {
  readonly isSupported: () => boolean
  readonly create: (options: NotificationConstructorOptions) => Pick<Notification, 'on' | 'show' | 'close'>
}

/**
 * Electron's notifications, for Windows and macOS. There it reports `show` or `failed` of each, and blocks on neither system
 * (decision 28). No event tells of a permission that is given later.
 */
export class SystemNotifications implements Notifications {
  readonly #electron: ElectronNotifications

  constructor(electron: ElectronNotifications) {
    this.#electron = electron
  }

  show({ title, body, button, isUrgent }: NotificationText, hear: (fate: Fate) => void): () => void {
    let isWithdrawn = false
    const tell = (fate: Fate) => isWithdrawn || hear(fate)
    const { isSupported, create } = this.#electron
    if (!isSupported()) {
      // Without its notification service, Windows shows nothing, and Electron's `show` reports nothing.
      queueMicrotask(() => tell('failed'))
      return () => {
        isWithdrawn = true
      }
    }
    const actions = button === null ? [] : [{ type: 'button' as const, text: button }]
    const notification = create({ title, body, actions, timeoutType: isUrgent ? 'never' : 'default' })
    notification.on('show', () => tell('shown'))
    notification.on('failed', () => tell('failed'))
    notification.on('click', () => tell('clicked'))
    notification.on('action', () => tell('button'))
    notification.show()
    // This function keeps the notification alive: one that is garbage-collected hears no click.
    return () => {
      isWithdrawn = true
      notification.close()
    }
  }

  onArrival(): void {}
}
