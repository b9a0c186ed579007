import type { AlertFault } from '../../core/alerts/alert-fields.ts'
import type { AlertNetwork } from '../../core/alerts/remote/post.ts'
import { type AlertVariables, alertValuesOf, variableOfField } from '../../node/alerts/alert-variables.ts'
import { type AlertTargets, alertTargetsOf } from '../../node/alerts/targets.ts'
import { allLanguages, type Language } from '../../shared/catalogue/languages.ts'
import type { ConfigurationFault, Source } from '../configuration/configuration.ts'

/** Where alerts go. */
export interface AlertSettings extends Pick<AlertTargets, 'channels' | 'ping'> {
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
  const { channels, ping, faults } = alertTargetsOf(alertValuesOf(variables), network)
  const named = variables.GAZELLE_ALERT_LANGUAGE
  const language = allLanguages.find((each) => each === named)
  const ofLanguage: ConfigurationFault[] =
    named === undefined || language !== undefined
      ? []
      : [{ kind: 'invalid', variable: 'GAZELLE_ALERT_LANGUAGE', flaw: 'not-a-language', source }]
  return {
    channels,
    ping,
    language: language ?? usual,
    faults: [...faults.map((fault) => faultOf(fault, source)), ...ofLanguage],
  }
}

function faultOf({ field, flaw }: AlertFault, source: Source): ConfigurationFault {
  const variable = variableOfField[field]
  return flaw === 'missing' ? { kind: 'missing', variable, source } : { kind: 'invalid', variable, flaw, source }
}
