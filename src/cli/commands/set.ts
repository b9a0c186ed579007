import type { Paste } from '../../core/paste/paste.ts'
import { readPaste } from '../../core/paste/read-paste.ts'
import { commonTranslator } from '../../shared/catalogue/common/index.ts'
import { pasteRefusal } from '../../shared/setup-wording.ts'
import type { CommandContext } from '../command-context.ts'
import { type ExitCode, exitCodes } from '../exit-code.ts'
import { answerFailure } from '../failure.ts'
import { dieBy } from '../io/interruption.ts'
import { readSecret } from '../io/read-secret.ts'
import { offerToken } from '../offer-token.ts'
import type { Invocation } from '../program.ts'

/** Saves a token given on stdin by a person or a program; offers it to the keeper like any other. */
export async function set(call: CommandContext, invocation: Invocation): Promise<ExitCode> {
  const { say } = call
  const configuration = await call.configuration({ isGiven: true })
  const text = await readSecret(process.stdin, process.stderr, say('set.prompt'))
  if (text === null) {
    dieBy('SIGINT')
    return exitCodes.usage
  }
  const { gazelleUrl, rowKey } = configuration.connection
  const paste = readPaste(text, { origins: [gazelleUrl], rowKey, now: Math.floor(Date.now() / 1000) })
  if (!('credential' in paste)) {
    return answerFailure(call, exitCodes.usage, refusalSentence(paste, call), { kind: `paste.${paste.reason}` })
  }
  const credential = { ...paste.credential, source: 'clipboard' as const }
  return offerToken(call, configuration, credential, invocation, { form: paste.form })
}

/** The shared sentences for an empty paste speak of a clipboard; this token comes from stdin. */
function refusalSentence(refusal: Exclude<Paste, { credential: unknown }>, { say, language }: CommandContext): string {
  if (refusal.reason === 'empty') return say('set.nothing')
  if (refusal.reason === 'unknown-form') return say('set.unknown-form')
  return pasteRefusal(refusal, commonTranslator(language))
}
