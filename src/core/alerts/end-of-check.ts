import { diskTroubleIn } from '../base/disk-trouble.ts'
import { type Condition, needsSignIn } from '../keeper/condition.ts'
import { isPassing, type KeeperState, type Problem } from '../keeper/state.ts'
import { expiresAt } from '../token/expiry.ts'
import { firstReminderMilliseconds } from './policy.ts'

/**
 * How a check ends:
 * - `fine`: the row's token works, and nobody is needed
 * - `mistake`: a fault of our own
 * - `human-needed`: only a person helps
 * - `passing-fault`: something failed that may pass
 * - `configuration`: the settings of this keeper, or its application, are wrong
 */
export type EndOfCheck = 'fine' | 'mistake' | 'human-needed' | 'passing-fault' | 'configuration'

/** How a check with this outcome ends, at `now` (milliseconds by the trusted clock). Pure. */
export function endOfCheck(state: KeeperState, condition: Condition, now: number): EndOfCheck {
  const { problem, asksHuman, works } = state
  if (problem !== null && problem.at !== 'oauth') return endByProblem(problem)
  if (problem?.at === 'oauth' && problem.kind === 'invalid-client') return 'configuration'
  if (asksHuman && works !== true) return 'human-needed'
  if (needsSignIn(condition)) {
    // Another keeper is renewing, or the way to a new token is closed for a while.
    return state.renewsByItself ? 'passing-fault' : 'human-needed'
  }
  if (condition === 'held') return 'passing-fault'
  if (problem !== null) return endByProblem(problem)
  // The row's token works, but for another company.
  if (state.takenFrom !== null) return 'human-needed'
  return isEndNear(state, now) && !state.renewsByItself ? 'human-needed' : 'fine'
}

/** Problems that a person fixes in Supabase itself, although the configuration is right. */
const mendedInSupabase: readonly Extract<Problem, { at: 'store' }>['kind'][] = ['restricted', 'paused', 'several-rows']

/** How a check ends that has met this problem. Pure. */
export function endByProblem(problem: Problem): EndOfCheck {
  const disk = diskTroubleIn(problem)
  if (disk !== null) return disk === 'busy' ? 'passing-fault' : 'human-needed'
  if (problem.at === 'keeper') return 'mistake'
  if (problem.at === 'oauth' && problem.kind === 'invalid-grant') return 'human-needed'
  if (isPassing(problem)) return 'passing-fault'
  if (problem.at === 'store' && mendedInSupabase.includes(problem.kind)) return 'human-needed'
  return problem.at === 'store' || problem.at === 'oauth' ? 'configuration' : 'human-needed'
}

/** A token that nobody renews needs a person as soon as the first reminder is due. */
function isEndNear({ token }: KeeperState, now: number): boolean {
  const end = expiresAt(token)
  return end !== null && end - now <= firstReminderMilliseconds
}

/**
 * Whether a monitor is told that a check went well; null where that is not known, or will pass: the monitor then waits for the
 * next ping.
 */
export const wentWell: Readonly<Record<EndOfCheck, boolean | null>> = {
  fine: true,
  mistake: false,
  'human-needed': false,
  'passing-fault': null,
  configuration: false,
}
