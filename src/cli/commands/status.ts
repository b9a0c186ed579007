import type { CommandContext } from '../command-context.ts'
import type { ExitCode } from '../exit-code.ts'
import { inspect } from '../inspect.ts'
import { openMemory } from '../memory.ts'

/** Answers with the token's status; changes nothing. */
export async function status(call: CommandContext): Promise<ExitCode> {
  const { connection } = await call.configuration()
  const memory = openMemory(connection, call)
  // The words of the answer are loaded while the servers think.
  const [{ inspection }, { answerStatus }] = await Promise.all([
    call.output.during(inspect(connection, memory)),
    import('./answer-status.ts'),
  ])
  return answerStatus(call, inspection, await memory.savedHere(), { changes: null })
}
