import { type Beside, besideWork } from '../../core/alerts/beside.ts'
import type { Spoken } from '../../node/alerts/spoken.ts'
import type { CommandContext } from '../command-context.ts'
import type { Configuration } from '../configuration/configuration.ts'
import type { Inspection } from '../inspect.ts'
import type { Memory } from '../memory.ts'
import type { Work } from '../work.ts'

/** Opens the voice of a command; null if no channel is configured: then nothing of it is loaded. Tells what is wrong. */
async function voiceOf(
  call: CommandContext,
  configuration: Configuration,
  work: Work,
  memory: Memory,
  life: { readonly stays: boolean; readonly stop: AbortSignal },
) {
  if (Object.keys(configuration.alerts).length === 0) return null
  const [{ alertSettingsOf, openVoice }, report] = await Promise.all([import('./voice.ts'), import('./report.ts')])
  const settings = alertSettingsOf(configuration, call.language)
  report.tellFaults(call, settings)
  return { voice: await openVoice(settings, work, memory, life), report }
}

/** So long may alerts hold up the end of a command, in milliseconds. What is not told by then, the next check tells. */
const patienceMilliseconds = 30_000

/**
 * Tells what is due after a check, and pings; waits for the channels, half a minute at most. Gives what was sent; null if no
 * channel is configured. Never rejects.
 */
export async function speakAfter(
  call: CommandContext,
  configuration: Configuration,
  work: Work,
  memory: Memory,
  inspection: Inspection,
  stop: AbortSignal,
): Promise<readonly Spoken[] | null> {
  const enough = AbortSignal.any([stop, AbortSignal.timeout(patienceMilliseconds)])
  const opened = await voiceOf(call, configuration, work, memory, { stays: false, stop: enough })
  if (opened === null) return null
  const { voice, report } = opened
  let spoken: readonly Spoken[] = []
  await call.whileWaiting(
    Promise.all([voice.tell(inspection), voice.ping(inspection)]).then(
      ([told, pinged]) => {
        spoken = [...told.spoken, ...pinged]
      },
      (error) => report.tellMistake(call, error),
    ),
  )
  report.tellSpoken(call, spoken)
  return spoken
}

/**
 * A voice for a keeper that stays: what it says holds up no check, and what could not be told is tried again in between. `onSpoken`
 * gets each message that was sent, or could not be.
 */
export async function speakAside(
  call: CommandContext,
  configuration: Configuration,
  work: Work,
  memory: Memory,
  onSpoken: (spoken: Spoken) => void,
  stop: AbortSignal,
): Promise<Beside> {
  const opened = await voiceOf(call, configuration, work, memory, { stays: true, stop })
  if (opened === null) return { hear: () => undefined }
  const { voice, report } = opened

  const onTold = (spoken: readonly Spoken[]) => {
    report.tellSpoken(call, spoken)
    // A ping that arrived is not worth a line.
    for (const one of spoken) if (one.alert !== null || !one.delivery.isDelivered) onSpoken(one)
  }
  const { clock } = work.node.keeper
  const beside = besideWork({
    tell: async () => {
      const { spoken, againAt } = await voice.tell(work.inspection())
      return { told: spoken, againAt }
    },
    onTold,
    onMistake: (error) => report.tellMistake(call, error),
    clock,
    stop,
  })
  return {
    hear() {
      beside.hear()
      void voice.ping(work.inspection()).then(onTold)
    },
  }
}
