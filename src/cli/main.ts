import { writeSync } from 'node:fs'
import { exitCodes } from './exit-code.ts'
import { helpPages } from './help-pages.ts'
import { languageFrom } from './io/language.ts'
import type { UsageFault } from './program.ts'
import { hasSecret } from './secret-argument.ts'

/**
 * Runs the command line: takes the arguments after the program's name; gives the exit code. Loads only the modules that the
 * arguments need.
 */
export async function main(args: readonly string[]): Promise<number> {
  const environment = process.env
  const language = languageFrom(environment)
  const page = helpPages[`${language} ${args.join(' ')}`]
  if (page !== undefined) {
    printNow(page)
    return exitCodes.fine
  }
  const refuse = async (fault: UsageFault) => {
    const { answerUsage } = await import('./usage.ts')
    return answerUsage(fault, { language, json: args.includes('--json'), environment })
  }
  if (await hasSecret(args)) return refuse({ code: 'secret', name: null, suggestions: [] })
  const { readArguments } = await import('./program.ts')
  const reading = readArguments(args, language, printNow)
  if (reading === null) return exitCodes.fine
  if ('fault' in reading) return refuse(reading.fault)
  const { runCommand } = await import('./run-command.ts')
  return runCommand(reading.invocation, language, environment)
}

/** Help is short, and the process ends with it. A reader that has closed misses it. */
function printNow(text: string): void {
  try {
    writeSync(1, text)
  } catch {
    process.stdout.on('error', () => undefined)
    process.stdout.write(text)
  }
}
