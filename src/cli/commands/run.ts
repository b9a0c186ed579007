import { type ChildProcess, spawn } from 'node:child_process'
import { constants } from 'node:os'
import { gazelleAddresses } from '../../core/gazelle/addresses.ts'
import type { UsableToken } from '../../core/keeper/keeper.ts'
import type { Connection } from '../../core/supabase/connection.ts'
import type { CommandContext } from '../command-context.ts'
import { givenBack } from '../configuration/kept-variables.ts'
import { exitCodeOf, exitCodes } from '../exit-code.ts'
import { dieBy } from '../io/interruption.ts'
import { openMemory } from '../memory.ts'
import { takenSentence } from '../other-company.ts'
import type { Invocation } from '../program.ts'
import { withoutSecrets } from '../program-environment.ts'
import { hasSecret } from '../secret-argument.ts'
import { inspectionReport } from '../status-report.ts'
import { advice, statusSentence } from '../status-text.ts'
import { stay } from '../stay.ts'
import { startWork, work } from '../work.ts'

/** A shell's exit codes for a program that does not exist, and for one that cannot be started. */
const notFound = 127
const notStarted = 126

/** The signals that are passed on. Any other stops or ends this process and the program alike, or neither. */
const passedOn = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2', 'SIGWINCH', 'SIGCONT'] as const

/**
 * Gets a token that works, then runs the program with it. Exits with the program's exit code or signal; without a token the
 * program is not started. Stdout belongs to the program: messages go to stderr.
 */
export async function run(call: CommandContext, invocation: Invocation): Promise<number> {
  const [program = '', ...args] = invocation.program
  const { connection, saveWithinSeconds: variable } = await call.configuration()
  const stop = call.stopSignal()
  const memory = openMemory(connection, call)
  const atWork = startWork(call, connection, memory, stop)
  await call.output.during(work(atWork, {}, stop))
  await stay(call, atWork, { option: invocation.saveWithinSeconds, variable }, stop)
  const token = stop.aborted ? null : await call.output.during(atWork.node.keeper.token().catch(() => null))
  const inspection = atWork.inspection()
  await call.output.during(atWork.node.close({ withinMilliseconds: 0 }))
  if (stop.aborted) return exitCodes.fine
  if (token === null) {
    const { output, say, language, command } = call
    const exitCode = exitCodeOf(inspection.state, inspection.condition, inspection.now) || exitCodes.passingFault
    const message = await statusSentence(inspection, say, language)
    const help = advice(inspection, exitCode, say)
    output.complaint(message)
    if (help !== null) output.complaint(help)
    output.reportAside({ version: 1, command, exitCode, message, ...inspectionReport(inspection, null) })
    return exitCode
  }
  const taken = takenSentence(inspection.state, call.say)
  if (taken !== null) call.output.complaint(taken)
  const ours = withoutSecrets(
    givenBack(call.places.environment as NodeJS.ProcessEnv),
    connection,
    invocation.keptVariables,
  )
  return runWith(call, { ...ours, ...tokenVariables(connection, token) }, program, args)
}

/** The token, with everything needed to use it. */
function tokenVariables({ gazelleUrl }: Connection, { accessToken, headerKind }: UsableToken): NodeJS.ProcessEnv {
  const isKey = headerKind === 'api-key'
  return {
    GAZELLE_ACCESS_TOKEN: accessToken,
    GAZELLE_HEADER_NAME: isKey ? 'x-gazelle-api-key' : 'Authorization',
    GAZELLE_HEADER_VALUE: isKey ? accessToken : `Bearer ${accessToken}`,
    GAZELLE_GRAPHQL_URL: gazelleAddresses(gazelleUrl).graphqlEndpoint,
  }
}

async function runWith(
  call: CommandContext,
  env: NodeJS.ProcessEnv,
  program: string,
  args: readonly string[],
): Promise<number> {
  // A secret that stands in the program's place is not repeated.
  const named = (await hasSecret([program])) ? '.unnamed' : ''
  const passTo = listen(call)
  const child = spawn(program, args, { stdio: 'inherit', env })
  passTo(child)
  return new Promise((resolve) => {
    child.on('error', ({ code }: NodeJS.ErrnoException) => {
      const isMissing = code === 'ENOENT'
      const message = call.say(`run.${isMissing ? 'not-found' : 'not-started'}${named}`, { program })
      call.output.complaint(message)
      const exitCode = isMissing ? notFound : notStarted
      const failure = { kind: isMissing ? 'program.not-found' : 'program.not-started' }
      call.output.reportAside({ version: 1, command: call.command, exitCode, message, failure })
      resolve(exitCode)
    })
    child.on('exit', (code, signal) => {
      if (signal === null) return resolve(code ?? exitCodes.mistake)
      dieBy(signal)
      // If this process survives the signal, exit with the code that a shell would use.
      resolve(128 + constants.signals[signal])
    })
  })
}

/** Takes over the signals without a gap in which one could be lost; gives a function that names the program to pass them to. */
function listen(call: CommandContext): (child: ChildProcess) => void {
  let pass: ((signal: NodeJS.Signals) => void) | null = null
  const early: NodeJS.Signals[] = []
  for (const signal of passedOn) process.on(signal, () => (pass === null ? early.push(signal) : pass(signal)))
  call.leaveSignals()
  return (child) => {
    // A terminal sends its own signals, such as Ctrl-C, to the program as well.
    const isFromTerminal = (signal: NodeJS.Signals) =>
      process.stdin.isTTY === true && (signal === 'SIGINT' || signal === 'SIGQUIT')
    pass = (signal) => void (isFromTerminal(signal) || child.kill(signal))
    for (const signal of early) pass(signal)
  }
}
