import { speakAfter } from '../alerts/speak.ts'
import { changesOf } from '../changes.ts'
import type { CommandContext } from '../command-context.ts'
import type { ExitCode } from '../exit-code.ts'
import { openMemory } from '../memory.ts'
import type { Invocation } from '../program.ts'
import { stay } from '../stay.ts'
import { startWork, work } from '../work.ts'
import { answerStatus } from './answer-status.ts'

/** Does one check and answers with the token's status after it. */
export async function check(call: CommandContext, { saveWithinSeconds: option }: Invocation): Promise<ExitCode> {
  const configuration = await call.configuration()
  const { connection, saveWithinSeconds: variable } = configuration
  const memory = openMemory(connection, call)
  const stop = call.stopSignal()
  const atWork = startWork(call, connection, memory, stop)
  await call.output.during(work(atWork, {}, stop))
  await stay(call, atWork, { option, variable }, stop)
  const inspection = await call.output.during(atWork.finish())
  const spoken = await speakAfter(call, configuration, atWork, memory, inspection, stop)
  return answerStatus(call, inspection, await memory.savedHere(), { changes: changesOf(atWork.events), spoken })
}
