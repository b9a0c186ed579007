import { expiresAt } from '../token/expiry.ts'
import { isExpired, isPassing, isTimeToRenew, type KeeperState } from './state.ts'

/**
 * The one word for how the token stands: the first that applies, in the order in which they matter to a person:
 * - `held`: a token was found and is not saved yet
 * - `blocked`: Supabase, the row or a fault of our own stands in the way
 * - `starting`: the row has not been read yet
 * - `missing`, `refused`, `expired`: a person has to sign in
 * - `expiring`: past two thirds of its life, or past its end while Gazelle still accepts it
 * - `valid`: nothing to do
 */
export type Condition = 'held' | 'blocked' | 'starting' | 'missing' | 'refused' | 'expired' | 'expiring' | 'valid'

/** Sums up a state at `now` (milliseconds since 1970). Pure and total. */
export function conditionOf(state: KeeperState, now: number): Condition {
  if (state.held !== null && state.activity !== 'trying' && state.activity !== 'saving') return 'held'
  if (isBlocked(state)) return 'blocked'
  if (state.row === 'unread') return 'starting'
  if (state.token === null) return 'missing'
  if (state.works === false) return 'refused'
  if (isExpired(state, now)) return 'expired'
  const isPastItsEnd = now >= (expiresAt(state.token) ?? Number.POSITIVE_INFINITY)
  return isPastItsEnd || isTimeToRenew(state.token, now) ? 'expiring' : 'valid'
}

function isBlocked({ row, problem }: KeeperState): boolean {
  if (row === 'unreadable') return true
  if (problem === null) return false
  // A server's temporary silence says nothing against a row that has been read.
  if (isPassing(problem)) return row === 'unread'
  return problem.at !== 'gazelle' && problem.at !== 'oauth'
}

/** Whether only a person can fix this, by signing in to Gazelle. */
export function needsSignIn(condition: Condition): boolean {
  return condition === 'missing' || condition === 'refused' || condition === 'expired'
}
