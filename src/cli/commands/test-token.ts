import { describeAccount } from '../../core/gazelle/describe-account.ts'
import { GazelleError } from '../../core/gazelle/errors.ts'
import { conditionOf } from '../../core/keeper/condition.ts'
import { problemOf } from '../../core/keeper/problem.ts'
import { numbered } from '../catalogue/speaker.ts'
import type { CommandContext } from '../command-context.ts'
import { type ExitCode, exitCodeOf, exitCodes } from '../exit-code.ts'
import { answerFailure, answerProblem } from '../failure.ts'
import { foreseen, gazelleOptions, inspect } from '../inspect.ts'
import { openMemory } from '../memory.ts'

/** Asks Gazelle whose the row's token is; changes nothing. */
export async function test(call: CommandContext): Promise<ExitCode> {
  const { output, say, command, language } = call
  const { connection } = await call.configuration()
  const memory = openMemory(connection, call)
  const { inspection, record } = await inspect(connection, memory, { asks: false })
  if (inspection.state.problem !== null) return answerProblem(call, inspection.state.problem)
  if (record === null) return answerFailure(call, exitCodes.humanNeeded, say('test.no-token'), { kind: 'no-token' })
  try {
    const { company, user, clientCount, tookMilliseconds } = await describeAccount(record, gazelleOptions(connection))
    const milliseconds = Math.round(tookMilliseconds)
    const message =
      company === null
        ? say('test.answered.unnamed', { milliseconds })
        : say('test.answered', { company, milliseconds })
    output.line(output.colour('green', message))
    if (clientCount !== null)
      output.line(`  ${say(`test.clients.${numbered(clientCount, language)}`, { count: clientCount })}`)
    if (user !== null) output.line(`  ${say('test.user', { user })}`)
    const facts = { company, user, clientCount, tookMilliseconds: milliseconds }
    output.report({ version: 1, command, exitCode: exitCodes.fine, message, ...facts })
    return exitCodes.fine
  } catch (error) {
    const problem = problemOf(error)
    if (!(error instanceof GazelleError) || error.kind !== 'unauthorized') return answerProblem(call, problem)
    // A rejected token that can still be renewed needs no person; `status` says the same.
    const { state, now } = inspection
    const rejected = await foreseen({ ...state, works: false, askedGazelleAt: now }, record, now, connection, memory)
    return answerProblem(call, problem, exitCodeOf(rejected, conditionOf(rejected, now), now))
  }
}
