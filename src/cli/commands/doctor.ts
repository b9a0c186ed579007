import { stat } from 'node:fs/promises'
import type { Problem } from '../../core/keeper/state.ts'
import { type Connection, projectAndRow } from '../../core/supabase/connection.ts'
import { forTable } from '../../core/supabase/names.ts'
import type { CheckKind, Remedy } from '../../core/supabase/setup/check-result.ts'
import { checkSupabase } from '../../core/supabase/setup/checklist.ts'
import { storeKindOf } from '../../core/supabase/setup/store-failure.ts'
import { endOf } from '../../core/token/expiry.ts'
import { fingerprint } from '../../core/token/fingerprint.ts'
import { systemClock } from '../../node/system-clock.ts'
import type { MessageKey } from '../../shared/catalogue/command-line/index.ts'
import { numbered, type Say } from '../../shared/catalogue/command-line/speaker.ts'
import { commonTranslator } from '../../shared/catalogue/common/index.ts'
import { checkName, checkText } from '../../shared/setup-wording.ts'
import type { CommandContext } from '../command-context.ts'
import type { Configuration, Source } from '../configuration/configuration.ts'
import { type ExitCode, exitCodeOf, exitCodeOfProblem, exitCodes } from '../exit-code.ts'
import { answerError, configurationSentence, sourceName } from '../failure.ts'
import { inspect } from '../inspect.ts'
import type { Colour, Output } from '../io/output.ts'
import { keepersText } from '../keepers-text.ts'
import { type Memory, openMemory } from '../memory.ts'
import { statusSentence } from '../status-text.ts'
import { userAgent } from '../version.ts'
import type { Line } from './doctor-line.ts'
import { tellSources } from './looked-at.ts'

const marks: Record<Line['outcome'], { readonly sign: string; readonly colour: Colour }> = {
  fine: { sign: '✓', colour: 'green' },
  warning: { sign: '!', colour: 'yellow' },
  failed: { sign: '✗', colour: 'red' },
  skipped: { sign: '–', colour: 'dim' },
}

/** Kinds that only the checks know, and that a person fixes outside the configuration. */
const humanKinds: readonly (CheckKind | null)[] = ['row-not-understood', 'clock-wrong']

/** Remedies that name variables. */
const ofVariables: readonly Remedy[] = ['check-url', 'check-key', 'use-publishable-key', 'use-newer-key', 'sign-in']

/** From the most urgent to the least. */
const urgency = [exitCodes.configuration, exitCodes.humanNeeded, exitCodes.passingFault, exitCodes.fine]

/** Checks everything, and tells each result as soon as it is known, and which configuration was used. Changes no token. */
export async function doctor(call: CommandContext): Promise<ExitCode> {
  const { output, say, command } = call
  const configuration = await call.configuration().catch((error: unknown) => error)
  if (!isConfiguration(configuration)) return answerError(call, configuration, await tellSources(call, configuration))
  const { connection, source, isInKeychain } = configuration
  const memory = openMemory(connection, call)
  const name = sourceName(source, say)
  output.line(say('doctor.source', { source: isInKeychain ? say('source.with-keychain', { source: name }) : name }))
  output.line(say('doctor.project', { url: connection.supabaseUrl }))
  const lines: Line[] = []
  for await (const line of output.duringEach(checks(call, configuration, memory))) {
    lines.push(line)
    tellLine(output, line)
  }
  const exitCode = urgency.find((code) => lines.some((line) => line.exitCode === code)) ?? exitCodes.fine
  const count = lines.filter(({ outcome }) => outcome === 'failed' || outcome === 'warning').length
  const message = count === 0 ? say('doctor.fine') : say(`doctor.not-fine.${numbered(count, call.language)}`, { count })
  output.line(message)
  const path = 'path' in source ? source.path : null
  const { supabaseUrl, gazelleUrl, table, rowKey } = connection
  const used = { source: source.kind, path, isInKeychain, supabaseUrl, gazelleUrl, table, rowKey }
  output.report({ version: 1, command, exitCode, message, configuration: used, checks: lines })
  return exitCode
}

/** Tells one result: on stderr if it has failed and the command is to be quiet. */
export function tellLine(output: Output, { outcome, message, remedy }: Line): void {
  const { sign, colour } = marks[outcome]
  const help = remedy === null ? '' : ` → ${remedy}`
  const text = `${output.colour(colour, sign)} ${message}${help}`
  if (outcome === 'failed' && output.quiet) output.complaint(text, 2)
  else output.line(text, 2)
}

const isConfiguration = (found: unknown): found is Configuration => !(found instanceof Error)

async function* checks(call: CommandContext, configuration: Configuration, memory: Memory): AsyncGenerator<Line> {
  const { say } = call
  const { connection, source, keyVariables } = configuration
  if (source.kind === 'file' && (await isOpenToOthers(source.path))) {
    const message = say('doctor.open-file', { path: source.path })
    yield { ...fine('configuration-private', message), outcome: 'warning', remedy: say('doctor.open-file.remedy') }
  }
  if (keyVariables !== null) {
    const message = say('doctor.two-keys', keyVariables)
    yield { ...fine('one-key', message), outcome: 'warning', remedy: say('doctor.two-keys.remedy') }
  }
  yield* supabaseChecks(call, connection, source, memory)
  yield* gazelleChecks(call, connection, source, memory)
  if (Object.keys(configuration.alerts).length > 0) yield* alertLines(call, configuration)
  yield* (await import('./own-age.ts')).ownAge(call)
}

/** Where alerts go, and what is wrong with that; whether they arrive, `alerts test` tells. */
async function* alertLines({ say, language }: CommandContext, configuration: Configuration): AsyncGenerator<Line> {
  const { alertSettingsOf } = await import('../alerts/voice.ts')
  const { channels, ping, faults } = alertSettingsOf(configuration, language)
  const kinds = [...channels.map(({ kind }) => kind), ...(ping === null ? [] : ['ping' as const])]
  const names = kinds.map((kind) => say(`alerts.channel.${kind}`)).join(', ')
  if (kinds.length > 0) yield fine('alerts', say('doctor.alerts', { channels: names }))
  for (const fault of faults) {
    const line = fine('alerts', say('alerts.faulty', { fault: configurationSentence(fault, say) }))
    yield { ...line, outcome: 'warning', kind: fault.kind }
  }
}

/** Checks all that Supabase must allow, each line as soon as it is known. */
export async function* supabaseChecks(
  { say, language }: CommandContext,
  connection: Connection,
  source: Source,
  memory: Memory,
): AsyncGenerator<Line> {
  const { sessionStorage } = memory
  const session = sessionStorage === undefined ? {} : { sessionStorage }
  const network = { fetch: globalThis.fetch, userAgent, clock: systemClock }
  const t = commonTranslator(language)
  for await (const result of checkSupabase({ ...network, ...session, ...projectAndRow(connection) })) {
    const { step, outcome, kind, remedy } = result
    const text = checkText(result, language, t)
    const message = text === null ? checkName(result, t) : `${checkName(result, t)}: ${text}`
    const help =
      remedy === null
        ? null
        : say(remedyKey(remedy, connection, source), { setting: forTable(connection.table, 'system_setting') })
    yield { step, outcome, kind, remedy: help, message, exitCode: outcome === 'failed' ? codeOf(kind) : exitCodes.fine }
  }
}

/** A user without a password signs in by a code. The desktop app's settings are not variables, and are corrected in the app. */
function remedyKey(remedy: Remedy, { supabaseUser }: Connection, { kind }: Source) {
  if (remedy === 'sign-in' && supabaseUser?.password === null) return 'remedy.sign-in-by-code'
  return kind === 'desktop' && ofVariables.includes(remedy) ? 'remedy.in-desktop-app' : (`remedy.${remedy}` as const)
}

function codeOf(kind: CheckKind | null): ExitCode {
  const storeKind = storeKindOf(kind)
  if (storeKind !== null) return exitCodeOfProblem({ at: 'store', kind: storeKind })
  return humanKinds.includes(kind) ? exitCodes.humanNeeded : exitCodes.configuration
}

/** Asks Gazelle about the row's token, and looks what could renew it; each line as soon as it is known. */
export async function* gazelleChecks(
  call: CommandContext,
  connection: Connection,
  source: Source,
  memory: Memory,
): AsyncGenerator<Line> {
  const { say, language } = call
  const { inspection, record } = await inspect(connection, memory)
  const { state, condition, now } = inspection
  const step = 'gazelle-accepts-token'
  const name = say('doctor.gazelle-accepts-token')
  const { problem } = state
  if (problem === null && state.works === true) yield fine(step, name)
  else if (problem !== null && problem.at !== 'gazelle' && problem.at !== 'oauth')
    yield { ...fine(step, name), outcome: 'skipped' }
  else {
    const message = `${name}: ${await statusSentence(inspection, say, language)}`
    const exitCode = exitCodeOf(state, condition, now)
    yield { step, outcome: 'failed', kind: problem?.kind ?? condition, remedy: remedyFor(problem), message, exitCode }
  }

  /** The problem's own sentence says how to get access: a new token would be denied as well. */
  function remedyFor(problem: Extract<Problem, { at: 'gazelle' | 'oauth' }> | null): string | null {
    const isRejected = problem === null || problem.at === 'oauth'
    if (isRejected && !state.renewsByItself) return say('advice.sign-in')
    if (problem === null) return say('advice.check')
    return problem.kind === 'forbidden' ? null : say('remedy.wait')
  }

  if (inspection.keepers.length > 0) {
    yield fine('looked-after', say('doctor.keepers', { keepers: keepersText(inspection.keepers, say) }))
  }
  const missing = source.kind === 'desktop' ? 'doctor.application.missing.desktop' : 'doctor.application.missing'
  yield present('oauth-application', connection.application !== null, ['doctor.application', missing], say)
  if (record !== null && endOf(record.expiry) !== null) {
    const { ways } = await memory.journal()
    const isSpent = record.refreshToken !== null && ways?.spent.includes(fingerprint(record.refreshToken)) === true
    const words = [
      'doctor.refresh-token',
      isSpent ? 'doctor.refresh-token.spent' : 'doctor.refresh-token.missing',
    ] as const
    const line = present('refresh-token', record.refreshToken !== null && !isSpent, words, say)
    yield isSpent ? { ...line, kind: 'spent' } : line
  }
}

/** A line for an optional part; without it a person has to bring each token. */
function present(step: string, isThere: boolean, [name, missing]: readonly [MessageKey, MessageKey], say: Say): Line {
  if (isThere) return fine(step, say(name))
  const message = `${say(name)}: ${say(missing)}`
  return { ...fine(step, message), outcome: 'warning', kind: 'missing' }
}

const fine = (step: string, message: string): Line => ({
  step,
  outcome: 'fine',
  kind: null,
  remedy: null,
  message,
  exitCode: exitCodes.fine,
})

/** True if others than the owner may read this file of secrets. Windows has no such bits. */
async function isOpenToOthers(path: string): Promise<boolean> {
  if (process.platform === 'win32') return false
  return ((await stat(path)).mode & 0o077) !== 0
}
