import { endOf } from './expiry.ts'
import type { EpochSeconds, TokenRecord } from './record.ts'

/** The last third of the guide's 30 days, for a token whose time of issue is unknown: ten days, in seconds. */
const lastThird = 864_000

export interface Health {
  readonly state: 'valid' | 'expiring' | 'expired'
  /** Seconds until it expires, 0 from then on; null when it never does. */
  readonly secondsLeft: number | null
  /** When it should be renewed, at two thirds of its life; null when it never expires. */
  readonly renewAt: EpochSeconds | null
}

/**
 * A token's health at `now` (seconds): `expiring` from two thirds of its life on, `expired` from its last second on.
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
