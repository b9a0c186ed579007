import { type EndOfCheck, endByProblem, endOfCheck } from '../core/alerts/end-of-check.ts'
import type { Condition } from '../core/keeper/condition.ts'
import type { KeeperState, Problem } from '../core/keeper/state.ts'

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

const codeOfEnd: Readonly<Record<EndOfCheck, ExitCode>> = {
  fine: exitCodes.fine,
  mistake: exitCodes.mistake,
  'human-needed': exitCodes.humanNeeded,
  'passing-fault': exitCodes.passingFault,
  configuration: exitCodes.configuration,
}

/** The exit code for the status at `now` (milliseconds by the trusted clock). Pure. */
export const exitCodeOf = (state: KeeperState, condition: Condition, now: number): ExitCode =>
  codeOfEnd[endOfCheck(state, condition, now)]

/** The exit code for a problem. Pure. */
export const exitCodeOfProblem = (problem: Problem): ExitCode => codeOfEnd[endByProblem(problem)]
