import { desktopChannel } from '../../core/alerts/alert-memory.ts'
import type { AlertChannel } from '../../core/alerts/channel.ts'
import { type Alert, isUrgent } from '../../core/alerts/policy.ts'
import { translator } from '../../shared/catalogue/index.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import { wordsOf } from './alert-words.ts'
import type { Notifications, NotificationText } from './notifications.ts'
import { type AlertSource, tellAlerts } from './tell-alerts.ts'

/** The window that a notification leads to. */
export type NoticeTarget = 'sign-in' | 'settings' | 'popover'

export interface NotifierOptions extends AlertSource {
  readonly notifications: Notifications
  readonly open: (destination: NoticeTarget) => void
  /** Whether the popover is open: it says the same. */
  readonly isPopoverOpen: () => boolean
}

/**
 * The desktop as a channel of alerts, through the system's notifications. A click opens the window that helps; where
 * notifications have buttons, one asks to be reminded tomorrow.
 */
export function startNotifier({ notifications, open, isPopoverOpen, ...source }: NotifierOptions): void {
  const channel: AlertChannel = {
    tell: (alert, _context, hear) => {
      if (isPopoverOpen()) {
        queueMicrotask(() => hear('shown'))
        return () => undefined
      }
      return notifications.show(textOf(alert, source.snapshot.value), (fate) => {
        if (fate === 'clicked') open(destinationOf(alert))
        else hear(fate === 'button' ? 'postponed' : fate)
      })
    },
    onArrival: (listener) => notifications.onArrival(listener),
  }
  tellAlerts(desktopChannel, channel, { ...source, repeatsAtStart: true })
}

function textOf(alert: Alert, snapshot: Snapshot): NotificationText {
  const t = translator(snapshot.language)
  const button = alert.kind === 'solved' ? null : t('notify.remind')
  return { ...wordsOf(alert, snapshot), click: t('do.open'), button, isUrgent: isUrgent(alert) }
}

function destinationOf(alert: Alert): NoticeTarget {
  if (alert.kind === 'sign-in') return 'sign-in'
  if (alert.kind !== 'blocked') return 'popover'
  return alert.problem.at === 'store' || alert.problem.at === 'oauth' ? 'settings' : 'popover'
}
