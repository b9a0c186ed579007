import { type Fields, objectOf } from '../base/json.ts'
import { oneLine } from '../base/one-line.ts'

/** A token's company and user, by Gazelle's id and by name. Null where Gazelle does not tell. */
export interface Account {
  readonly companyId: string | null
  readonly company: string | null
  readonly userId: string | null
  readonly user: string | null
}

const longest = 120

/** Reads `company` and `user` from an answer's JSON; null if it has neither. Never throws. */
export function accountIn(answer: Fields): Account | null {
  const data = objectOf(answer['data'])
  const [company, user] = [objectOf(data?.['company']), objectOf(data?.['user'])]
  const names = [user?.['firstName'], user?.['lastName']].filter((name) => typeof name === 'string')
  const account = {
    companyId: idOf(company?.['id']),
    company: oneLine(company?.['name'], longest),
    userId: idOf(user?.['id']),
    user: oneLine(names.join(' '), longest),
  }
  return Object.values(account).every((each) => each === null) ? null : account
}

/**
 * Whether the two are known to belong to different companies: by their ids, or by their names if one has no id. An unknown
 * company is not a different one.
 */
export function isAnotherCompany(one: Account | null | undefined, other: Account | null | undefined): boolean {
  if (!one || !other) return false
  return differ([one.companyId, other.companyId], [one.company, other.company])
}

/** Whether the two are known to belong to different users, whatever their companies. */
export function isAnotherUser(one: Account | null | undefined, other: Account | null | undefined): boolean {
  if (!one || !other) return false
  return differ([one.userId, other.userId], [one.user, other.user])
}

/** Whether Gazelle has told the company, by id or by name. */
export function hasCompany(account: Account | null | undefined): account is Account {
  return !!account && (account.companyId !== null || account.company !== null)
}

/** Names for the companies of two accounts: the name, with the id if the names are the same, or the id if there is no name. */
export function companyNames(one: Account, other: Account): readonly [string, string] {
  const isSame = one.company === other.company
  const nameOf = ({ companyId, company }: Account) =>
    company === null ? (companyId ?? '?') : isSame && companyId !== null ? `${company} (${companyId})` : company
  return [nameOf(one), nameOf(other)]
}

/** The latest account, completed from an earlier one of the same company. Pure. */
export function completed(latest: Account, before: Account): Account {
  const isNamed = latest.userId !== null || latest.user !== null
  const { userId, user } = isNamed ? latest : before
  return {
    companyId: latest.companyId ?? before.companyId,
    company: latest.company ?? before.company,
    userId: userId ?? (isAnotherUser(latest, before) ? null : before.userId),
    user,
  }
}

type Pair = readonly [string | null, string | null]

function differ(ids: Pair, names: Pair): boolean {
  const [one, other] = ids[0] !== null && ids[1] !== null ? ids : names
  return one !== null && other !== null && one !== other
}

/** A GraphQL `ID` is a string or a whole number. */
function idOf(value: unknown): string | null {
  return oneLine(Number.isSafeInteger(value) ? String(value) : value, longest)
}
