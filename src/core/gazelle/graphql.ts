import { Interrupted, withDeadline } from '../base/deadline.ts'
import { httpDate } from '../base/http-date.ts'
import type { Fields } from '../base/json.ts'
import { isRefusedRedirect, networkErrorCode } from '../base/network-error.ts'
import { AnswerTooLong, bytesOf, InsecureAddress, safeFetch } from '../base/safe-fetch.ts'
import type { Credential } from '../token/credential.ts'
import type { HeaderKind } from '../token/record.ts'
import { tokenFlaw } from '../token/token-text.ts'
import { interceptedAnswer, judgeHead, readAnswer } from './answer.ts'
import { GazelleError } from './errors.ts'
import type { Clock } from './ports.ts'

export interface GazelleOptions {
  /** Where the GraphQL API is, see `gazelleAddresses`. */
  readonly endpoint: string
  readonly fetch: typeof globalThis.fetch
  readonly clock: Clock
  /** How long a whole request may take, in milliseconds; 15 seconds by default. */
  readonly timeoutMilliseconds?: number
  readonly userAgent: string
}

/** An answer with a 2xx status whose body is a JSON object. */
export interface GraphqlAnswer {
  readonly body: Fields
  readonly httpStatus: number
  /** Gazelle's own clock (its `Date` header): milliseconds since 1970, or null if it sent none. */
  readonly date: number | null
}

/**
 * Sends Gazelle one query with the header that the credential names. If it names none, both are tried, the likelier first, and
 * the second only if the first was refused as unauthorised: by the status, or by `judge`, which looks at every answer and
 * throws the error that it means. Gives the result of `judge`. A redirect is not followed and no cookie is sent.
 * Rejects with a `GazelleError` and nothing else: the caller's abort counts as `unavailable`.
 */
export async function askGazelle<T>(
  query: string,
  { accessToken, headerKind }: Pick<Credential, 'accessToken' | 'headerKind'>,
  judge: (answer: GraphqlAnswer, acceptedIn: HeaderKind) => T,
  options: GazelleOptions,
  signal?: AbortSignal,
): Promise<T> {
  if (tokenFlaw(accessToken) !== null) {
    throw new GazelleError('unauthorized', 'The token is not one word of plain characters.')
  }
  try {
    return await withDeadline(options.timeoutMilliseconds ?? 15_000, signal, async (deadline) => {
      const ask = async (kind: HeaderKind): Promise<T> => {
        try {
          return judge(await post(query, accessToken, kind, options, deadline), kind)
        } catch (error) {
          throw error instanceof GazelleError && error.kind === 'forbidden' ? forbiddenIn(kind, error) : error
        }
      }
      const [first, second] = kindsToTry(accessToken, headerKind)
      try {
        return await ask(first)
      } catch (error) {
        const refused = error instanceof GazelleError && error.kind === 'unauthorized'
        if (!refused || second === undefined) throw error
        return await ask(second)
      }
    })
  } catch (error) {
    throw toGazelleError(error)
  }
}

function forbiddenIn(headerKind: HeaderKind, { kind, message, httpStatus, retryAfterSeconds }: GazelleError) {
  return new GazelleError(kind, message, { httpStatus, retryAfterSeconds, headerKind })
}

function kindsToTry(accessToken: string, known: HeaderKind | null): [HeaderKind, HeaderKind?] {
  if (known !== null) return [known]
  return accessToken.length === 32 ? ['api-key', 'bearer'] : ['bearer', 'api-key']
}

async function post(
  query: string,
  accessToken: string,
  kind: HeaderKind,
  { endpoint, fetch, clock, userAgent }: GazelleOptions,
  signal: AbortSignal,
): Promise<GraphqlAnswer> {
  const response = await safeFetch(fetch)(endpoint, {
    method: 'POST',
    headers: {
      accept: 'application/json',
      'content-type': 'application/json',
      'user-agent': userAgent,
      ...(kind === 'bearer' ? { authorization: `Bearer ${accessToken}` } : { 'x-gazelle-api-key': accessToken }),
    },
    body: JSON.stringify({ query }),
    signal,
  })
  try {
    judgeHead(response, endpoint, clock.now())
    const body = readAnswer(response, new TextDecoder().decode(await bytesOf(response)), clock.now())
    return { body, httpStatus: response.status, date: httpDate(response.headers.get('date')) }
  } finally {
    // Free the connection of an answer that was not read to its end.
    if (!response.bodyUsed) response.body?.cancel().catch(() => {})
  }
}

/** Converts an error, without its cause: an error of `fetch` may quote the header that holds the token. */
function toGazelleError(error: unknown): GazelleError {
  if (error instanceof GazelleError) return error
  if (error instanceof Interrupted) {
    const isLate = error.reason === 'timed-out'
    return new GazelleError(
      'unavailable',
      isLate ? 'Gazelle did not answer in time.' : 'The question to Gazelle was called off.',
    )
  }
  if (error instanceof AnswerTooLong) {
    return new GazelleError('unexpected-answer', 'The answer is too long for Gazelle’s API.')
  }
  if (error instanceof InsecureAddress) {
    return new GazelleError('unexpected-answer', 'The address of Gazelle’s API is not https.')
  }
  if (isRefusedRedirect(error)) {
    return new GazelleError('unexpected-answer', 'Gazelle’s API redirects to another address.')
  }
  const code = networkErrorCode(error)
  // Chromium's word for a 407 from a server that is not its proxy.
  if (code !== null && /PROXY_AUTH/.test(code)) return interceptedAnswer(407)
  return new GazelleError('unavailable', `Gazelle was not reached${code === null ? '' : ` (${code})`}.`)
}
