import { changesOf } from '../changes.ts'
import type { CommandContext } from '../command-context.ts'
import { type ExitCode, exitCodes } from '../exit-code.ts'
import { openMemory } from '../memory.ts'
import type { Invocation } from '../program.ts'
import { stay } from '../stay.ts'
import { startWork, work } from '../work.ts'
import { answerStatus } from './answer-status.ts'

/** Renews the token if it is due, or if `force` is set. */
export async function renew(call: CommandContext, { force, saveWithinSeconds: option }: Invocation): Promise<ExitCode> {
  const { connection, saveWithinSeconds: variable } = await call.configuration()
  const memory = openMemory(connection, call)
  const stop = call.stopSignal()
  const atWork = startWork(call, connection, memory, stop)
  await call.output.during(work(atWork, { asked: true, forced: force }, stop))
  await stay(call, atWork, { option, variable }, stop)
  const inspection = await call.output.during(atWork.finish())
  const changes = changesOf(atWork.events)
  const isDone = changes.length > 0
  const isAlive = inspection.condition === 'valid' || inspection.condition === 'expiring'
  const hint = isDone || !isAlive ? null : call.say(force ? 'renew.impossible' : 'renew.not-due')
  const unlessDone = force && !isDone ? exitCodes.humanNeeded : exitCodes.fine
  return answerStatus(call, inspection, await memory.savedHere(), { changes, hint, unlessDone })
}
