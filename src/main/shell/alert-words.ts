import type { Alert } from '../../core/alerts/policy.ts'
import { translator } from '../../shared/catalogue/index.ts'
import { isSignInOpen, type Snapshot } from '../../shared/snapshot.ts'
import { companySentence, describeProblem, describeTrouble, sentence } from '../../shared/wording.ts'

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
  switch (alert.kind) {
    case 'solved':
      return { title: t('notify.solved.title'), body: t('now.valid') }
    case 'company':
      return { title: t('notify.company.title'), body: companySentence(snapshot.keeper, t) ?? '' }
    case 'sign-in':
      if (alert.daysLeft === null)
        return { title: t('notify.sign-in.title'), body: sentence(withoutWindow(snapshot), t) }
      return { title: t('notify.soon.title', { days: alert.daysLeft }), body: t('notify.soon.body') }
    case 'blocked':
      return { title: t('notify.blocked.title'), body: describeProblem(alert.problem, t) }
    case 'trouble':
      return { title: t('notify.trouble.title'), body: describeTrouble(alert.problem, t) }
  }
}

/** Leaves out a sign-in window that was left open. */
function withoutWindow(snapshot: Snapshot): Snapshot {
  return isSignInOpen(snapshot.signIn) ? { ...snapshot, signIn: 'closed' } : snapshot
}
