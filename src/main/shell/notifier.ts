import { type Need, noticeFor, remindTomorrow, type Told } from '../../core/alerts/notices.ts'
import type { Observed } from '../../core/base/observed.ts'
import { translator } from '../../shared/catalogue/index.ts'
import { isBeingDealtWith, isSignInOpen, type Snapshot } from '../../shared/snapshot.ts'
import { companySentence, describeProblem, describeTrouble, sentence } from '../../shared/wording.ts'
import type { ActivityLog } from '../keeper/activity-log.ts'
import type { Fate, Notifications, NotificationText } from './notifications.ts'

/** The window that a notification leads to. */
export type NoticeTarget = 'sign-in' | 'settings' | 'popover'

export interface NotifierOptions {
  readonly snapshot: Observed<Snapshot>
  readonly activity: Pick<ActivityLog, 'told'>
  readonly notifications: Notifications
  /** Milliseconds by the trusted clock. */
  readonly now: () => number
  readonly reminds: () => boolean
  readonly open: (destination: NoticeTarget) => void
}

/** A notification that failed is asked for again after this time at the earliest, in milliseconds, or when a daemon comes. */
const againMilliseconds = 15 * 60 * 1000

/** One notification, from the moment it was asked for. */
interface Telling {
  /** What it is about, whatever the words. */
  readonly subject: string
  fate: 'on its way' | 'shown' | 'failed'
  failedAt: number
  /** What had been told when it was asked for, and what has been told once it is shown. */
  before: Told
  after: Told
  withdraw: () => void
}

/**
 * Tells the person what `noticeFor` says, each thing once, also across restarts. Told is what was shown: a notification that
 * the system did not take is tried again when a daemon comes, after a while, and at the next start. One that is no longer
 * true is withdrawn; a click leads to the window that helps, and where the system's notifications have buttons, one asks to
 * be reminded tomorrow.
 */
export function startNotifier(options: NotifierOptions): void {
  const { snapshot, activity, notifications, now, reminds, open } = options
  let current: Telling | null = null

  const tell = () => {
    const { keeper, isConnected } = snapshot.value
    if (!isConnected || isBeingDealtWith(snapshot.value)) return
    // In the middle of something nothing is certain yet, and nothing that was said is wrong.
    if (keeper.activity !== 'idle' || keeper.checkedAt === null) return
    const { notice, told } = noticeFor(keeper, activity.told, now(), { reminds: reminds() })
    if (notice === null) {
      activity.told = told
      if (told.needs.length === 0) giveUp()
      return
    }
    // Since when it lasts is known, whether it was told or not.
    if (notice !== 'solved') activity.told = { ...activity.told, troubleSince: told.troubleSince }
    const subject = notice === 'solved' ? notice : (told.needs.at(-1) ?? notice.kind)
    if (current?.subject === subject) {
      current.before = activity.told
      current.after = told
      if (current.fate === 'on its way') return
      if (current.fate === 'failed' && performance.now() - current.failedAt < againMilliseconds) return
    }
    giveUp()
    current = ask(subject, textOf(notice, snapshot.value), destinationOf(notice), told)
  }

  const giveUp = () => {
    current?.withdraw()
    current = null
  }

  const ask = (subject: string, text: NotificationText, destination: NoticeTarget, after: Told): Telling => {
    const telling: Telling = {
      subject,
      fate: 'on its way',
      failedAt: 0,
      before: activity.told,
      after,
      withdraw: () => {},
    }
    telling.withdraw = notifications.show(text, (fate) => hear(telling, fate, destination))
    return telling
  }

  const hear = (telling: Telling, fate: Fate, destination: NoticeTarget) => {
    switch (fate) {
      case 'shown':
        telling.fate = 'shown'
        // Unless it is about another row by now.
        if (activity.told === telling.before) activity.told = telling.after
        telling.after = activity.told
        return
      case 'failed':
        if (telling.fate === 'shown' && activity.told === telling.after) activity.told = telling.before
        telling.fate = 'failed'
        telling.failedAt = performance.now()
        return
      case 'clicked':
        return open(destination)
      case 'button':
        activity.told = remindTomorrow(activity.told, now())
    }
  }

  notifications.onArrival(() => {
    if (current !== null && current.fate !== 'shown') giveUp()
    tell()
  })
  tell()
  snapshot.subscribe(tell)
}

function textOf(notice: Need | 'solved', snapshot: Snapshot): NotificationText {
  const t = translator(snapshot.language)
  const click = t('do.open')
  if (notice === 'solved') return { title: t('notify.solved.title'), body: t('now.valid'), click, button: null }
  const button = t('notify.remind')
  switch (notice.kind) {
    case 'company':
      return { title: t('notify.company.title'), body: companySentence(snapshot.keeper, t) ?? '', click, button }
    case 'sign-in':
      if (notice.daysLeft === null)
        return { title: t('notify.sign-in.title'), body: sentence(withoutWindow(snapshot), t), click, button }
      return {
        title: t('notify.soon.title', { days: notice.daysLeft }),
        body: t('notify.soon.body'),
        click,
        button,
      }
    case 'blocked':
      return { title: t('notify.blocked.title'), body: describeProblem(notice.problem, t), click, button }
    case 'trouble':
      return { title: t('notify.trouble.title'), body: describeTrouble(notice.problem, t), click, button }
  }
}

/** A sign-in window that was left open has nothing to say here. */
function withoutWindow(snapshot: Snapshot): Snapshot {
  return isSignInOpen(snapshot.signIn) ? { ...snapshot, signIn: 'closed' } : snapshot
}

function destinationOf(notice: Need | 'solved'): NoticeTarget {
  if (notice === 'solved' || notice.kind === 'trouble' || notice.kind === 'company') return 'popover'
  if (notice.kind === 'sign-in') return 'sign-in'
  return notice.problem.at === 'supabase' || notice.problem.at === 'oauth' ? 'settings' : 'popover'
}
