import { type Spoken, spokenReport } from '../../node/alerts/spoken.ts'
import type { Change } from '../changes.ts'
import type { CommandContext } from '../command-context.ts'
import { type ExitCode, exitCodeOf, exitCodes } from '../exit-code.ts'
import type { Inspection } from '../inspect.ts'
import { unconfirmedSentence } from '../other-company.ts'
import { inspectionReport } from '../status-report.ts'
import { advice, printStatus, statusSentence } from '../status-text.ts'

export interface More {
  /** Null for a command that makes no changes. */
  readonly changes: readonly Change[] | null
  /** The alerts that were sent; null if no channel is configured. */
  readonly spoken?: readonly Spoken[] | null
  /** A sentence in place of the usual advice. */
  readonly hint?: string | null
  /** The exit code if everything is fine but the request was not carried out. */
  readonly unlessDone?: ExitCode
}

/** Answers with the token's status, in words or in JSON, and gives the exit code. */
export async function answerStatus(
  call: CommandContext,
  inspection: Inspection,
  savedHere: string | null,
  { changes, spoken = null, hint = null, unlessDone = exitCodes.fine }: More,
): Promise<ExitCode> {
  const { output, say, language, command } = call
  const exitCode = exitCodeOf(inspection.state, inspection.condition, inspection.now) || unlessDone
  const message = await statusSentence(inspection, say, language, false, exitCode)
  for (const { what, fingerprint } of changes ?? []) output.line(say(`did.${what}`, { fingerprint }))
  printStatus(inspection, savedHere, exitCode, { output, say, language })
  if (inspection.state.problem !== null) output.complaint(message)
  else if (exitCode !== exitCodes.fine && output.quiet) output.complaint(message)
  const waiting = unconfirmedSentence(inspection.state, say)
  if (waiting !== null) output.complaint(waiting)
  const help = hint ?? advice(inspection, exitCode, say, changes === null)
  if (help !== null && exitCode !== exitCodes.fine) output.complaint(help)
  else if (help !== null) output.line(help)
  const report = { version: 1, command, exitCode, message, ...inspectionReport(inspection, savedHere) } as const
  const alerts = spoken === null ? {} : { alerts: spoken.map(spokenReport) }
  output.report(changes === null ? report : { ...report, ...{ changes }, ...alerts })
  return exitCode
}
