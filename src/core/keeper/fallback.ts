import { type Account, isAnotherCompany } from '../token/account.ts'
import type { TokenRecord } from '../token/record.ts'
import type { Fallback } from './journal.ts'

/** How long a rejected fallback is left alone before Gazelle is asked about it again. */
export const refusedAgainAfterMilliseconds = 6 * 60 * 60 * 1000

/**
 * Whether this token may be put back in place of the row's: it is another token, was not rejected lately (`now`: milliseconds),
 * and is not known to belong to another company than the row's (`owner`).
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
