import type { AlertNetwork } from '../../core/alerts/remote/post.ts'
import { SharedMemory } from '../../core/alerts/shared-memory.ts'
import { openVoice as openVoiceOver, type Voice } from '../../node/alerts/voice.ts'
import { openOwnAlerts } from '../../node/own-alerts.ts'
import { alertWords } from '../../shared/alert-wording.ts'
import type { Language } from '../../shared/catalogue/languages.ts'
import type { Configuration } from '../configuration/configuration.ts'
import type { Memory } from '../memory.ts'
import { userAgent } from '../version.ts'
import type { Work } from '../work.ts'
import { type AlertSettings, alertSettings } from './settings.ts'

/** The network of the channels. */
export const alertNetwork: AlertNetwork = { fetch: globalThis.fetch, userAgent }

/** The settings of a configuration, in the language of the person at the terminal if none is set. */
export const alertSettingsOf = ({ alerts, source }: Configuration, language: Language): AlertSettings =>
  alertSettings(alerts, source, alertNetwork, language)

/**
 * Opens the channels of the settings for a keeper's row. `stays`: whether the keeper goes on after a check. After the abort of `stop` nothing
 * more is begun. Never rejects.
 */
export async function openVoice(
  { channels, ping, language }: AlertSettings,
  { node }: Work,
  memory: Memory,
  { stays, stop }: { readonly stays: boolean; readonly stop: AbortSignal },
): Promise<Voice> {
  return openVoiceOver({
    channels,
    ping,
    memory: new SharedMemory(node.stores.alerts, await openOwnAlerts(memory, { stays })),
    clock: node.keeper.clock,
    words: (alert, topic) => alertWords(alert, topic, language),
    stop,
  })
}
