import type { OfferResult } from '../core/keeper/keeper.ts'
import type { Credential } from '../core/token/credential.ts'
import { fingerprint } from '../core/token/fingerprint.ts'
import type { CommandContext } from './command-context.ts'
import type { Configuration } from './configuration/configuration.ts'
import { type ExitCode, exitCodeOfProblem, exitCodes } from './exit-code.ts'
import { askYesOrNo } from './io/ask-yes-or-no.ts'
import { openMemory } from './memory.ts'
import { named } from './other-company.ts'
import { problemSentence } from './problem-text.ts'
import type { Invocation } from './program.ts'
import { problemReport } from './status-report.ts'
import { stay } from './stay.ts'
import { startWork } from './work.ts'

const exitCodeOfOffer = {
  saved: exitCodes.fine,
  unchanged: exitCodes.fine,
  outlived: exitCodes.fine,
  refused: exitCodes.humanNeeded,
  forbidden: exitCodes.humanNeeded,
  'other-company': exitCodes.humanNeeded,
  declined: exitCodes.humanNeeded,
} as const

/**
 * Offers a token to a keeper, as every way in does, and answers how that ended. `more`: further fields of the JSON answer. The token
 * of another company than the row's is asked about at the terminal.
 */
export async function offerToken(
  call: CommandContext,
  { connection, saveWithinSeconds: variable }: Configuration,
  credential: Credential,
  { saveWithinSeconds: option, anotherCompany: isConfirmed }: Pick<Invocation, 'saveWithinSeconds' | 'anotherCompany'>,
  more: Readonly<Record<string, unknown>>,
): Promise<ExitCode> {
  const { output, say, command } = call
  const memory = openMemory(connection, call)
  const stop = call.stopSignal()
  /** The user of the row's token, if the new token belongs to another user of the same company. */
  let userBefore: string | null = null
  const atWork = startWork(call, connection, memory, stop, (event) => {
    const isUser = event.what === 'account-changed' && event.change === 'user'
    if (isUser) userBefore = keeper.state.value.account?.user ?? null
  })
  const { keeper } = atWork.node
  const offered = await offer()
  await stay(call, atWork, { option, variable }, stop)
  const mark = fingerprint(credential.accessToken)
  const later = keeper.outcomes.value
  const outcome = offered === 'held' && later?.fingerprint === mark ? later.result : offered
  const { state, held } = await output.during(atWork.finish())
  const kept = outcome === 'outlived' ? (state.token?.fingerprint ?? mark) : mark
  const exitCode = outcome === 'held' ? exitCodeOfHeld() : exitCodeOfOffer[outcome]
  const { unconfirmed, account } = state
  const names = unconfirmed && account && named(unconfirmed.account, account)
  const message = say(sentenceOf(outcome, held?.keptIn ?? memory.place.in), { fingerprint: kept, ...names })
  if (exitCode === exitCodes.fine) {
    output.line(message)
    const user = account?.user ?? null
    if (userBefore !== null && user !== null) output.complaint(say('set.other-user', { before: userBefore, user }))
  } else {
    if (outcome === 'held' && state.problem !== null) {
      output.complaint(await problemSentence(state.problem, call.language))
    }
    output.complaint(message)
  }
  const problem = state.problem && problemReport(state.problem)
  output.report({
    version: 1,
    command,
    exitCode,
    message,
    ...{ outcome, ...more, fingerprint: mark, account, problem },
  })
  return exitCode

  /** Offers the token; if it is another company's, asks the person at the terminal. */
  async function offer(): Promise<OfferResult> {
    const offer = await output.during(keeper.offer(credential, { isConfirmed }))
    const { unconfirmed, account } = keeper.state.value
    if (offer !== 'other-company' || unconfirmed === null || account === null) return offer
    const question = say('set.other-company.question', named(unconfirmed.account, account))
    const isWanted = output.json ? null : await askYesOrNo(process.stdin, process.stderr, question)
    if (isWanted === null) return offer
    return (await output.during(keeper.decide(unconfirmed.fingerprint, isWanted))) ?? offer
  }

  function exitCodeOfHeld(): ExitCode {
    return state.problem === null ? exitCodes.passingFault : exitCodeOfProblem(state.problem)
  }
}

function sentenceOf(outcome: OfferResult, keptIn: 'folder' | 'memory') {
  return outcome === 'held' && keptIn === 'memory' ? 'set.held.memory' : (`set.${outcome}` as const)
}
