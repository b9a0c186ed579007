import type { CommandContext } from '../command-context.ts'
import { type ExitCode, exitCodes } from '../exit-code.ts'
import { version } from '../version.ts'

/** Prints the program's version; in JSON, `version` is the answer's own, as everywhere. */
export function printVersion({ output, command }: CommandContext): ExitCode {
  output.raw(`${version}\n`)
  output.report({ version: 1, command, exitCode: exitCodes.fine, message: version, program: version })
  return exitCodes.fine
}
