import { type DescribedAccount, describeAccount } from '../../core/gazelle/describe-account.ts'
import type { Gazelle } from '../../core/keeper/ports.ts'
import type { Problem } from '../../core/keeper/state.ts'
import { numbered } from '../../shared/catalogue/command-line/speaker.ts'
import type { CommandContext } from '../command-context.ts'
import { type ExitCode, exitCodeOf, exitCodes } from '../exit-code.ts'
import { answerFailure, answerProblem } from '../failure.ts'
import { gazelleOptions, inspect } from '../inspect.ts'
import { openMemory } from '../memory.ts'

const rejected: Problem = { at: 'gazelle', kind: 'unauthorized', retryAfterSeconds: null }

/** Asks Gazelle whose the row's token is; changes nothing. */
export async function test(call: CommandContext): Promise<ExitCode> {
  const { output, say, command, language } = call
  const { connection } = await call.configuration()
  const answers: DescribedAccount[] = []
  const gazelle: Gazelle = {
    async probe(credential, signal) {
      const answer = await describeAccount(credential, gazelleOptions(connection), signal)
      answers.push(answer)
      return answer
    },
  }
  const { inspection, record } = await output.during(inspect(connection, openMemory(connection, call), gazelle))
  const { state, condition, now } = inspection
  // A rejected token that can still be renewed needs no person; `status` says the same.
  if (state.works === false && !state.isForbidden)
    return answerProblem(call, rejected, exitCodeOf(state, condition, now))
  if (state.problem !== null) return answerProblem(call, state.problem)
  const described = answers.at(-1)
  if (record === null || described === undefined)
    return answerFailure(call, exitCodes.humanNeeded, say('test.no-token'), { kind: 'no-token' })
  const { company, user, clientCount, tookMilliseconds } = described
  const milliseconds = Math.round(tookMilliseconds)
  const message =
    company === null ? say('test.answered.unnamed', { milliseconds }) : say('test.answered', { company, milliseconds })
  output.line(output.colour('green', message))
  if (clientCount !== null)
    output.line(`  ${say(`test.clients.${numbered(clientCount, language)}`, { count: clientCount })}`)
  if (user !== null) output.line(`  ${say('test.user', { user })}`)
  const facts = { company, user, clientCount, tookMilliseconds: milliseconds }
  output.report({ version: 1, command, exitCode: exitCodes.fine, message, ...facts })
  return exitCodes.fine
}
