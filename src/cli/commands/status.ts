import type { CommandContext } from '../command-context.ts'
import type { ExitCode } from '../exit-code.ts'
import { inspect } from '../inspect.ts'
import { openMemory } from '../memory.ts'
import { answerStatus } from './answer-status.ts'

/** Answers with the token's status; changes nothing. */
export async function status(call: CommandContext): Promise<ExitCode> {
  const { connection } = await call.configuration()
  const memory = openMemory(connection, call)
  const { inspection } = await call.output.during(inspect(connection, memory))
  return answerStatus(call, inspection, await memory.savedHere(), { changes: null })
}
