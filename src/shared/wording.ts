import { isPassing } from '../core/keeper/state.ts'
import type { MessageKey, Translate } from './catalogue/index.ts'
import { isSignInOpen, type Problem, type Snapshot } from './snapshot.ts'

const dayMilliseconds = 24 * 60 * 60 * 1000

/** What the keeper is, in one line, for headings, the tray's menu and its tooltip. */
export function headline(snapshot: Snapshot, t: Translate): string {
  const { keeper, condition, isConnected } = snapshot
  if (!isConnected) return t('state.unconnected')
  // "All is well" above "cannot be reached" would contradict itself.
  const isUnreached = keeper.problem !== null && isPassing(keeper.problem)
  if (isUnreached && (condition === 'valid' || condition === 'blocked')) return t('state.unreached')
  return t(`state.${condition}`)
}

/** What happens now, or what to do next, in one sentence: the most urgent thing only. */
export function sentence(snapshot: Snapshot, t: Translate): string {
  const { keeper, signIn } = snapshot
  if (!snapshot.isConnected) return t('now.unconnected')
  const { problem } = keeper
  const isForbidden = problem?.at === 'gazelle' && problem.kind === 'forbidden'
  if (signIn === 'token-refused' && isForbidden) return describeProblem(problem, t)
  if (isSignInOpen(signIn)) return t(`sign-in.${signIn as Exclude<typeof signIn, 'closed'>}`)
  if (keeper.activity !== 'idle') return t(`now.${keeper.activity}`)
  if (problem !== null) return describeProblem(problem, t)
  if (signIn === 'cancelled' && snapshot.condition !== 'valid') return t('sign-in.cancelled')
  return t(`now.${snapshot.condition}`)
}

export function describeProblem(problem: Problem, t: Translate): string {
  switch (problem.at) {
    case 'supabase':
      return t(`problem.supabase.${problem.kind}`)
    case 'gazelle':
      return t(`problem.gazelle.${problem.kind}`)
    case 'oauth':
      return t(`problem.oauth.${problem.kind}`)
    case 'row':
      return problem.field === null ? t('problem.row') : t('problem.row.field', { field: problem.field })
    case 'keeper':
      return t('problem.keeper', { what: problem.what })
  }
}

/**
 * Days until the token ends, at `now` (milliseconds), to the nearest day but 0 in the last one: a token just saved has
 * 30, not 29. Null when it never ends, or there is none.
 */
export function daysLeft(snapshot: Snapshot, now: number): number | null {
  const expiry = snapshot.keeper.token?.expiry
  if (expiry === undefined || expiry.certainty === 'never') return null
  const days = (expiry.at * 1000 - now) / dayMilliseconds
  return days < 1 ? 0 : Math.round(days)
}

/** The token's time as a phrase ("29 days left"), or null when there is no token. */
export function timeLeft(snapshot: Snapshot, t: Translate, now: number): string | null {
  const expiry = snapshot.keeper.token?.expiry
  if (expiry === undefined) return null
  if (expiry.certainty === 'never') return t('days.never')
  if (expiry.at * 1000 <= now) return t('days.over')
  return t('days.left', { days: daysLeft(snapshot, now) ?? 0 })
}

/** The tray's tooltip: name, state, time left. */
export function tooltip(snapshot: Snapshot, t: Translate, now: number): string {
  const isOver = snapshot.condition === 'expired' || snapshot.condition === 'refused'
  const time = isOver ? null : timeLeft(snapshot, t, now)
  const state: string[] = [headline(snapshot, t)]
  if (time !== null) state.push(time)
  return `${t('app.name')}: ${state.join(', ')}`
}

/** The one main button: always the right next step. */
export function nextStep(snapshot: Snapshot): { verb: 'check' | 'sign-in' | 'save-held'; label: MessageKey } {
  if (isSignInOpen(snapshot.signIn)) return { verb: 'sign-in', label: 'do.show-sign-in' }
  switch (snapshot.condition) {
    case 'missing':
    case 'refused':
    case 'expired':
    case 'expiring':
      return { verb: 'sign-in', label: 'do.sign-in' }
    case 'held':
      return { verb: 'save-held', label: 'do.save-held' }
    default:
      return { verb: 'check', label: 'do.check' }
  }
}
