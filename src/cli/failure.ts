import type { Problem } from '../core/keeper/state.ts'
import type { Say } from '../shared/catalogue/command-line/speaker.ts'
import type { CommandContext } from './command-context.ts'
import { ConfigurationError, type ConfigurationFault, type Source } from './configuration/configuration.ts'
import { type ExitCode, exitCodeOfProblem, exitCodes } from './exit-code.ts'
import { problemSentence } from './problem-text.ts'
import { problemReport } from './status-report.ts'

/** Why a command has no answer of its own. */
export interface Failure {
  readonly kind: string
  /** The variable at fault, if any. */
  readonly variable?: string
}

/** Answers that the command could not do its work, and returns the exit code. `more`: further fields of the JSON answer. */
export function answerFailure(
  call: CommandContext,
  exitCode: ExitCode,
  message: string,
  failure: Failure,
  more: Readonly<Record<string, unknown>> = {},
): ExitCode {
  call.output.complaint(message)
  const report = { version: 1, command: call.command, exitCode, message, failure, ...more } as const
  call.output.report(report)
  return exitCode
}

/** Answers that a problem stood in the way. `exitCode` replaces the problem's own. */
export async function answerProblem(
  call: CommandContext,
  problem: Problem,
  exitCode = exitCodeOfProblem(problem),
): Promise<ExitCode> {
  const { at, kind } = problemReport(problem)
  const message = await problemSentence(problem, call.language)
  return answerFailure(call, exitCode, message, { kind: kind === null ? at : `${at}.${kind}` })
}

/** Answers any error that a command rejected with. An error of our own is reported by its name alone. `more` as above. */
export function answerError(
  call: CommandContext,
  error: unknown,
  more: Readonly<Record<string, unknown>> = {},
): ExitCode {
  if (error instanceof ConfigurationError) {
    const { fault } = error
    const failure: Failure = { kind: `configuration.${fault.kind}` }
    const message = configurationSentence(fault, call.say)
    const named = 'variable' in fault ? { ...failure, variable: fault.variable } : failure
    return answerFailure(call, exitCodes.configuration, message, named, more)
  }
  const what = error instanceof Error ? error.name : typeof error
  return answerFailure(call, exitCodes.mistake, call.say('mistake', { what }), { kind: `mistake.${what}` })
}

export function configurationSentence(fault: ConfigurationFault, say: Say): string {
  switch (fault.kind) {
    case 'missing':
      return say('configuration.missing', { variable: fault.variable, source: sourceName(fault.source, say) })
    case 'invalid':
      return say(`configuration.invalid.${fault.flaw}`, {
        variable: fault.variable,
        source: sourceName(fault.source, say),
      })
    case 'unreadable-file':
      return say('configuration.unreadable-file', { path: fault.path })
    case 'unreadable-line':
      return say(`configuration.unreadable-line.${fault.flaw}`, { path: fault.path, line: fault.line })
    case 'doubtful-file':
      return say(`configuration.doubtful-file.${fault.doubt.kind}`, { path: fault.path, at: fault.doubt.at })
    case 'keychain-absent':
    case 'keychain-locked':
    case 'keychain-none':
    case 'keychain-not-understood':
    case 'keychain-refused':
    case 'keychain-silent':
    case 'keychain-too-long':
      return `${say('configuration.keychain', { source: sourceName(fault.source, say) })} ${say(`keychain.${fault.trouble}`)}`
    case 'leads-elsewhere':
      return say(`configuration.leads-elsewhere.${fault.variable}`, { path: fault.path, to: fault.to })
    default:
      return say(`configuration.${fault.kind}`)
  }
}

/** A source by name: "environment", "file /srv/.env". */
export function sourceName(source: Source, say: Say): string {
  return source.kind === 'file' ? say('source.file', { path: source.path }) : say(`source.${source.kind}`)
}
