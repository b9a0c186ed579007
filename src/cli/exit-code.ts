import { firstReminderMilliseconds } from '../core/alerts/policy.ts'
import { diskTroubleIn } from '../core/base/disk-trouble.ts'
import { type Condition, needsSignIn } from '../core/keeper/condition.ts'
import { isPassing, type KeeperState, type Problem } from '../core/keeper/state.ts'
import { expiresAt } from '../core/token/expiry.ts'

/** The exit codes; stable, and documented in docs/cli.md. */
export const exitCodes = {
  fine: 0,
  /** A fault of our own. */
  mistake: 1,
  humanNeeded: 3,
  passingFault: 4,
  configuration: 5,
  usage: 64,
} as const

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

/** The exit code for the status at `now` (milliseconds by the trusted clock). Pure. */
export function exitCodeOf(state: KeeperState, condition: Condition, now: number): ExitCode {
  const { problem, asksHuman, works } = state
  if (problem !== null && problem.at !== 'oauth') return exitCodeOfProblem(problem)
  if (problem?.at === 'oauth' && problem.kind === 'invalid-client') return exitCodes.configuration
  if (asksHuman && works !== true) return exitCodes.humanNeeded
  if (needsSignIn(condition)) {
    // Another keeper is renewing, or the way to a new token is closed for a while.
    return state.renewsByItself ? exitCodes.passingFault : exitCodes.humanNeeded
  }
  if (condition === 'held') return exitCodes.passingFault
  if (problem !== null) return exitCodeOfProblem(problem)
  // The row's token works, but for another company.
  if (state.takenFrom !== null) return exitCodes.humanNeeded
  return isEndNear(state, now) && !state.renewsByItself ? exitCodes.humanNeeded : exitCodes.fine
}

/** Problems that a person fixes in Supabase itself, although the configuration is right. */
const mendedInSupabase: readonly Extract<Problem, { at: 'store' }>['kind'][] = ['restricted', 'paused', 'several-rows']

/** The exit code for a problem. Pure. */
export function exitCodeOfProblem(problem: Problem): ExitCode {
  const disk = diskTroubleIn(problem)
  if (disk !== null) return disk === 'busy' ? exitCodes.passingFault : exitCodes.humanNeeded
  if (problem.at === 'keeper') return exitCodes.mistake
  if (problem.at === 'oauth' && problem.kind === 'invalid-grant') return exitCodes.humanNeeded
  if (isPassing(problem)) return exitCodes.passingFault
  if (problem.at === 'store' && mendedInSupabase.includes(problem.kind)) return exitCodes.humanNeeded
  return problem.at === 'store' || problem.at === 'oauth' ? exitCodes.configuration : exitCodes.humanNeeded
}

/** A token that nobody renews needs a person as soon as the first reminder is due. */
function isEndNear({ token }: KeeperState, now: number): boolean {
  const end = expiresAt(token)
  return end !== null && end - now <= firstReminderMilliseconds
}
