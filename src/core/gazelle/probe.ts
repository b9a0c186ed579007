import { judgeBody } from './answer.ts'
import type { Credential } from './credential.ts'
import { askGazelle, type GazelleOptions } from './graphql.ts'
import type { Gazelle, ProbeAnswer } from './ports.ts'

export { GAZELLE_ENDPOINT, type GazelleOptions } from './graphql.ts'

const CHEAP_QUERY = 'query { allClients(first: 1) { nodes { id companyName } } }'

/**
 * Gazelle's API over HTTP.
 *
 * `probe` asks the cheap query with the header that the credential names. Where it names none it tries both, the likelier
 * first, and the second only when the first was answered "unauthorized". A redirect is not followed and no cookie is
 * sent. Rejects with a `GazelleError` and nothing else: the caller's abort counts as `unavailable`.
 */
export function createGazelle(options: GazelleOptions): Gazelle {
  return { probe: (credential, signal) => probeWith(CHEAP_QUERY, credential, () => ({}), options, signal) }
}

/** A probe by another query for the list of clients; `read` takes more out of the answer's body. */
export function probeWith<More extends object>(
  query: string,
  credential: Pick<Credential, 'accessToken' | 'headerKind'>,
  read: (body: string) => More,
  options: GazelleOptions,
  signal?: AbortSignal,
): Promise<ProbeAnswer & More> {
  const started = options.clock.now()
  return askGazelle(
    query,
    credential,
    ({ body, httpStatus, date }, headerKind) => {
      judgeBody(body, httpStatus)
      return {
        ...read(body),
        headerKind,
        gazelleTime: date === null ? null : Math.floor(date / 1000),
        tookMilliseconds: Math.max(0, options.clock.now() - started),
      }
    },
    options,
    signal,
  )
}
