import type { KeeperState } from './state.ts'

/**
 * The one word for how things stand, in the order in which they matter to a person:
 * - `starting`: nothing is known yet
 * - `held`: a token was found and is not saved yet
 * - `refused`, `expired`, `missing`: a human has to sign in
 * - `blocked`: Supabase, the row or our own fault stands in the way
 * - `expiring`: valid, but past two thirds of its life
 * - `valid`: nothing to do
 */
export type Condition = 'starting' | 'held' | 'blocked' | 'missing' | 'refused' | 'expired' | 'expiring' | 'valid'

/** Sums a state up at `now` (milliseconds since 1970). Pure and total. */
export function conditionOf(state: KeeperState, now: number): Condition {
  if (state.held !== null) return 'held'
  // What Gazelle does not answer today says nothing about the row; what Supabase refuses leaves us blind.
  if (state.problem !== null && state.problem.at !== 'gazelle') return 'blocked'
  if (state.row === 'unread') return state.problem === null ? 'starting' : 'blocked'
  if (state.row === 'unreadable') return 'blocked'
  if (state.token === null) return 'missing'
  if (state.works === false) return 'refused'
  const { expiry, renewAt } = state.token
  // Gazelle's own word beats a date that was only assumed.
  const seconds = now / 1000
  if (expiry.certainty !== 'never' && seconds >= expiry.at) {
    return expiry.certainty === 'assumed' && state.works === true ? 'expiring' : 'expired'
  }
  return renewAt !== null && seconds >= renewAt ? 'expiring' : 'valid'
}

/** Whether only a person can mend it, by signing in to Gazelle. */
export function needsSignIn(condition: Condition): boolean {
  return condition === 'missing' || condition === 'refused' || condition === 'expired'
}
