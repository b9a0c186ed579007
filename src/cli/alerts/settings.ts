import { discord } from '../../core/alerts/remote/discord.ts'
import { ntfy } from '../../core/alerts/remote/ntfy.ts'
import { type Ping, ping } from '../../core/alerts/remote/ping.ts'
import type { AlertNetwork } from '../../core/alerts/remote/post.ts'
import { slack } from '../../core/alerts/remote/slack.ts'
import { teams } from '../../core/alerts/remote/teams.ts'
import { webhook, webhookKey } from '../../core/alerts/remote/webhook.ts'
import type { RemoteChannel } from '../../core/alerts/remote-channel.ts'
import { mailChannel } from '../../node/mail.ts'
import { allLanguages, type Language } from '../../shared/catalogue/languages.ts'
import type { AlertVariableName, AlertVariables } from '../configuration/alert-variables.ts'
import { ConfigurationError, type ConfigurationFault, type Source } from '../configuration/configuration.ts'
import { flawOfUrl } from '../configuration/variables.ts'
import { alertReader } from './alert-reader.ts'
import { mailSettings } from './mail-settings.ts'

/** Where alerts go. */
export interface AlertSettings {
  readonly channels: readonly RemoteChannel[]
  /** Null if no monitor is to be pinged. */
  readonly ping: { readonly monitor: Ping; readonly tellsFailures: boolean } | null
  /** The language of the row's owner. */
  readonly language: Language
  /** What is wrong with the variables. A channel that they are about is left out: the others, and renewals, go on. */
  readonly faults: readonly ConfigurationFault[]
}

/** The settings that the variables make. `usual`: the language if none is set. Never throws. */
export function alertSettings(
  variables: AlertVariables,
  source: Source,
  network: AlertNetwork,
  usual: Language,
): AlertSettings {
  const faults: ConfigurationFault[] = []
  const reader = alertReader(variables, source)
  const { need, check } = reader
  const address = (name: AlertVariableName) => {
    const url = need(name)
    check(name, flawOfUrl(url))
    return url
  }
  /** What `make` gives, if one of these variables is set, and nothing is wrong with them. */
  const among = <T>(names: readonly AlertVariableName[], make: () => T): T[] => {
    if (names.every((name) => variables[name] === undefined)) return []
    try {
      return [make()]
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error
      faults.push(error.fault)
      return []
    }
  }

  const channels = [
    ...among(
      [
        'GAZELLE_ALERT_EMAIL_TO',
        'GAZELLE_ALERT_EMAIL_FROM',
        'GAZELLE_ALERT_SMTP_URL',
        'GAZELLE_ALERT_SMTP_USER',
        'GAZELLE_ALERT_SMTP_PASSWORD',
      ],
      () => mailChannel(mailSettings(variables, reader)),
    ),
    ...among(['GAZELLE_ALERT_SLACK'], () => slack(address('GAZELLE_ALERT_SLACK'), network)),
    ...among(['GAZELLE_ALERT_TEAMS'], () => teams(address('GAZELLE_ALERT_TEAMS'), network)),
    ...among(['GAZELLE_ALERT_DISCORD'], () => discord(address('GAZELLE_ALERT_DISCORD'), network)),
    ...among(['GAZELLE_ALERT_NTFY', 'GAZELLE_ALERT_NTFY_TOKEN'], () => {
      const url = address('GAZELLE_ALERT_NTFY')
      const token = variables.GAZELLE_ALERT_NTFY_TOKEN ?? null
      check('GAZELLE_ALERT_NTFY', /\/[-\w]{1,64}$/.test(new URL(url).pathname) ? null : 'not-a-topic')
      check('GAZELLE_ALERT_NTFY_TOKEN', token === null || /^[\x21-\x7e]+$/.test(token) ? null : 'not-a-key')
      return ntfy(url, token, network)
    }),
    ...among(['GAZELLE_ALERT_WEBHOOK', 'GAZELLE_ALERT_WEBHOOK_SECRET'], () => {
      const url = address('GAZELLE_ALERT_WEBHOOK')
      const key = webhookKey(need('GAZELLE_ALERT_WEBHOOK_SECRET'))
      check('GAZELLE_ALERT_WEBHOOK_SECRET', key === null ? 'not-a-webhook-secret' : null)
      return webhook(url, key ?? new Uint8Array(), network)
    }),
  ]
  const [monitor = null] = among(['GAZELLE_ALERT_PING', 'GAZELLE_ALERT_PING_FAILURES'], () => {
    const url = address('GAZELLE_ALERT_PING')
    const tells = variables.GAZELLE_ALERT_PING_FAILURES ?? 'no'
    check('GAZELLE_ALERT_PING_FAILURES', /^(yes|no)$/.test(tells) ? null : 'not-yes-or-no')
    return { monitor: ping(url, network), tellsFailures: tells === 'yes' }
  })
  const [language = usual] = among(['GAZELLE_ALERT_LANGUAGE'], () => {
    const named = allLanguages.find((each) => each === need('GAZELLE_ALERT_LANGUAGE'))
    check('GAZELLE_ALERT_LANGUAGE', named === undefined ? 'not-a-language' : null)
    return named ?? usual
  })
  return { channels, ping: monitor, language, faults }
}
