/** The variables of the channels for alerts, by the names that users know; docs/alerts.md says what each is. */
export const alertVariableNames = [
  'GAZELLE_ALERT_EMAIL_TO',
  'GAZELLE_ALERT_EMAIL_FROM',
  'GAZELLE_ALERT_SMTP_URL',
  'GAZELLE_ALERT_SMTP_USER',
  'GAZELLE_ALERT_SMTP_PASSWORD',
  'GAZELLE_ALERT_SLACK',
  'GAZELLE_ALERT_TEAMS',
  'GAZELLE_ALERT_DISCORD',
  'GAZELLE_ALERT_NTFY',
  'GAZELLE_ALERT_NTFY_TOKEN',
  'GAZELLE_ALERT_WEBHOOK',
  'GAZELLE_ALERT_WEBHOOK_SECRET',
  'GAZELLE_ALERT_PING',
  'GAZELLE_ALERT_PING_FAILURES',
  'GAZELLE_ALERT_LANGUAGE',
] as const

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
