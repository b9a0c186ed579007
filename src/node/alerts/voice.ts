import { endOfCheck, wentWell } from '../../core/alerts/end-of-check.ts'
import { SharedTeller, type SharedTellerOptions } from '../../core/alerts/shared-teller.ts'
import type { Condition } from '../../core/keeper/condition.ts'
import type { KeeperState } from '../../core/keeper/state.ts'
import type { Spoken } from './spoken.ts'
import type { AlertTargets } from './targets.ts'

export interface SpokenNow {
  readonly spoken: readonly Spoken[]
  /** When something is to be tried again (milliseconds since 1970); null if nothing is. */
  readonly againAt: number | null
}

/** What a check has left behind. */
export interface Checked {
  readonly state: KeeperState
  readonly condition: Condition
  /** Milliseconds since 1970 by the trusted clock. */
  readonly now: number
}

/** How a keeper is heard where nobody sits. Its functions never reject. */
export interface Voice {
  /** Tells what is due, once for all keepers of the row. Do not call it again before it has ended. */
  tell(checked: Pick<Checked, 'state'>): Promise<SpokenNow>
  /** Pings the monitor after a check, if that went well, or if the monitor wants to know that it did not. */
  ping(checked: Checked): Promise<readonly Spoken[]>
}

export interface VoiceOptions
  extends Pick<AlertTargets, 'channels' | 'ping'>,
    Pick<SharedTellerOptions, 'memory' | 'clock' | 'words'> {
  /** After its abort nothing more is begun. */
  readonly stop: AbortSignal
}

/** A voice over these channels. */
export function openVoice({ channels, ping, stop, ...options }: VoiceOptions): Voice {
  const teller = new SharedTeller({ channels, ...options })
  return {
    async tell({ state }) {
      const { tellings, againAt } = await teller.tell(state, stop)
      return {
        spoken: tellings.map(({ channel, alert, delivery }) => ({
          channel: channel.kind,
          alert: alert.kind,
          delivery,
        })),
        againAt,
      }
    },
    async ping({ state, condition, now }) {
      const isGood = wentWell[endOfCheck(state, condition, now)]
      if (ping === null || stop.aborted || isGood === null || !(isGood || ping.tellsFailures)) return []
      return [{ channel: 'ping', alert: null, delivery: await ping.monitor.send(isGood, stop) }]
    },
  }
}
