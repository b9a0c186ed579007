import { type OwnMemory, SharedMemory } from '../core/alerts/shared-memory.ts'
import { conditionOf } from '../core/keeper/condition.ts'
import type { KeeperState } from '../core/keeper/state.ts'
import { type Spoken, type SpokenReport, spokenReport } from '../node/alerts/spoken.ts'
import { openVoice } from '../node/alerts/voice.ts'
import type { NodeKeeper } from '../node/keeper.ts'
import { ownAlertsInMemory } from '../node/own-alerts.ts'
import { alertWords } from '../shared/alert-wording.ts'
import type { AlertSettings } from './alert-settings.ts'

/** The kinds of host, by the names under which all their keepers share the memory of the alerts. */
export type Host = 'function' | 'runner'

/** What a check has left behind, and the row beside the token. */
export interface CheckEnd {
  readonly state: KeeperState
  readonly clock: NodeKeeper['keeper']['clock']
  readonly alerts: NodeKeeper['stores']['alerts']
}

/** How a check is heard where nobody sits. */
export interface HostVoice {
  /**
   * Tells what is due after a check, once for all keepers of the row, and pings; begins nothing more after `withinMilliseconds`. Calls
   * wait for each other. Gives what was sent, or could not be. Never rejects.
   */
  speak(end: CheckEnd, withinMilliseconds: number): Promise<readonly SpokenReport[]>
}

/** How often each kind is called by the schedules that we give, in milliseconds. */
const intervalMilliseconds: Record<Host, number> = { function: 5 * 60_000, runner: 30 * 60_000 }
/** A voice for all checks of this process. */
export function createHostVoice(settings: AlertSettings, host: Host): HostVoice {
  // Keepers of other hosts do not see what this one sees: each kind has a name of its own.
  const own = ownAlertsInMemory(host, intervalMilliseconds[host])
  let latest: Promise<unknown> = Promise.resolve()
  return {
    speak(end, withinMilliseconds) {
      const stop = AbortSignal.timeout(withinMilliseconds)
      const spoken = latest.then(() => speakOf(settings, own, end, stop))
      latest = spoken
      return spoken
    },
  }
}

async function speakOf(
  { channels, ping, language }: AlertSettings,
  own: OwnMemory,
  { state, clock, alerts }: CheckEnd,
  stop: AbortSignal,
): Promise<readonly SpokenReport[]> {
  const voice = openVoice({
    channels,
    ping,
    memory: new SharedMemory(alerts, own),
    clock,
    words: (alert, topic) => alertWords(alert, topic, language),
    stop,
  })
  const now = clock.now()
  try {
    const checked = { state, condition: conditionOf(state, now), now }
    const [told, pinged] = await Promise.all([voice.tell(checked), voice.ping(checked)])
    const spoken: Spoken[] = [...told.spoken, ...pinged]
    return spoken.map(spokenReport)
  } catch (error) {
    // A mistake of ours must not become the check's.
    console.error(`alerts: ${error instanceof Error ? error.name : typeof error}`)
    return []
  }
}
