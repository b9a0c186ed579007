import { speaker } from '../shared/catalogue/command-line/speaker.ts'
import type { CommandContext } from './command-context.ts'
import { findConfiguration } from './configuration/find.ts'
import { answerError } from './failure.ts'
import { dieBy, Interruption } from './io/interruption.ts'
import type { Language } from './io/language.ts'
import { Output } from './io/output.ts'
import { spinnerFor } from './io/spinner.ts'
import type { Invocation } from './program.ts'

/** Runs the command of the arguments; gives the exit code. Never rejects. */
export async function runCommand(
  invocation: Invocation,
  language: Language,
  environment: NodeJS.ProcessEnv,
): Promise<number> {
  const { command, json, quiet } = invocation
  const say = speaker(language)
  const { stdout, stderr } = process
  const spinner = spinnerFor(stderr, { json, quiet, environment }, say('waiting'))
  const output = new Output({ stdout, stderr, json, quiet, environment, spinner })
  const places = { environment, workingFolder: process.cwd(), file: invocation.config }
  const interruption = new Interruption()
  let isWaiting = false
  const call: CommandContext = {
    command,
    output,
    language,
    say,
    places,
    async configuration({ isGiven } = { isGiven: false }) {
      const configuration = await output.during(findConfiguration(places))
      const { source } = configuration
      if (source.kind !== 'file') return configuration
      output.aside(say('source.used', { path: source.path }))
      if (source.isNamed) return configuration
      const { agreeOn } = await import('./agree.ts')
      await agreeOn(configuration.connection, source, isGiven, say)
      return configuration
    },
    stopSignal() {
      interruption.listen(() => {
        if (command !== 'watch' && !isWaiting) output.complaint(say('interrupted'))
      })
      return interruption.signal
    },
    leaveSignals: () => interruption.stopListening(),
    async whileWaiting(waiting) {
      isWaiting = true
      await output.during(waiting)
      isWaiting = false
    },
  }
  const exitCode = await start(invocation, call).catch((error: unknown) => answerError(call, error))
  // A service that was asked to stop ends with 0; any other command ends by the signal that stopped it.
  if (interruption.by !== null && command !== 'watch') dieBy(interruption.by)
  return exitCode
}

async function start(invocation: Invocation, call: CommandContext): Promise<number> {
  switch (invocation.command) {
    case 'status':
      return (await import('./commands/status.ts')).status(call)
    case 'check':
      return (await import('./commands/check.ts')).check(call, invocation)
    case 'renew':
      return (await import('./commands/renew.ts')).renew(call, invocation)
    case 'test':
      return (await import('./commands/test-token.ts')).test(call)
    case 'set':
      return (await import('./commands/set.ts')).set(call, invocation)
    case 'sign-in':
      return (await import('./commands/sign-in.ts')).signIn(call)
    case 'sql':
      return (await import('./commands/sql.ts')).sql(call, invocation)
    case 'history':
      return (await import('./commands/history.ts')).history(call, invocation)
    case 'doctor':
      return (await import('./commands/doctor.ts')).doctor(call)
    case 'watch':
      return (await import('./commands/watch.ts')).watch(call, invocation)
    case 'alerts':
      return (await import('./commands/alerts.ts')).alerts(call, invocation)
    case 'forget':
      return (await import('./commands/forget.ts')).forget(call, invocation)
    case 'init':
      return (await import('./commands/init.ts')).init(call, invocation)
    case 'completion':
      return (await import('./commands/completion.ts')).completion(call, invocation)
    case 'version':
      return (await import('./commands/version.ts')).printVersion(call)
    case 'uninstall':
      return (await import('./commands/uninstall.ts')).uninstall(call, invocation)
    case 'run':
      return (await import('./commands/run.ts')).run(call, invocation)
  }
}
