import type { CommandContext } from '../command-context.ts'
import type { ExitCode } from '../exit-code.ts'
import { inspect } from '../inspect.ts'
import { openMemory } from '../memory.ts'
import { answerStanding } from './answer-status.ts'

/** How the token is; changes nothing. */
export async function status(call: CommandContext): Promise<ExitCode> {
  const { connection } = await call.configuration()
  const memory = openMemory(connection, call)
  const { standing } = await inspect(connection, memory)
  return answerStanding(call, standing, await memory.savedHere(), { deeds: null })
}
