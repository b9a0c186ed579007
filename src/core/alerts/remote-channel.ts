import type { Alert } from './policy.ts'

/** The kinds of channel that reach people away from this computer. */
export const remoteKinds = ['email', 'slack', 'teams', 'discord', 'ntfy', 'webhook'] as const

export type RemoteKind = (typeof remoteKinds)[number]

/** An alert in words: plain text, without markup, links or secrets. */
export interface AlertWords {
  readonly title: string
  readonly paragraphs: readonly string[]
}

/** An alert on its way to a remote channel. */
export interface AlertMessage extends AlertWords {
  /** The same at each attempt to deliver this alert, so that a receiver can drop a second copy. */
  readonly id: string
  readonly kind: Alert['kind'] | 'test'
  readonly isUrgent: boolean
  /** The company whose token it is, fit to be shown; null if Gazelle has never told. */
  readonly company: string | null
  /** When the message was made, in milliseconds since 1970. */
  readonly at: number
}

/**
 * Why a message was not delivered:
 * - `unreachable`: there was no connection
 * - `silent`: there was no whole answer in time
 * - `untrusted`: the server did not prove who it is, or offers no encryption
 * - `redirected`: the server sends to another address, which is not followed
 * - `busy`: the server asks to try again later
 * - `sign-in`: the server rejects the user or the password
 * - `rejected`: the server rejects the message, or no longer knows the address
 * - `not-understood`: the answer is none that such a server gives
 */
export type DeliveryFailure =
  | 'unreachable'
  | 'silent'
  | 'untrusted'
  | 'redirected'
  | 'busy'
  | 'sign-in'
  | 'rejected'
  | 'not-understood'

/** What became of a message. `code`: the server's status, its own word for the error, or the network's; never its text. */
export type Delivery =
  | {
      readonly isDelivered: true
      readonly code: string
      /** How many recipients the server rejected, beside those that it accepted. */
      readonly missed: number
    }
  | {
      readonly isDelivered: false
      readonly why: DeliveryFailure
      readonly code: string | null
      /** How long the server asks to wait; null if it does not say. */
      readonly retryAfterSeconds: number | null
    }

/** A message that was not delivered. */
export const failed = (
  why: DeliveryFailure,
  code: string | null,
  retryAfterSeconds: number | null = null,
): Delivery => ({ isDelivered: false, why, code, retryAfterSeconds })

/** A way to reach people away from this computer. It tries once; whoever uses it tries again. */
export interface RemoteChannel {
  readonly kind: RemoteKind
  /** Names the destination, the same for each keeper that has it: the kind, and a fingerprint of the address. No secret. */
  readonly name: string
  /** Never rejects. Gives up after half a minute at the latest, and when the signal is aborted. */
  deliver(message: AlertMessage, signal?: AbortSignal): Promise<Delivery>
}
