import { Notification, type NotificationConstructorOptions } from 'electron'
import { type Need, noticeFor, remindTomorrow } from '../../core/keeper/notices.ts'
import type { Observed } from '../../core/observed.ts'
import { translator } from '../../shared/catalogue/index.ts'
import { isSignInOpen, type Snapshot } from '../../shared/snapshot.ts'
import { describeProblem, describeTrouble, sentence } from '../../shared/wording.ts'
import type { Activity } from '../activity.ts'

/** The window that a notification leads to. */
export type Destination = 'sign-in' | 'settings' | 'popover'

export interface NotifierOptions {
  readonly snapshot: Observed<Snapshot>
  readonly activity: Activity
  /** Milliseconds by the trusted clock. */
  readonly now: () => number
  readonly reminds: () => boolean
  readonly open: (destination: Destination) => void
}

/**
 * Tells the person what `noticeFor` says, each thing once, also across restarts. A notification that is no longer true is
 * withdrawn; a click leads to the window that helps, and where the system's notifications have buttons, one asks to be
 * reminded tomorrow.
 */
export function startNotifier({ snapshot, activity, now, reminds, open }: NotifierOptions): void {
  let shown: Notification | null = null
  const tell = () => {
    const { keeper, signIn, isConnected } = snapshot.value
    // Whoever is signing in at this moment knows.
    if (!isConnected || isSignInOpen(signIn) || !Notification.isSupported()) return
    const { notice, told } = noticeFor(keeper, activity.told, now(), { reminds: reminds() })
    activity.told = told
    if (notice === null) {
      if (told.needs.length === 0) shown?.close()
      return
    }
    shown?.close()
    shown = show(textOf(notice, snapshot.value), () => open(destinationOf(notice)))
    shown.on('action', () => {
      activity.told = remindTomorrow(activity.told, now())
    })
  }
  tell()
  snapshot.subscribe(tell)
}

function show({ actions = [], ...text }: NotificationConstructorOptions, onClick: () => void): Notification {
  const notification = new Notification({ ...text, body: plain(text.body ?? ''), actions: hasActions() ? actions : [] })
  notification.on('click', onClick)
  notification.show()
  return notification
}

function textOf(notice: Need | 'solved', snapshot: Snapshot): NotificationConstructorOptions {
  const t = translator(snapshot.language)
  if (notice === 'solved') return { title: t('notify.solved.title'), body: t('now.valid') }
  const actions = [{ type: 'button' as const, text: t('notify.remind') }]
  switch (notice.kind) {
    case 'sign-in':
      if (notice.daysLeft === null) return { title: t('notify.sign-in.title'), body: sentence(snapshot, t), actions }
      return { title: t('notify.soon.title', { days: notice.daysLeft }), body: t('notify.soon.body'), actions }
    case 'blocked':
      return { title: t('notify.blocked.title'), body: describeProblem(notice.problem, t), actions }
    case 'trouble':
      return { title: t('notify.trouble.title'), body: describeTrouble(notice.problem, t), actions }
  }
}

function destinationOf(notice: Need | 'solved'): Destination {
  if (notice === 'solved' || notice.kind === 'trouble') return 'popover'
  if (notice.kind === 'sign-in') return 'sign-in'
  return notice.problem.at === 'supabase' || notice.problem.at === 'oauth' ? 'settings' : 'popover'
}

/** Electron's notifications have buttons there, and ignore them on Linux. */
function hasActions(): boolean {
  return process.platform === 'darwin' || process.platform === 'win32'
}

/** Linux's notification daemons read the body as markup, and Electron hands it on unescaped. */
function plain(text: string): string {
  if (process.platform !== 'linux') return text
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
