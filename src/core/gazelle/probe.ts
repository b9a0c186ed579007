import { type Fields, objectOf } from '../base/json.ts'
import { type Account, accountIn } from '../token/account.ts'
import type { Credential } from '../token/credential.ts'
import { judgeClients } from './answer.ts'
import { GazelleError } from './errors.ts'
import { askGazelle, type GazelleOptions } from './graphql.ts'
import { errorsOf } from './graphql-words.ts'
import type { Gazelle, ProbeAnswer } from './ports.ts'
import { whyForbidden } from './why-forbidden.ts'

export type { GazelleOptions } from './graphql.ts'

const clientsQuery = 'allClients(first: 1) { nodes { id companyName } }'

/**
 * The fields of the token's account, asked for along with the clients; the fullest first. A field that the schema does not know
 * spoils the whole query, and the parts of Gazelle's schema that users have published have no `company.id`.
 */
const accountQuery = [
  ' company { id name } user { id firstName lastName }',
  ' company { name } user { id firstName lastName }',
  '',
] as const

/** How long a field unknown to the schema is left out: a day, in milliseconds. */
const unknownMilliseconds = 24 * 60 * 60 * 1000

/** The first of `accountQuery` that this Gazelle's schema knows, and when that was found out (milliseconds). */
interface KnownFields {
  from: number
  foundAt: number
}

/**
 * Gazelle's API over HTTP.
 *
 * `probe` sends the cheap query, and asks for the token's account with it, in the header that the credential names. If it names
 * none, both are tried, the likelier first, and the second only if the first was answered "unauthorized". A redirect is not
 * followed and no cookie is sent. A schema without the account's fields costs one or two more queries, once a day. A denied
 * token costs one or two more, to ask why. Rejects with a `GazelleError` and nothing else: the caller's abort counts as
 * `unavailable`.
 */
export function createGazelle(options: GazelleOptions): Gazelle {
  const known = { from: 0, foundAt: 0 }
  return { probe: (credential, signal) => probeWith(clientsQuery, credential, () => ({}), options, signal, known) }
}

/**
 * A probe with another selection from the list of clients; `read` takes more from the answer's body. If access is denied,
 * Gazelle is asked why.
 */
export async function probeWith<More extends object>(
  clients: string,
  credential: Pick<Credential, 'accessToken' | 'headerKind'>,
  read: (body: Fields) => More,
  options: GazelleOptions,
  signal?: AbortSignal,
  known: KnownFields = { from: 0, foundAt: 0 },
): Promise<ProbeAnswer & More> {
  const { clock } = options
  if (Math.abs(clock.now() - known.foundAt) >= unknownMilliseconds) known.from = 0
  for (let which = known.from; ; which++) {
    const started = clock.now()
    let account: Account | null = null
    let blame: Blame | null = null
    try {
      const accepted = await askGazelle(
        `query { ${clients}${accountQuery[which] ?? ''} }`,
        credential,
        ({ body, httpStatus, date }, headerKind) => {
          account = accountIn(body)
          blame = blameOf(body)
          // The answer then says nothing about the token, in either header.
          if (blame === 'account') throw new GazelleError('unexpected-answer', 'Gazelle does not tell whose it is.')
          judgeClients(body, httpStatus)
          return {
            ...read(body),
            headerKind,
            account,
            gazelleTime: date === null ? null : Math.floor(date / 1000),
            tookMilliseconds: Math.max(0, clock.now() - started),
          }
        },
        options,
        signal,
      )
      if (which !== known.from) Object.assign(known, { from: which, foundAt: clock.now() })
      return accepted
    } catch (error) {
      if (!(error instanceof GazelleError)) throw error
      if (which < accountQuery.length - 1 && mayBeSpoiled(error, blame)) {
        // A denied question is denied with fewer fields, too.
        if (blame === 'account' || error.kind === 'forbidden') which = accountQuery.length - 2
        continue
      }
      if (error.kind !== 'forbidden') throw error
      const { kind, message, httpStatus, retryAfterSeconds, headerKind } = error
      const because = await whyForbidden({ accessToken: credential.accessToken, headerKind }, options, signal)
      throw new GazelleError(kind, message, { httpStatus, retryAfterSeconds, headerKind, because, account })
    }
  }
}

/** The part that the errors of an answer without clients are about: the account alone, the clients, or the whole question. */
type Blame = 'account' | 'clients' | 'question'

function blameOf(body: Fields): Blame {
  const data = objectOf(body['data'])
  const errors = errorsOf(body)
  const isOfAccount = ({ path }: Fields) => Array.isArray(path) && (path[0] === 'company' || path[0] === 'user')
  if (objectOf(data?.['allClients']) !== undefined || errors.length === 0) return 'clients'
  if (errors.every(isOfAccount)) return 'account'
  return data === undefined ? 'question' : 'clients'
}

/**
 * Whether the account's fields may have spoiled a question, so that it has to be asked without them. Some servers answer a field
 * that is unknown, not readable for this user or failing by the status alone.
 */
function mayBeSpoiled({ kind, httpStatus }: GazelleError, blame: Blame | null): boolean {
  if (blame === 'account') return true
  if (blame === 'clients') return false
  if (kind === 'forbidden' || (blame === 'question' && kind === 'unexpected-answer')) return true
  return blame === null && (httpStatus === 400 || httpStatus === 422 || httpStatus === 500)
}
