import { endOfCheck, wentWell } from '../../core/alerts/end-of-check.ts'
import type { AlertNetwork } from '../../core/alerts/remote/post.ts'
import type { Delivery, RemoteKind } from '../../core/alerts/remote-channel.ts'
import { SharedMemory } from '../../core/alerts/shared-memory.ts'
import { SharedTeller, type SharedTellerOptions } from '../../core/alerts/shared-teller.ts'
import { openOwnAlerts } from '../../node/own-alerts.ts'
import { alertWords } from '../../shared/alert-wording.ts'
import type { Language } from '../../shared/catalogue/languages.ts'
import type { Configuration } from '../configuration/configuration.ts'
import type { Inspection } from '../inspect.ts'
import type { Memory } from '../memory.ts'
import { userAgent } from '../version.ts'
import type { Work } from '../work.ts'
import { type AlertSettings, alertSettings } from './settings.ts'

/** A message that was sent, or could not be. */
export interface Spoken {
  readonly channel: RemoteKind | 'ping'
  /** What it told; null for a ping. */
  readonly alert: string | null
  readonly delivery: Delivery
}

export interface SpokenNow {
  readonly spoken: readonly Spoken[]
  /** When something is to be tried again (milliseconds since 1970); null if nothing is. */
  readonly againAt: number | null
}

/** How a keeper is heard where nobody sits. Its functions never reject. */
export interface Voice {
  /** Tells what is due, once for all keepers of the row. Do not call it again before it has ended. */
  tell(inspection: Inspection): Promise<SpokenNow>
  /** Pings the monitor after a check, if that went well, or if the monitor wants to know that it did not. */
  ping(inspection: Inspection): Promise<readonly Spoken[]>
}

/** The network of the channels. */
export const alertNetwork: AlertNetwork = { fetch: globalThis.fetch, userAgent }

/** The settings of a configuration, in the language of the person at the terminal if none is set. */
export const alertSettingsOf = ({ alerts, source }: Configuration, language: Language): AlertSettings =>
  alertSettings(alerts, source, alertNetwork, language)

/** Opens the channels of the settings for a keeper's row. After the abort of `stop` nothing more is begun. Never rejects. */
export async function openVoice(
  { channels, ping, language }: AlertSettings,
  { node }: Work,
  memory: Memory,
  stop: AbortSignal,
): Promise<Voice> {
  const shared = new SharedMemory(node.stores.alerts, await openOwnAlerts(memory))
  const words: SharedTellerOptions['words'] = (alert, topic) => alertWords(alert, topic, language)
  const teller = new SharedTeller({ channels, memory: shared, clock: node.keeper.clock, words })
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
