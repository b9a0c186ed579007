import type { KeeperState } from '../core/keeper/state.ts'
import { type Account, companyNames } from '../core/token/account.ts'
import type { Say } from '../shared/catalogue/command-line/speaker.ts'

/** An account for a person: "Company (user)", or the known part of it. Null if nothing is known. */
export function accountName({ companyId, company, user }: Account): string | null {
  const name = company ?? companyId
  return name === null || user === null ? (name ?? user) : `${name} (${user})`
}

/** A sentence with both companies, if somebody else has put another company's token in the row; else null. */
export function takenSentence({ account, takenFrom }: KeeperState, say: Say): string | null {
  return account === null || takenFrom === null ? null : say('stand.other-company', named(account, takenFrom.account))
}

/** The same for a token of another company that waits for a person's word; else null. */
export function unconfirmedSentence({ account, unconfirmed }: KeeperState, say: Say): string | null {
  return account === null || unconfirmed === null ? null : say('stand.unconfirmed', named(unconfirmed.account, account))
}

/** The companies of a token and of the row, for a sentence. */
export function named(theirs: Account, ours: Account): { readonly theirs: string; readonly ours: string } {
  const [one, other] = companyNames(theirs, ours)
  return { theirs: one, ours: other }
}
