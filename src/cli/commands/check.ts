import type { Call } from '../call.ts'
import { deedsOf } from '../deeds.ts'
import type { ExitCode } from '../exit-code.ts'
import { startWork, work } from '../keeping.ts'
import { openMemory } from '../memory.ts'
import type { Wish } from '../program.ts'
import { stay } from '../stay.ts'
import { answerStanding } from './answer-standing.ts'

/** How the token is, after what there was to do for it. */
export async function check(call: Call, { saveWithinSeconds: option }: Wish): Promise<ExitCode> {
  const { connection, saveWithinSeconds: variable } = await call.configuration()
  const memory = openMemory(connection, call)
  const stop = call.stopSignal()
  const atWork = startWork(call, connection, memory, stop)
  await work(atWork, {}, stop)
  await stay(call, atWork, { option, variable }, stop)
  const standing = await atWork.finish()
  return answerStanding(call, standing, await memory.savedHere(), { deeds: deedsOf(atWork.events) })
}
