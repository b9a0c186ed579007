import { type Account, hasCompany, isAnotherCompany } from '../token/account.ts'
import { fingerprint } from '../token/fingerprint.ts'
import type { Fallback, Held, JournalContent } from './journal.ts'
import type { Ownership } from './ownership.ts'
import type { KeeperState } from './state.ts'

/** The part of the journal that a person may be shown. */
export type ShownTokens = Pick<KeeperState, 'held' | 'account' | 'unconfirmed' | 'takenFrom'>

/** Gives the newest held tokens, by fingerprint, and the row's owner. Holds no secret. Pure. */
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

/** Whether a held token belongs to another company than the row, and waits for a person's decision. Pure. */
export function isUnconfirmed({ credential, isConfirmed }: Held, ownership: Ownership | null): boolean {
  return !isConfirmed && isAnotherCompany(ownership?.account, credential.account)
}

/** The newest fallback of this company; null if there is none. `evenRefused`: include rejected ones. Pure. */
export function fallbackOf(
  fallbacks: readonly Fallback[],
  company: Account | null,
  evenRefused = false,
): Fallback | null {
  const isOf = ({ account }: Fallback) =>
    hasCompany(account) && hasCompany(company) && !isAnotherCompany(account, company)
  return fallbacks.find((each) => isOf(each) && (evenRefused || each.refusedAt === undefined)) ?? null
}
