import { judgeClients } from './answer.ts'
import type { Credential } from './credential.ts'
import { GazelleError } from './errors.ts'
import { askGazelle, type GazelleOptions } from './graphql.ts'
import type { Fields } from './json.ts'
import type { Gazelle, ProbeAnswer } from './ports.ts'
import { whyForbidden } from './why-forbidden.ts'

export { GAZELLE_ENDPOINT, type GazelleOptions } from './graphql.ts'

const CHEAP_QUERY = 'query { allClients(first: 1) { nodes { id companyName } } }'

/**
 * Gazelle's API over HTTP.
 *
 * `probe` asks the cheap query with the header that the credential names. Where it names none it tries both, the likelier
 * first, and the second only when the first was answered "unauthorized". A redirect is not followed and no cookie is
 * sent. A token that may not do this costs one question more, or two: why. Rejects with a `GazelleError` and nothing else: the caller's abort counts as `unavailable`.
 */
export function createGazelle(options: GazelleOptions): Gazelle {
  return { probe: (credential, signal) => probeWith(CHEAP_QUERY, credential, () => ({}), options, signal) }
}

/**
 * A probe by another query for the list of clients; `read` takes more out of the answer's body. Where the access is denied
 * Gazelle is asked why.
 */
export async function probeWith<More extends object>(
  query: string,
  credential: Pick<Credential, 'accessToken' | 'headerKind'>,
  read: (body: Fields) => More,
  options: GazelleOptions,
  signal?: AbortSignal,
): Promise<ProbeAnswer & More> {
  const started = options.clock.now()
  try {
    return await askGazelle(
      query,
      credential,
      ({ body, httpStatus, date }, headerKind) => {
        judgeClients(body, httpStatus)
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
  } catch (error) {
    if (!(error instanceof GazelleError) || error.kind !== 'forbidden') throw error
    const { kind, message, httpStatus, retryAfterSeconds, headerKind } = error
    const because = await whyForbidden({ accessToken: credential.accessToken, headerKind }, options, signal)
    throw new GazelleError(kind, message, { httpStatus, retryAfterSeconds, headerKind, because })
  }
}
