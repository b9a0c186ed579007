import { type Account, hasCompany, isAnotherCompany } from '../token/account.ts'
import { fingerprint } from '../token/fingerprint.ts'
import type { Fallback, Held, JournalContent } from './journal.ts'
import type { Ownership } from './ownership.ts'
import type { KeeperState } from './state.ts'

/** What a person may be shown of what a keeper keeps. */
export type ShownTokens = Pick<KeeperState, 'held' | 'account' | 'unconfirmed' | 'takenFrom'>

/** Shows of the tokens that are held the newest, by its fingerprint, and whose the row is. No secret is in it. Pure. */
export function shownOf({ held, fallbacks, ...kept }: Omit<JournalContent, 'spending'>): ShownTokens {
  const ownership = kept.ownership ?? null
  const newest = held.findLast((each) => !isUnconfirmed(each, ownership))?.credential
  const unconfirmed = held.findLast((each) => isUnconfirmed(each, ownership))?.credential
  const { account = null, takenFrom = null } = ownership ?? {}
  return {
    held: newest === undefined ? null : { fingerprint: fingerprint(newest.accessToken) },
    account,
    unconfirmed: unconfirmed?.account
      ? { fingerprint: fingerprint(unconfirmed.accessToken), account: unconfirmed.account }
      : null,
    takenFrom: takenFrom && { account: takenFrom, isHere: fallbackOf(fallbacks, takenFrom) !== null },
  }
}

/** Whether a held token is another company's than the row's, and waits for a person's word. Pure. */
export function isUnconfirmed({ credential, isConfirmed }: Held, ownership: Ownership | null): boolean {
  return !isConfirmed && isAnotherCompany(ownership?.account, credential.account)
}

/** The newest token of this company to fall back on; null where there is none. `evenRefused`: or that was rejected. Pure. */
export function fallbackOf(
  fallbacks: readonly Fallback[],
  company: Account | null,
  evenRefused = false,
): Fallback | null {
  const isOf = ({ account }: Fallback) =>
    hasCompany(account) && hasCompany(company) && !isAnotherCompany(account, company)
  return fallbacks.find((each) => isOf(each) && (evenRefused || each.refusedAt === undefined)) ?? null
}
