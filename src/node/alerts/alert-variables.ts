import type { AlertField, AlertValues } from '../../core/alerts/alert-fields.ts'

/** The variable of each field, by the name that users know; docs/alerts.md says what each is. */
export const variableOfField = {
  'email.to': 'GAZELLE_ALERT_EMAIL_TO',
  'email.from': 'GAZELLE_ALERT_EMAIL_FROM',
  'email.server': 'GAZELLE_ALERT_SMTP_URL',
  'email.user': 'GAZELLE_ALERT_SMTP_USER',
  'email.password': 'GAZELLE_ALERT_SMTP_PASSWORD',
  'slack.address': 'GAZELLE_ALERT_SLACK',
  'teams.address': 'GAZELLE_ALERT_TEAMS',
  'discord.address': 'GAZELLE_ALERT_DISCORD',
  'ntfy.address': 'GAZELLE_ALERT_NTFY',
  'ntfy.token': 'GAZELLE_ALERT_NTFY_TOKEN',
  'webhook.address': 'GAZELLE_ALERT_WEBHOOK',
  'webhook.secret': 'GAZELLE_ALERT_WEBHOOK_SECRET',
  'ping.address': 'GAZELLE_ALERT_PING',
  'ping.failures': 'GAZELLE_ALERT_PING_FAILURES',
} as const satisfies Readonly<Record<AlertField, string>>

/** All variables of alerts. */
export const alertVariableNames = [...Object.values(variableOfField), 'GAZELLE_ALERT_LANGUAGE'] as const

export type AlertVariableName = (typeof alertVariableNames)[number]

/** Those that open something: who knows one can write where the alerts go, read them, or send mail. */
export const secretAlertVariables: readonly AlertVariableName[] = [
  'GAZELLE_ALERT_SMTP_URL',
  'GAZELLE_ALERT_SMTP_PASSWORD',
  'GAZELLE_ALERT_SLACK',
  'GAZELLE_ALERT_TEAMS',
  'GAZELLE_ALERT_DISCORD',
  'GAZELLE_ALERT_NTFY',
  'GAZELLE_ALERT_NTFY_TOKEN',
  'GAZELLE_ALERT_WEBHOOK',
  'GAZELLE_ALERT_WEBHOOK_SECRET',
  'GAZELLE_ALERT_PING',
]

/** What is set of them; an empty variable counts as unset. */
export type AlertVariables = Readonly<Partial<Record<AlertVariableName, string>>>

/** Picks the variables of alerts that are set. Pure. */
export function alertVariablesIn(variables: Readonly<Record<string, string | undefined>>): AlertVariables {
  return Object.fromEntries(
    alertVariableNames.flatMap((name) => {
      const value = variables[name]?.trim() ?? ''
      return value === '' ? [] : [[name, value]]
    }),
  )
}

/** The values of the fields that the variables name. Pure. */
export function alertValuesOf(variables: AlertVariables): AlertValues {
  const fields = Object.keys(variableOfField) as AlertField[]
  return Object.fromEntries(
    fields.flatMap((field) => {
      const value = variables[variableOfField[field]]
      return value === undefined ? [] : [[field, value]]
    }),
  )
}
