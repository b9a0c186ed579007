import manifest from '../../package.json' with { type: 'json' }
import type { AlertFault, AlertFlaw } from '../core/alerts/alert-fields.ts'
import type { AlertNetwork } from '../core/alerts/remote/post.ts'
import {
  type AlertVariableName,
  alertValuesOf,
  alertVariableNames,
  alertVariablesIn,
  variableOfField,
} from '../node/alerts/alert-variables.ts'
import { mailPorts } from '../node/alerts/mail-settings.ts'
import { type AlertTargets, alertTargetsOf } from '../node/alerts/targets.ts'
import { allLanguages, type Language, languageOf } from '../shared/catalogue/languages.ts'
import type { ReadVariable } from './settings.ts'

/** Where a check calls for help. Holds secrets. */
export interface AlertSettings extends Pick<AlertTargets, 'channels' | 'ping'> {
  /** The language of the row's owner. */
  readonly language: Language
  /** The mail server's port; null if there is none. */
  readonly mailPort: number | null
  /**
   * What is wrong with the variables, in sentences that quote no value. A channel that they are about is left out: the others, and
   * renewals, go on.
   */
  readonly faults: readonly string[]
}

const usualLanguage: Language = languageOf('')

/** The settings from the host's variables, which are the command line's; null if none of them is set. Never throws. */
export function alertSettingsFrom(read: ReadVariable): AlertSettings | null {
  const variables = alertVariablesIn(Object.fromEntries(alertVariableNames.map((name) => [name, read(name)])))
  if (Object.keys(variables).length === 0) return null
  const network: AlertNetwork = { fetch: globalThis.fetch, userAgent: `gazelle-keeper/${manifest.version}` }
  const { channels, ping, faults } = alertTargetsOf(alertValuesOf(variables), network)
  const named = variables.GAZELLE_ALERT_LANGUAGE
  const language = allLanguages.find((each) => each === named)
  const isUnknown = named !== undefined && language === undefined
  return {
    channels,
    ping,
    language: language ?? usualLanguage,
    mailPort: portOf(variables.GAZELLE_ALERT_SMTP_URL),
    faults: [
      ...faults.map(sentenceOf),
      ...(isUnknown ? [`GAZELLE_ALERT_LANGUAGE is none of ${allLanguages.join(', ')}.`] : []),
    ],
  }
}

const flaws: Readonly<Record<AlertFlaw, string>> = {
  missing: 'is missing',
  'not-a-url': 'is no address that begins with https://',
  'not-https': 'must begin with https://',
  'not-a-key': 'contains spaces or invalid characters',
  'not-smtp': 'is no address that begins with smtps:// or smtp://',
  'not-an-email': 'is no email address',
  'not-a-topic': 'does not end in the name of an ntfy topic',
  'not-a-webhook-secret': 'is not “whsec_” and 24 to 64 bytes in Base64',
  'not-yes-or-no': 'is neither yes nor no',
}

function sentenceOf({ field, flaw }: AlertFault): string {
  const variable: AlertVariableName = variableOfField[field]
  return `${variable} ${flaws[flaw]}.`
}

function portOf(server: string | undefined): number | null {
  if (server === undefined || !URL.canParse(server)) return null
  const { port, protocol } = new URL(server)
  return port === '' ? (mailPorts[protocol] ?? null) : Number(port)
}
