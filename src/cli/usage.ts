import type { MessageKey } from '../shared/catalogue/command-line/index.ts'
import { speaker } from '../shared/catalogue/command-line/speaker.ts'
import { exitCodes } from './exit-code.ts'
import type { Language } from './io/language.ts'
import { Output } from './io/output.ts'
import type { UsageFault } from './program.ts'

const sentences: Readonly<Record<string, MessageKey>> = {
  secret: 'usage.secret',
  unknownOption: 'usage.unknown-option',
  unknownCommand: 'usage.unknown-command',
  excessArguments: 'usage.excess-arguments',
  help: 'usage.missing-command',
  missingArgument: 'usage.missing-argument',
  optionMissingArgument: 'usage.option-missing-argument',
  invalidArgument: 'usage.invalid-argument',
}

/** Answers that the arguments are not understood, or not accepted; repeats nothing of them except a plain name. */
export function answerUsage(
  { code, name, suggestions }: UsageFault,
  { language, json, environment }: { language: Language; json: boolean; environment: NodeJS.ProcessEnv },
): number {
  const say = speaker(language)
  const output = new Output({ stdout: process.stdout, stderr: process.stderr, json, quiet: false, environment })
  const key = sentences[code] ?? 'usage.other'
  const isNamed = code === 'unknownOption' || code === 'unknownCommand'
  const sentence = isNamed && name === null ? say(`${key}.unnamed` as MessageKey) : say(key, { name: name ?? '' })
  output.complaint(sentence)
  if (suggestions.length > 0) output.complaint(say('usage.did-you-mean', { names: suggestions.join(say('usage.or')) }))
  if (code !== 'secret') output.complaint(say('usage.see-help'))
  const kind = `usage.${code === 'secret' ? 'secret' : code in sentences ? code : 'other'}`
  const failure = suggestions.length > 0 ? { kind, suggestions } : { kind }
  output.report({ version: 1, command: null, exitCode: exitCodes.usage, message: sentence, failure })
  return exitCodes.usage
}
