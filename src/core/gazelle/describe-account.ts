import { type Fields, objectOf } from '../base/json.ts'
import type { Credential } from '../token/credential.ts'
import { GazelleError } from './errors.ts'
import type { GazelleOptions } from './graphql.ts'
import type { ProbeAnswer } from './ports.ts'
import { createGazelle, probeWith } from './probe.ts'

const clientsQuery = 'allClients(first: 1) { totalCount nodes { id companyName } }'

/** The account whose data a credential opens, by name. Null where Gazelle does not tell. */
export interface DescribedAccount extends ProbeAnswer {
  readonly company: string | null
  readonly user: string | null
  readonly clientCount: number | null
}

/**
 * Asks Gazelle for a credential's account and its number of clients, to show them to a person. Rejects with a `GazelleError`
 * and nothing else, as a probe does, but never because a name or the number of clients is unavailable.
 */
export async function describeAccount(
  credential: Pick<Credential, 'accessToken' | 'headerKind'>,
  options: GazelleOptions,
  signal?: AbortSignal,
): Promise<DescribedAccount> {
  const answer = await countClients(credential, options, signal)
  return { ...answer, company: answer.account?.company ?? null, user: answer.account?.user ?? null }
}

async function countClients(
  credential: Pick<Credential, 'accessToken' | 'headerKind'>,
  options: GazelleOptions,
  signal: AbortSignal | undefined,
): Promise<ProbeAnswer & Pick<DescribedAccount, 'clientCount'>> {
  const read = (body: Fields) => {
    const count = objectOf(objectOf(body['data'])?.['allClients'])?.['totalCount']
    return { clientCount: typeof count === 'number' && Number.isSafeInteger(count) && count >= 0 ? count : null }
  }
  try {
    return await probeWith(clientsQuery, credential, read, options, signal)
  } catch (error) {
    // The count may have caused the error.
    if (!(error instanceof GazelleError) || error.kind !== 'unexpected-answer') throw error
    return { ...(await createGazelle(options).probe(credential, signal)), clientCount: null }
  }
}
