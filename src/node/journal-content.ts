import type { Fallback, Held, JournalContent, Spending } from '../core/keeper/journal.ts'
import type { Ownership } from '../core/keeper/ownership.ts'
import { emptyRenewalMemory, type LatestRenewal, type RenewalMemory } from '../core/keeper/renewal-memory.ts'
import type { Account } from '../core/token/account.ts'
import type { Credential } from '../core/token/credential.ts'
import { sourceNamed } from '../core/token/sources.ts'

/** The format's version. 0.1.0 wrote none, which counts as 0, and the same fields. */
const version = 1

/** A journal as a text. */
export function packJournal(content: JournalContent): string {
  return JSON.stringify({ version, ...content })
}

/** A journal read from such a text. */
export interface Unpacked {
  readonly content: JournalContent
  /** A newer version wrote it, so it may hold more than is understood here: do not throw it away. */
  readonly isNewer: boolean
}

/**
 * Reads what this version or another has written. What is not understood is left out, and the rest is taken: a token must not
 * be lost for the sake of a field beside it. Null for what is no journal at all. Never throws.
 */
export function unpackJournal(text: string): Unpacked | null {
  const fields = parse(text)
  if (fields === null) return null
  const { held, spending, fallbacks, ways } = fields
  const ownership = readOwnership(fields['ownership'])
  const content: JournalContent = {
    held: listOf(held, readHeld),
    spending: readSpending(spending),
    fallbacks: listOf(fallbacks, readFallback),
    ...(isObject(ways) && { ways: readWays(ways) }),
    ...(ownership && { ownership }),
  }
  return { content, isNewer: isNumber(fields['version']) && fields['version'] > version }
}

type Fields = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''
const isNumber = (value: unknown): value is number => Number.isFinite(value)
const textOrNull = (value: unknown) => (isText(value) ? value : null)
const numberOrNull = (value: unknown) => (isNumber(value) ? value : null)

function parse(text: string): Fields | null {
  try {
    const fields: unknown = JSON.parse(text)
    return isObject(fields) ? fields : null
  } catch {
    return null
  }
}

function listOf<T>(value: unknown, read: (each: unknown) => T | null): T[] {
  return Array.isArray(value) ? value.map(read).filter((each) => each !== null) : []
}

function readCredential(value: unknown): Credential | null {
  if (!isObject(value) || !isText(value['accessToken'])) return null
  const { accessToken, headerKind, refreshToken, issuedAt, lifeSeconds, source } = value
  const account = readAccount(value['account'])
  return {
    accessToken,
    headerKind: headerKind === 'bearer' || headerKind === 'api-key' ? headerKind : null,
    refreshToken: textOrNull(refreshToken),
    issuedAt: numberOrNull(issuedAt),
    lifeSeconds: numberOrNull(lifeSeconds),
    source: sourceNamed(source),
    ...(account && { account }),
  }
}

function readAccount(value: unknown): Account | null {
  if (!isObject(value)) return null
  const { companyId, company, userId, user } = value
  return {
    companyId: textOrNull(companyId),
    company: textOrNull(company),
    userId: textOrNull(userId),
    user: textOrNull(user),
  }
}

function readOwnership(value: unknown): Ownership | null {
  if (!isObject(value)) return null
  const account = readAccount(value['account'])
  if (account === null || !isText(value['of'])) return null
  const takenFrom = readAccount(value['takenFrom'])
  return { account, of: value['of'], takenFrom, declined: listOf(value['declined'], textOrNull) }
}

function readHeld(value: unknown): Held | null {
  if (!isObject(value)) return null
  const credential = readCredential(value['credential'])
  if (credential === null) return null
  const spent = readSpending(value['supersedes'])
  const writtenAt = isObject(value['supersedes']) ? textOrNull(value['supersedes']['writtenAt']) : null
  return {
    credential,
    supersedes: spent && { ...spent, writtenAt },
    foundAt: numberOrNull(value['foundAt']),
    ...(value['isConfirmed'] === true && { isConfirmed: true }),
  }
}

function readSpending(value: unknown): Spending | null {
  if (!isObject(value)) return null
  const { refreshToken, accessToken } = value
  return isText(refreshToken) && isText(accessToken) ? { refreshToken, accessToken } : null
}

function readFallback(value: unknown): Fallback | null {
  const credential = readCredential(value)
  if (credential === null || !isObject(value)) return null
  const { refusedAt } = value
  return { ...credential, ...(isNumber(refusedAt) && { refusedAt }) }
}

function readWays({ spent, grantsFail, triedWebSession, renewal }: Fields): RenewalMemory {
  const { lasted, latest }: Fields = Object(grantsFail)
  const { for: need, at }: Fields = Object(triedWebSession)
  return {
    ...emptyRenewalMemory,
    spent: listOf(spent, textOrNull),
    grantsFail: isNumber(lasted) && isNumber(latest) ? { lasted, latest } : null,
    triedWebSession: isText(need) && isNumber(at) ? { for: need, at } : null,
    renewal: readRenewal(renewal),
  }
}

function readRenewal(value: unknown): LatestRenewal | null {
  const { fingerprint, at, helpless, isAccepted }: Fields = Object(value)
  if (!isText(fingerprint) || !isNumber(at) || !isNumber(helpless)) return null
  return { fingerprint, at, helpless, isAccepted: isAccepted === true }
}
