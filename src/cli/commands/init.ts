import { resolve } from 'node:path'
import type { CommandContext } from '../command-context.ts'
import type { SecretsTrouble, Source } from '../configuration/configuration.ts'
import { type Secrets, troubleOfKeychain, withSecrets, writeSecrets } from '../configuration/keychain-secrets.ts'
import { judgeFile } from '../configuration/own-file.ts'
import {
  connectionFrom,
  namesConnection,
  secretNames,
  type VariableName,
  type Variables,
} from '../configuration/variables.ts'
import {
  type EnvFileNow,
  misreadIn,
  read,
  readEnvFile,
  type Settings,
  withSettings,
  writeEnvFile,
} from '../configuration/write-env-file.ts'
import { type ExitCode, exitCodes } from '../exit-code.ts'
import { answerFailure } from '../failure.ts'
import { askYesOrNo } from '../io/ask-yes-or-no.ts'
import { dieBy } from '../io/interruption.ts'
import { openMemory } from '../memory.ts'
import type { Invocation } from '../program.ts'
import { gazelleChecks, supabaseChecks, tellLine } from './doctor.ts'
import { askSettings } from './init-questions.ts'

/** The variables that the questions are about. An earlier value of one that has no answer now must not count. */
const asked: readonly VariableName[] = [...secretNames, 'SUPABASE_EMAIL', 'GAZELLE_CLIENT_ID', 'GAZELLE_SECRETS']

/**
 * Asks for a configuration, tests it, and writes it to the file of `--config` or to `.env` in the working folder, readable by its
 * owner alone; with `keychain` the secrets are put in the system's keychain, and the file says so. A file that is there keeps its
 * lines, and is changed only after a yes. Where nobody can be asked, says what to do.
 */
export async function init(call: CommandContext, { keychain }: Pick<Invocation, 'keychain'>): Promise<ExitCode> {
  const { output, say, places } = call
  const { environment } = places
  const { stdin, stderr } = process
  if (output.json || stdin.isTTY !== true || stderr.isTTY !== true) return fail('no-terminal', say('init.no-terminal'))
  const file = await readEnvFile(resolve(places.workingFolder, places.file ?? '.env'))
  const { path } = file
  output.line(say(keychain ? 'init.begin.keychain' : 'init.begin', { path }))
  const trouble = keychain ? await output.during(troubleOfKeychain(environment)) : null
  if (trouble !== null) return failByKeychain(trouble)
  if (file.text !== null && !(await isAgreed('init.exists'))) return declined()
  const settings = await askSettings(call)
  if (settings === null) {
    dieBy('SIGINT')
    return exitCodes.usage
  }
  const { written, secrets } = keychain ? divided(settings) : { written: settings, secrets: {} }
  const text = withSettings(
    file,
    written,
    asked.filter((name) => written[name] === undefined),
  )
  const misread = misreadIn(file, text, written)
  if (misread !== null) return fail('misread', say('init.misread', { variable: misread }), misread)
  const variables = read(path, text)
  const isFine = await test(call, { kind: 'file', path, isNamed: true }, withSecrets(variables, secrets))
  if (!isFine && !(await isAgreed('init.anyway'))) return declined()
  const notKept = keychain ? await output.during(writeSecrets(variables, secrets, environment)) : null
  if (notKept !== null) return failByKeychain(notKept)
  try {
    await writeEnvFile(file, text)
  } catch {
    return fail('not-written', say('init.not-written', { path }))
  }
  output.line(say(keychain ? 'init.done.keychain' : 'init.done', { path }))
  if (keychain) tellLeftSecrets(call, file)
  await tellNext(call, file, settings)
  return exitCodes.fine

  async function isAgreed(question: 'init.exists' | 'init.anyway'): Promise<boolean> {
    return (await askYesOrNo(stdin, stderr, say(question, { path }))) === true
  }

  function declined(): ExitCode {
    return answerFailure(call, exitCodes.humanNeeded, say('init.declined'), { kind: 'init.declined' })
  }

  function failByKeychain(why: SecretsTrouble): ExitCode {
    return fail(`keychain-${why}`, `${say(`keychain.${why}`)} ${say('init.keychain')}`)
  }

  function fail(kind: string, message: string, variable?: VariableName): ExitCode {
    const failure = { kind: `init.${kind}`, ...(variable !== undefined && { variable }) }
    return answerFailure(call, exitCodes.configuration, message, failure)
  }
}

/** What the file has, and what the keychain has. */
function divided(settings: Settings): { readonly written: Settings; readonly secrets: Secrets } {
  const isSecret = (name: string) => secretNames.some((each) => each === name)
  const all = Object.entries(settings)
  const written = Object.fromEntries(all.filter(([name]) => !isSecret(name)))
  return {
    written: { ...written, GAZELLE_SECRETS: 'keychain' },
    secrets: Object.fromEntries(all.filter(([name]) => isSecret(name))),
  }
}

/**
 * Tests the row and, where it has a token, Gazelle, and tells each result as `doctor` does. Gives whether the configuration is in
 * order: a token that is missing or rejected is no fault of it.
 */
async function test(call: CommandContext, source: Source, variables: Variables): Promise<boolean> {
  const { output } = call
  const connection = connectionFrom(variables, source)
  const memory = openMemory(connection, call)
  let isFine = true
  for await (const line of output.duringEach(supabaseChecks(call, connection, source, memory))) {
    tellLine(output, line)
    if (line.outcome === 'failed') isFine = false
  }
  if (!isFine) return false
  for await (const line of output.duringEach(gazelleChecks(call, connection, source, memory))) {
    // There is nothing yet to ask Gazelle about.
    tellLine(output, line.kind === 'missing' && line.outcome === 'failed' ? { ...line, outcome: 'skipped' } : line)
  }
  return true
}

/** Tells which secrets earlier lines of the file still hold, which count no more. */
function tellLeftSecrets({ output, say }: CommandContext, { path, text }: EnvFileNow): void {
  const before = text === null ? {} : read(path, text)
  const left = secretNames.filter((name) => before[name])
  if (left.length > 0) output.complaint(say('init.left-secrets', { names: left.join(', ') }))
}

/** Tells why the file would not be used, if so, and what comes next. */
async function tellNext({ output, say, places }: CommandContext, { path }: EnvFileNow, settings: Settings) {
  const isNamed = places.file !== null
  const judged = isNamed ? { file: path } : await judgeFile(path)
  if (!('file' in judged)) output.complaint(say(`configuration.doubtful-file.${judged.kind}`, { path, at: judged.at }))
  if (!isNamed && namesConnection(places.environment)) output.complaint(say('init.environment-first', { path }))
  if (settings.SUPABASE_EMAIL !== undefined && settings.SUPABASE_PASSWORD === undefined)
    output.line(say('advice.session'))
  output.line(say(isNamed ? 'init.next.named' : 'init.next', { path }))
}
