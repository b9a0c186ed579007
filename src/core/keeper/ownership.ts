import { type Account, completed, hasCompany, isAnotherCompany, isAnotherUser } from '../token/account.ts'

/** The row's owner, as far as Gazelle has told; the journal keeps it. Tokens are named by their fingerprints. */
export interface Ownership {
  /** The account of the row's token, as Gazelle last told it. */
  readonly account: Account
  /** The token of which Gazelle told it. */
  readonly of: string
  /**
   * The account before somebody else put another company's token in the row, until a person decides on that or the row is
   * the old company's again; else null.
   */
  readonly takenFrom: Account | null
  /** Tokens of other companies that a person declined while the row was this company's, the newest last. */
  readonly declined: readonly string[]
}

/** The row has gone from one company to another, and no person has decided on it yet. */
export interface Taken {
  readonly account: Account
  readonly takenFrom: Account
}

/**
 * Who put the row's token there: a person, whose choice of company stands from then on; this keeper, which asks a person
 * before it saves another company's; or anybody else.
 */
export type By = 'person' | 'keeper' | 'another'

/** The part of the row's account that has changed. */
export type Change = 'company' | 'user' | null

/** How many fingerprints of declined tokens are kept. */
const keptDeclined = 20

/**
 * The ownership after Gazelle has told whose the row's token is. An account without a company does not contradict a known
 * one. Pure.
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

/** The ownership after a person has declined this token of another company. Pure. */
export function declining(before: Ownership, of: string): Ownership {
  return { ...before, declined: [...before.declined.filter((each) => each !== of), of].slice(-keptDeclined) }
}
