import { type Account, completed, hasCompany, isAnotherCompany, isAnotherUser } from '../token/account.ts'

/** Whose the row is, as far as Gazelle has told; the journal keeps it. Tokens are named by their fingerprints. */
export interface Ownership {
  /** Whose the row's token is, or was the last time that Gazelle told. */
  readonly account: Account
  /** The token that this was told of. */
  readonly of: string
  /**
   * Whose it was before somebody else put another company's token in the row, until a person says a word on that, or the row
   * is that company's again; else null.
   */
  readonly takenFrom: Account | null
  /** Tokens of other companies that a person did not want while the row was this one's, the newest last. */
  readonly declined: readonly string[]
}

/** That the row went from a company to another's token, and no person has said a word on it. */
export interface Taken {
  readonly account: Account
  readonly takenFrom: Account
}

/**
 * Who put the row's token there: a person, whose word on its company stands from then on, this keeper, which asks a person
 * before another company's, or anybody else.
 */
export type By = 'person' | 'keeper' | 'another'

/** What has changed about the row's account. */
export type Change = 'company' | 'user' | null

/** Fingerprints of declined tokens that are kept. */
const keptDeclined = 20

/**
 * What is known of a row once Gazelle has told whose its token is. An account without a company says nothing against what
 * was known. Pure.
 */
export function heard(
  before: Ownership | null,
  account: Account,
  { of, by }: { of: string; by: By },
): { readonly ownership: Ownership | null; readonly change: Change } {
  if (before === null) return { ownership: { account, of, takenFrom: null, declined: [] }, change: null }
  if (!isAnotherCompany(before.account, account)) {
    const change = isAnotherUser(before.account, account) ? 'user' : null
    const takenFrom = by === 'person' ? null : before.takenFrom
    return { ownership: { ...before, account: completed(account, before.account), of, takenFrom }, change }
  }
  const first = before.takenFrom ?? before.account
  const isBack = by === 'person' || (hasCompany(first) && !isAnotherCompany(first, account))
  return { ownership: { account, of, takenFrom: isBack ? null : first, declined: [] }, change: 'company' }
}

/** The same once a person has said that this token of another company is not wanted. Pure. */
export function declining(before: Ownership, of: string): Ownership {
  return { ...before, declined: [...before.declined.filter((each) => each !== of), of].slice(-keptDeclined) }
}
