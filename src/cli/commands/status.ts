import type { Call } from '../call.ts'
import type { ExitCode } from '../exit-code.ts'
import { look } from '../look.ts'
import { openMemory } from '../memory.ts'
import { answerStanding } from './answer-standing.ts'

/** How the token is; changes nothing. */
export async function status(call: Call): Promise<ExitCode> {
  const { connection } = await call.configuration()
  const memory = openMemory(connection, call)
  const { standing } = await look(connection, memory)
  return answerStanding(call, standing, await memory.savedHere(), { deeds: null })
}
