import { type Account, isAnotherCompany } from '../token/account.ts'
import type { TokenRecord } from '../token/record.ts'
import type { Fallback } from './journal.ts'

/** A token that Gazelle has rejected is asked about again after so long. */
export const refusedAgainAfterMilliseconds = 6 * 60 * 60 * 1000

/**
 * Whether this token may be put back in place of the row's: it is another one, was not rejected lately (`now`: milliseconds),
 * and is not known to be of another company than the row's, whose `owner` is.
 */
export function isFallbackFor(
  row: TokenRecord | null,
  { accessToken, refusedAt, account }: Fallback,
  now: number,
  owner: Account | null,
): boolean {
  if (accessToken === row?.accessToken || isAnotherCompany(owner, account)) return false
  return refusedAt === undefined || Math.abs(now - refusedAt) >= refusedAgainAfterMilliseconds
}
