import type { Change } from '../changes.ts'
import type { CommandContext } from '../command-context.ts'
import { type ExitCode, exitCodeOf, exitCodes } from '../exit-code.ts'
import type { Inspection } from '../inspect.ts'
import { unconfirmedSentence } from '../other-company.ts'
import { standingReport } from '../status-report.ts'
import { advice, printStanding, standingSentence } from '../status-text.ts'

export interface More {
  /** Null for a command that does none. */
  readonly deeds: readonly Change[] | null
  /** A sentence in place of the usual advice. */
  readonly hint?: string | null
  /** The exit code where everything is fine, and what was asked for was not done all the same. */
  readonly unlessDone?: ExitCode
}

/** Answers how things stand, in words or in JSON, and gives the exit code. */
export async function answerStanding(
  call: CommandContext,
  standing: Inspection,
  savedHere: string | null,
  { deeds, hint = null, unlessDone = exitCodes.fine }: More,
): Promise<ExitCode> {
  const { output, say, language, command } = call
  const exitCode = exitCodeOf(standing.state, standing.condition, standing.now) || unlessDone
  const message = await standingSentence(standing, say, language, false, exitCode)
  for (const { what, fingerprint } of deeds ?? []) output.line(say(`did.${what}`, { fingerprint }))
  printStanding(standing, savedHere, exitCode, { output, say, language })
  if (standing.state.problem !== null) output.complaint(message)
  else if (exitCode !== exitCodes.fine && output.quiet) output.complaint(message)
  const waiting = unconfirmedSentence(standing.state, say)
  if (waiting !== null) output.complaint(waiting)
  const help = hint ?? advice(standing, exitCode, say, deeds === null)
  if (help !== null && exitCode !== exitCodes.fine) output.complaint(help)
  else if (help !== null) output.line(help)
  const report = { version: 1, command, exitCode, message, ...standingReport(standing, savedHere) } as const
  output.report(deeds === null ? report : { ...report, ...{ deeds } })
  return exitCode
}
