import { desktopChannel } from '../../core/alerts/alert-memory.ts'
import { AlertTeller } from '../../core/alerts/alert-teller.ts'
import type { AlertChannel } from '../../core/alerts/channel.ts'
import type { Alert } from '../../core/alerts/policy.ts'
import type { Observed } from '../../core/base/observed.ts'
import { translator } from '../../shared/catalogue/index.ts'
import { isBeingDealtWith, isSignInOpen, type Snapshot } from '../../shared/snapshot.ts'
import { companySentence, describeProblem, describeTrouble, sentence } from '../../shared/wording.ts'
import type { ActivityLog } from '../keeper/activity-log.ts'
import type { Notifications, NotificationText } from './notifications.ts'

/** The window that a notification leads to. */
export type NoticeTarget = 'sign-in' | 'settings' | 'popover'

export interface NotifierOptions {
  readonly snapshot: Observed<Snapshot>
  readonly activity: Pick<ActivityLog, 'memoryOf'>
  readonly notifications: Notifications
  /** Milliseconds by the trusted clock. */
  readonly now: () => number
  readonly reminds: () => boolean
  readonly open: (destination: NoticeTarget) => void
}

/**
 * The desktop as a channel of alerts, through the system's notifications. A click opens the window that helps; where
 * notifications have buttons, one asks to be reminded tomorrow.
 */
export function startNotifier(options: NotifierOptions): void {
  const { snapshot, activity, notifications, now, reminds, open } = options
  const channel: AlertChannel = {
    tell: (alert, _context, hear) =>
      notifications.show(textOf(alert, snapshot.value), (fate) => {
        if (fate === 'clicked') open(destinationOf(alert))
        else hear(fate === 'button' ? 'postponed' : fate)
      }),
    onArrival: (listener) => notifications.onArrival(listener),
  }
  const memory = activity.memoryOf(desktopChannel)
  const teller = new AlertTeller({ channel, memory, clock: { now, steady: () => performance.now() }, reminds })
  const consider = () => {
    const { keeper, isConnected } = snapshot.value
    teller.consider(isConnected && !isBeingDealtWith(snapshot.value) ? keeper : null)
  }
  consider()
  snapshot.subscribe(consider)
}

function textOf(alert: Alert, snapshot: Snapshot): NotificationText {
  const t = translator(snapshot.language)
  const click = t('do.open')
  const button = t('notify.remind')
  switch (alert.kind) {
    case 'solved':
      return { title: t('notify.solved.title'), body: t('now.valid'), click, button: null }
    case 'company':
      return { title: t('notify.company.title'), body: companySentence(snapshot.keeper, t) ?? '', click, button }
    case 'sign-in':
      if (alert.daysLeft === null)
        return { title: t('notify.sign-in.title'), body: sentence(withoutWindow(snapshot), t), click, button }
      return {
        title: t('notify.soon.title', { days: alert.daysLeft }),
        body: t('notify.soon.body'),
        click,
        button,
      }
    case 'blocked':
      return { title: t('notify.blocked.title'), body: describeProblem(alert.problem, t), click, button }
    case 'trouble':
      return { title: t('notify.trouble.title'), body: describeTrouble(alert.problem, t), click, button }
  }
}

/** Leaves out a sign-in window that was left open. */
function withoutWindow(snapshot: Snapshot): Snapshot {
  return isSignInOpen(snapshot.signIn) ? { ...snapshot, signIn: 'closed' } : snapshot
}

function destinationOf(alert: Alert): NoticeTarget {
  if (alert.kind === 'sign-in') return 'sign-in'
  if (alert.kind !== 'blocked') return 'popover'
  return alert.problem.at === 'store' || alert.problem.at === 'oauth' ? 'settings' : 'popover'
}
