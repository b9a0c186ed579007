import type { Delivery, RemoteKind } from '../../core/alerts/remote-channel.ts'

/** A message that was sent, or could not be. */
export interface Spoken {
  readonly channel: RemoteKind | 'ping'
  /** What it told; null for a ping. */
  readonly alert: string | null
  readonly delivery: Delivery
}

/** A message in a JSON answer. */
export interface SpokenReport {
  readonly channel: Spoken['channel']
  readonly alert: string | null
  readonly delivered: boolean
  /** Why not; null if it was delivered. */
  readonly why: string | null
  /** The server's status or its word for the error, or the network's; null if there is none. */
  readonly code: string | null
}

export const spokenReport = ({ channel, alert, delivery }: Spoken): SpokenReport => ({
  channel,
  alert,
  delivered: delivery.isDelivered,
  why: delivery.isDelivered ? null : delivery.why,
  code: delivery.code,
})
