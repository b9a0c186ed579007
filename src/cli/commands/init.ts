import { resolve } from 'node:path'
import type { CommandContext } from '../command-context.ts'
import type { Source } from '../configuration/configuration.ts'
import { judgeFile } from '../configuration/own-file.ts'
import { connectionFrom, namesConnection, type VariableName } from '../configuration/variables.ts'
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
import { askLine } from '../io/ask-line.ts'
import { isYes } from '../io/ask-yes-or-no.ts'
import { dieBy } from '../io/interruption.ts'
import { openMemory } from '../memory.ts'
import { supabaseChecks, tellLine } from './doctor.ts'
import { askSettings } from './init-questions.ts'

/** The variables that are asked for. An earlier value of one that has no answer now must not count. */
const asked: readonly VariableName[] = [
  'SUPABASE_SERVICE_ROLE_KEY',
  'SUPABASE_EMAIL',
  'SUPABASE_PASSWORD',
  'GAZELLE_CLIENT_ID',
  'GAZELLE_CLIENT_SECRET',
]

/**
 * Asks for a configuration, tests it, and writes it to the file of `--config` or to `.env` in the working folder, readable by its
 * owner alone. A file that is there keeps its lines, and is changed only after a yes. Where nobody can be asked, says what to do.
 */
export async function init(call: CommandContext): Promise<ExitCode> {
  const { output, say, places } = call
  const { stdin, stderr } = process
  if (output.json || stdin.isTTY !== true || stderr.isTTY !== true) {
    return answerFailure(call, exitCodes.configuration, say('init.no-terminal'), { kind: 'init.no-terminal' })
  }
  const file = await readEnvFile(resolve(places.workingFolder, places.file ?? '.env'))
  const { path } = file
  output.line(say('init.begin', { path }))
  if (file.text !== null && !(await isAgreed('init.exists'))) return declined()
  const settings = await askSettings(call)
  if (settings === null) {
    dieBy('SIGINT')
    return exitCodes.usage
  }
  const unset = asked.filter((name) => settings[name] === undefined)
  const text = withSettings(file, settings, unset)
  const misread = misreadIn(file, text, settings)
  if (misread !== null) {
    const message = say('init.misread', { variable: misread })
    return answerFailure(call, exitCodes.configuration, message, { kind: 'init.misread', variable: misread })
  }
  const isFine = await test(call, file, text)
  if (!isFine && !(await isAgreed('init.anyway'))) return declined()
  try {
    await writeEnvFile(file, text)
  } catch {
    return answerFailure(call, exitCodes.configuration, say('init.not-written', { path }), { kind: 'init.not-written' })
  }
  output.line(say('init.done', { path }))
  await tellNext(call, file, settings)
  return exitCodes.fine

  async function isAgreed(question: 'init.exists' | 'init.anyway'): Promise<boolean> {
    return isYes((await askLine(stdin, stderr, say(question, { path }))) ?? '')
  }

  function declined(): ExitCode {
    return answerFailure(call, exitCodes.humanNeeded, say('init.declined'), { kind: 'init.declined' })
  }
}

/** Tests the project with the variables of this text, and tells each result as `doctor` does. Gives whether none has failed. */
async function test(call: CommandContext, { path }: EnvFileNow, text: string): Promise<boolean> {
  const source: Source = { kind: 'file', path, isNamed: true }
  const connection = connectionFrom(read(path, text), source)
  let isFine = true
  for await (const line of supabaseChecks(call, connection, source, openMemory(connection, call))) {
    tellLine(call.output, line)
    if (line.outcome === 'failed') isFine = false
  }
  return isFine
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
