import type { Credential } from './credential.ts'
import { GazelleError } from './errors.ts'
import { askGazelle, type GazelleOptions } from './graphql.ts'
import { type Fields, objectOf } from './json.ts'
import { oneLine } from './one-line.ts'
import type { ProbeAnswer } from './ports.ts'
import { createGazelle, probeWith } from './probe.ts'

const CLIENTS = 'query { allClients(first: 1) { totalCount nodes { id companyName } } }'
// Both are nullable in Gazelle's schema: one that may not be read does not spoil the other.
const NAMES = 'query { company { name } user { firstName lastName } }'

const NAMES_TIMEOUT_MILLISECONDS = 5_000
const LONGEST_NAME = 120

/** Whose data a credential opens. What Gazelle does not tell is null. */
export interface Account extends ProbeAnswer {
  readonly company: string | null
  readonly user: string | null
  readonly clientCount: number | null
}

/**
 * Asks Gazelle who answers to a credential: for a person who wants to know, since it takes two questions where a probe takes
 * one. Its time is that of the first. Rejects with a `GazelleError` and nothing else, as a probe does, but never
 * because a name or the number of clients is not to be had.
 */
export async function describeAccount(
  credential: Pick<Credential, 'accessToken' | 'headerKind'>,
  options: GazelleOptions,
  signal?: AbortSignal,
): Promise<Account> {
  const { clientCount, ...accepted } = await countClients(credential, options, signal)
  const known = { accessToken: credential.accessToken, headerKind: accepted.headerKind }
  const inTime = { ...options, timeoutMilliseconds: NAMES_TIMEOUT_MILLISECONDS }
  const names = await askGazelle(NAMES, known, ({ body }) => objectOf(body['data']), inTime, signal).catch(() => null)
  const { firstName, lastName } = objectOf(names?.['user']) ?? {}
  return {
    ...accepted,
    clientCount,
    company: oneLine(objectOf(names?.['company'])?.['name'], LONGEST_NAME),
    user: oneLine([firstName, lastName].filter((name) => typeof name === 'string').join(' '), LONGEST_NAME),
  }
}

async function countClients(
  credential: Pick<Credential, 'accessToken' | 'headerKind'>,
  options: GazelleOptions,
  signal: AbortSignal | undefined,
): Promise<ProbeAnswer & Pick<Account, 'clientCount'>> {
  const read = (body: Fields) => {
    const count = objectOf(objectOf(body['data'])?.['allClients'])?.['totalCount']
    return { clientCount: typeof count === 'number' && Number.isSafeInteger(count) && count >= 0 ? count : null }
  }
  try {
    return await probeWith(CLIENTS, credential, read, options, signal)
  } catch (error) {
    // The count may be what it did not like.
    if (!(error instanceof GazelleError) || error.kind !== 'unexpected-answer') throw error
    return { ...(await createGazelle(options).probe(credential, signal)), clientCount: null }
  }
}
