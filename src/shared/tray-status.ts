import { isPassing } from '../core/keeper/state.ts'
import { isBeingDealtWith, type Snapshot } from './snapshot.ts'

/** The tray icon's five states, told apart by shape as well as colour. */
export type TrayStatus = 'good' | 'soon' | 'bad' | 'busy' | 'off'

export function trayStatusOf(snapshot: Snapshot): TrayStatus {
  const { condition, keeper, isConnected, unread } = snapshot
  if (!isConnected) return unread === null ? 'off' : 'bad'
  if (isBeingDealtWith(snapshot) || keeper.activity === 'trying' || keeper.activity === 'saving') return 'busy'
  if (keeper.takenFrom !== null) return 'bad'
  if (keeper.unconfirmed !== null && (condition === 'valid' || condition === 'expiring')) return 'soon'
  if (needsCare(snapshot)) return keeper.problem === null ? 'soon' : 'bad'
  switch (condition) {
    case 'starting':
      return 'busy'
    case 'valid':
      return 'good'
    case 'expiring':
      return keeper.renewsByItself ? 'good' : 'soon'
    case 'held':
    case 'missing':
      return 'soon'
    case 'blocked':
    case 'refused':
    case 'expired':
      return 'bad'
  }
}

/** The token is fine, but Gazelle gives its user no access, or the computer's clock is wrong. */
function needsCare({ condition, keeper: { problem, clockErrorMilliseconds } }: Snapshot): boolean {
  if (condition !== 'valid' && condition !== 'expiring') return false
  return problem === null ? clockErrorMilliseconds !== 0 : problem.at === 'gazelle' && problem.kind === 'forbidden'
}

/** Supabase or Gazelle is silent for now, and nothing worse is known. */
export function isUnreached({ condition, keeper: { problem } }: Snapshot): boolean {
  return problem !== null && isPassing(problem) && (condition === 'valid' || condition === 'blocked')
}
