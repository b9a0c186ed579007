import { endOf } from './expiry.ts'
import type { EpochSeconds, TokenRecord } from './record.ts'

/** Where it is not known when a token was issued, its last ten days (seconds) count as the last third of 30. */
const lastThird = 864_000

export interface Health {
  readonly state: 'valid' | 'expiring' | 'expired'
  /** Seconds until it expires, 0 from then on; null when it never does. */
  readonly secondsLeft: number | null
  /** Two thirds of the life, from when on it should be renewed; null when it never expires. */
  readonly renewAt: EpochSeconds | null
}

/**
 * How a token fares at `now` (seconds): `expiring` from two thirds of its life on, `expired` from its last second on.
 * A token that never expires is `valid` with nulls. Pure, never throws.
 */
export function health(record: Pick<TokenRecord, 'issuedAt' | 'expiry'>, now: EpochSeconds): Health {
  const at = endOf(record.expiry)
  if (at === null) return { state: 'valid', secondsLeft: null, renewAt: null }
  const renewAt =
    record.issuedAt !== null && record.issuedAt <= at ? at - Math.ceil((at - record.issuedAt) / 3) : at - lastThird
  const state = now >= at ? 'expired' : now >= renewAt ? 'expiring' : 'valid'
  return { state, secondsLeft: Math.max(0, Math.floor(at - now)), renewAt }
}
