import type { KeeperState } from '../core/keeper/state.ts'
import { type Account, companyNames } from '../core/token/account.ts'
import type { Say } from './catalogue/speaker.ts'

/** An account as a person is shown it: "Company (user)", or what of it is known. Null where nothing is. */
export function accountName({ companyId, company, user }: Account): string | null {
  const name = company ?? companyId
  return name === null || user === null ? (name ?? user) : `${name} (${user})`
}

/** Both companies and what is the matter, where somebody else has put another company's token in the row; else null. */
export function takenSentence({ account, takenFrom }: KeeperState, say: Say): string | null {
  return account === null || takenFrom === null ? null : say('stand.other-company', named(account, takenFrom.account))
}

/** The same of a token of another company that waits for a person's word; else null. */
export function unconfirmedSentence({ account, unconfirmed }: KeeperState, say: Say): string | null {
  return account === null || unconfirmed === null ? null : say('stand.unconfirmed', named(unconfirmed.account, account))
}

/** The companies of a token and of the row, for a sentence. */
export function named(theirs: Account, ours: Account): { readonly theirs: string; readonly ours: string } {
  const [one, other] = companyNames(theirs, ours)
  return { theirs: one, ours: other }
}
