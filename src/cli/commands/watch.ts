import type { KeeperEvent } from '../../core/keeper/events.ts'
import { type Spoken, spokenReport } from '../../node/alerts/spoken.ts'
import { spokenSentence } from '../alerts/report.ts'
import { speakAside } from '../alerts/speak.ts'
import { changesOf } from '../changes.ts'
import type { CommandContext } from '../command-context.ts'
import { type ExitCode, exitCodeOf, exitCodes } from '../exit-code.ts'
import { tellServiceManager } from '../io/service-manager.ts'
import { openMemory } from '../memory.ts'
import type { Invocation } from '../program.ts'
import { inspectionReport } from '../status-report.ts'
import { statusSentence } from '../status-text.ts'
import { stay } from '../stay.ts'
import { startWork, type Work } from '../work.ts'

const second = 1000
const quarterHour = 15 * 60 * second

/**
 * Keeps the token until a signal asks to stop, and then exits with 0, as a service should. Reports changes to the token, and the
 * status when it changes: one line each, or one object each in JSON.
 */
export async function watch(call: CommandContext, { saveWithinSeconds: option }: Invocation): Promise<ExitCode> {
  const { output, say } = call
  const configuration = await call.configuration()
  const { connection, saveWithinSeconds: variable } = configuration
  const { environment } = call.places
  const memory = openMemory(connection, call)
  const told: KeeperEvent[] = []
  const stop = call.stopSignal()
  const atWork = startWork(call, connection, memory, stop, (event) => {
    told.push(event)
    tellChanges(call, told.splice(0))
  })
  const speaker = await speakAside(call, configuration, atWork, memory, (spoken) => reportSpoken(call, spoken), stop)
  let isReady = false
  let latest: string | null = null
  while (!stop.aborted) {
    await output.during(atWork.node.keeper.check())
    speaker.hear()
    const message = await tellStatus()
    if (!isReady && !stop.aborted) {
      isReady = true
      output.line(say('watch.ready'))
      await tellServiceManager(environment, '--ready', `--status=${message}`)
    }
    await restOf(atWork, stop)
  }
  output.line(say('watch.stopping'))
  await tellServiceManager(environment, 'STOPPING=1')
  await stay(call, atWork, { option, variable }, null)
  await atWork.finish()
  output.report({
    version: 1,
    command: 'watch',
    event: 'stopped',
    exitCode: exitCodes.fine,
    message: say('watch.stopping'),
  })
  return exitCodes.fine

  /** Tells the status if it has changed; gives the sentence. */
  async function tellStatus(): Promise<string> {
    const inspection = atWork.inspection()
    const exitCode = exitCodeOf(inspection.state, inspection.condition, inspection.now)
    const message = await statusSentence(inspection, say, call.language, true)
    const news = JSON.stringify([message, exitCode, inspection.state.token?.fingerprint])
    if (news === latest) return message
    const isFirst = latest === null
    latest = news
    if (exitCode === exitCodes.fine) output.line(message)
    else output.complaint(message)
    const report = inspectionReport(inspection, null)
    output.report({ version: 1, command: 'watch', event: 'status', exitCode, message, ...report })
    if (!isFirst) void tellServiceManager(environment, `--status=${message}`)
    return message
  }
}

/** A line of JSON for each message; in words, the speaker has told what is worth it. */
function reportSpoken({ output, say }: CommandContext, spoken: Spoken): void {
  const message = spokenSentence(spoken, say)
  output.report({
    version: 1,
    command: 'watch',
    event: 'alert',
    exitCode: exitCodes.fine,
    message,
    alert: spokenReport(spoken),
  })
}

function tellChanges({ output, say }: CommandContext, events: KeeperEvent[]): void {
  for (const { what, fingerprint } of changesOf(events)) {
    const message = say(`did.${what}`, { fingerprint })
    output.line(message)
    output.report({ version: 1, command: 'watch', event: what, exitCode: exitCodes.fine, message, fingerprint })
  }
}

/**
 * Rests as long as the keeper does, but for at least a second and at most a quarter of an hour: clocks that jump and computers
 * that sleep cost no more than that. Spread, so that the servers of one office do not all ask in the same second.
 */
async function restOf({ node: { keeper } }: Work, stop: AbortSignal): Promise<void> {
  const { restsUntil } = keeper.state.value
  const rest = Math.min(Math.max(restsUntil - keeper.clock.now(), second), quarterHour) * (1 + Math.random() * 0.1)
  await new Promise<void>((resolve) => {
    if (stop.aborted) return resolve()
    const timer = setTimeout(resolve, rest)
    stop.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
