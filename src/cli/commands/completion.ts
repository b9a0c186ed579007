import type { CommandContext } from '../command-context.ts'
import { isShell, scriptFor } from '../completion/script.ts'
import { type ExitCode, exitCodes } from '../exit-code.ts'
import { answerFailure } from '../failure.ts'

/** Prints the script that completes the commands and options in a shell. */
export function completion(call: CommandContext, { shell }: { readonly shell: string | null }): ExitCode {
  const { output, say, language, command } = call
  if (shell === null || !isShell(shell)) {
    return answerFailure(call, exitCodes.usage, say('completion.which'), { kind: 'completion.unknown-shell' })
  }
  const script = scriptFor(shell, language)
  output.raw(script)
  output.report({ version: 1, command, exitCode: exitCodes.fine, message: '', shell, script })
  return exitCodes.fine
}
