import type { Alert } from '../../core/alerts/policy.ts'
import { expiresAt } from '../../core/token/expiry.ts'
import { timeLeft } from '../../core/token/time-left.ts'
import { type Translate, translator } from '../../shared/catalogue/index.ts'
import { isSignInOpen, nowOf, type Snapshot } from '../../shared/snapshot.ts'
import { companySentence, describeProblem, describeTrouble, moment, sentence } from '../../shared/wording.ts'

/** An alert in words, as plain text. */
export interface AlertWords {
  readonly title: string
  readonly body: string
}

/**
 * Puts an alert into words, in the snapshot's language, for every channel of the app. Takes the present snapshot: an alert's own
 * context does not know what the app is doing.
 */
export function wordsOf(alert: Alert, snapshot: Snapshot): AlertWords {
  const t = translator(snapshot.language)
  const end = expiresAt(snapshot.keeper.token)
  switch (alert.kind) {
    case 'solved':
      return { title: t(alert.isFirst ? 'notify.solved.first' : 'notify.solved.title'), body: t('now.valid') }
    case 'company':
      return { title: t('notify.company.title'), body: companySentence(snapshot.keeper, t) ?? '' }
    case 'sign-in':
      if (alert.daysLeft === null || end === null)
        return { title: t('notify.sign-in.title'), body: sentence(withoutWindow(snapshot), t) }
      return { title: soonTitle(end, snapshot, t), body: t('notify.soon.body') }
    case 'unattended':
      return { title: t('notify.unattended.title'), body: t('notify.unattended.body', { days: alert.days }) }
    case 'blocked':
      return { title: t('notify.blocked.title'), body: describeProblem(alert.problem, t) }
    case 'trouble':
      return { title: t('notify.trouble.title'), body: describeTrouble(alert.problem, t) }
  }
}

function soonTitle(end: number, snapshot: Snapshot, t: Translate): string {
  const now = nowOf(snapshot)
  const left = timeLeft(end, now)
  const count = 'count' in left ? left.count : 0
  return t('notify.soon.title', { ...moment(end, now, snapshot.language), count })
}

/** Leaves out a sign-in window that was left open. */
function withoutWindow(snapshot: Snapshot): Snapshot {
  return isSignInOpen(snapshot.signIn) ? { ...snapshot, signIn: 'closed' } : snapshot
}
