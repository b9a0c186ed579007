import { remoteKinds } from './remote-channel.ts'

/** All that alerts can go to: the channels, and the monitor that is pinged after each good check. */
export const alertTargets = [...remoteKinds, 'ping'] as const

export type AlertTarget = (typeof alertTargets)[number]

/** What a person gives for each target, as texts; docs/alerts.md says what each is. */
export const fieldsOfTarget = {
  email: ['email.to', 'email.server', 'email.user', 'email.password', 'email.from'],
  slack: ['slack.address'],
  teams: ['teams.address'],
  discord: ['discord.address'],
  ntfy: ['ntfy.address', 'ntfy.token'],
  webhook: ['webhook.address', 'webhook.secret'],
  ping: ['ping.address', 'ping.failures'],
} as const satisfies Readonly<Record<AlertTarget, readonly string[]>>

export type AlertField = (typeof fieldsOfTarget)[AlertTarget][number]

/** All fields, in order. */
export const alertFields: readonly AlertField[] = alertTargets.flatMap((target) => fieldsOfTarget[target])

/** The target that a field belongs to. */
export const targetOf = (field: AlertField): AlertTarget => field.split('.')[0] as AlertTarget

/** What is given of them, trimmed; nothing that is empty. */
export type AlertValues = Readonly<Partial<Record<AlertField, string>>>

/**
 * Why a field is not accepted. `missing`: another field of the same target needs it.
 */
export type AlertFlaw =
  | 'missing'
  | 'not-a-url'
  | 'not-https'
  | 'not-a-key'
  | 'not-smtp'
  | 'not-an-email'
  | 'not-a-topic'
  | 'not-a-webhook-secret'
  | 'not-yes-or-no'

/** What is wrong with a field. */
export interface AlertFault {
  readonly field: AlertField
  readonly flaw: AlertFlaw
}
