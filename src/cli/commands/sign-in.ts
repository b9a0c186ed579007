import { isStoreErrorKind } from '../../core/keeper/store-error.ts'
import { type CodeAnswer, type CodeFailure, createEmailCode } from '../../core/supabase/email-code.ts'
import { commonTranslator } from '../../shared/catalogue/common/index.ts'
import { codeFailure } from '../../shared/setup-wording.ts'
import type { CommandContext } from '../command-context.ts'
import { type ExitCode, exitCodeOfProblem, exitCodes } from '../exit-code.ts'
import { answerFailure } from '../failure.ts'
import { dieBy } from '../io/interruption.ts'
import { readSecret } from '../io/read-secret.ts'
import { openMemory } from '../memory.ts'
import { userAgent } from '../version.ts'

type Refusal = Extract<CodeAnswer, { ok: false }>

/** Failures of codes alone: passing ones, ones that another code fixes, and wrong input. */
const exitCodesOfCodes: Partial<Record<CodeFailure, ExitCode>> = {
  'too-soon': exitCodes.passingFault,
  'mail-not-sent': exitCodes.passingFault,
  'user-banned': exitCodes.humanNeeded,
  'code-refused': exitCodes.humanNeeded,
  'not-a-code': exitCodes.usage,
}

function exitCodeOfFailure(kind: CodeFailure): ExitCode {
  const known = exitCodesOfCodes[kind]
  if (known !== undefined) return known
  return isStoreErrorKind(kind) ? exitCodeOfProblem({ at: 'store', kind }) : exitCodes.configuration
}

/**
 * Signs the Supabase user in by a code from a message, for a user without a password. The session is the command line's own, kept
 * in its folder: a session that two programs shared would be spent by both.
 */
export async function signIn(call: CommandContext): Promise<ExitCode> {
  const { output, say, command } = call
  const { connection } = await call.configuration({ isGiven: true })
  const { supabaseUrl: url, supabaseKey: key, supabaseUser } = connection
  if (supabaseUser === null)
    return answerFailure(call, exitCodes.configuration, say('sign-in.nobody'), { kind: 'nobody' })
  const { sessionStorage: files } = openMemory(connection, call)
  if (files === undefined) {
    return answerFailure(call, exitCodes.configuration, say('sign-in.not-kept'), { kind: 'not-kept' })
  }
  const { email } = supabaseUser
  const sessions = new Map<string, string>()
  const sessionStorage = {
    ...files,
    async setItem(name: string, value: string) {
      sessions.set(name, value)
      await files.setItem(name, value)
    },
  }
  const { sendCode, verifyCode } = createEmailCode({ url, key, fetch: globalThis.fetch, userAgent, sessionStorage })
  const sent = await output.during(sendCode(email))
  if (!sent.ok) return refused(call, sent)
  const code = await readSecret(process.stdin, process.stderr, say('sign-in.prompt', { email }))
  if (code === null) {
    dieBy('SIGINT')
    return exitCodes.usage
  }
  const taken = await output.during(verifyCode(email, code))
  if (!taken.ok) return refused(call, taken)
  for (const [name, value] of sessions) {
    if ((await files.getItem(name)) === value) continue
    return answerFailure(call, exitCodes.configuration, say('sign-in.not-kept'), { kind: 'not-kept' })
  }
  const message = say('sign-in.done', { email })
  output.line(message)
  output.report({ version: 1, command, exitCode: exitCodes.fine, message })
  return exitCodes.fine
}

function refused(call: CommandContext, { kind, waitSeconds }: Refusal): ExitCode {
  const said = { about: 'code', problem: null, failure: kind, waitSeconds } as const
  const message = codeFailure(said, commonTranslator(call.language)) ?? ''
  return answerFailure(call, exitCodeOfFailure(kind), message, { kind: `code.${kind}` })
}
