import { withDeadline } from '../core/base/deadline.ts'
import { objectOf, parseObject } from '../core/base/json.ts'
import { AnswerTooLong, safeFetch } from '../core/base/safe-fetch.ts'
import { judgeHead, readAnswer } from '../core/gazelle/answer.ts'
import { GazelleError } from '../core/gazelle/errors.ts'
import { meaningOf } from '../core/gazelle/graphql-words.ts'
import type { Clock } from '../core/gazelle/ports.ts'
import type { UsableToken } from '../core/keeper/keeper.ts'
import { GraphqlError, type GraphqlErrorEntry, RequestError } from './errors.ts'

export interface GraphqlOptions {
  readonly endpoint: string
  readonly fetch: typeof globalThis.fetch
  readonly userAgent: string
  readonly clock: Clock
  /** The limit for one request, its answer included. */
  readonly timeoutMilliseconds: number
}

/** The limit for a program's answers, in bytes. */
const largestBytes = 64_000_000

/**
 * Sends a GraphQL query to Gazelle, once; follows no redirect. Gives the answer's `data`. Rejects with a `GraphqlError`,
 * or with a `RequestError`, also at the caller's abort.
 */
export async function ask(
  query: string,
  variables: Readonly<Record<string, unknown>> | undefined,
  { accessToken, headerKind }: UsableToken,
  { endpoint, fetch, userAgent, clock, timeoutMilliseconds }: GraphqlOptions,
  signal: AbortSignal,
): Promise<unknown> {
  const body = JSON.stringify({ query, variables })
  try {
    return await withDeadline(timeoutMilliseconds, signal, async (deadline) => {
      const response = await safeFetch(fetch, { largestBytes, withinMilliseconds: timeoutMilliseconds })(endpoint, {
        method: 'POST',
        headers: {
          accept: 'application/json',
          'content-type': 'application/json',
          'user-agent': userAgent,
          ...(headerKind === 'bearer'
            ? { authorization: `Bearer ${accessToken}` }
            : { 'x-gazelle-api-key': accessToken }),
        },
        body,
        signal: deadline,
      })
      // Read the body to its end in any case: that frees the connection.
      const text = await response.text()
      return dataOf(response, text, endpoint, clock.now())
    })
  } catch (error) {
    if (error instanceof GraphqlError) throw error
    if (error instanceof AnswerTooLong) throw new RequestError('unexpected-answer', null, null)
    if (!(error instanceof GazelleError)) throw new RequestError('unavailable', null, null)
    throw new RequestError(error.kind, error.httpStatus, error.retryAfterSeconds)
  }
}

function dataOf(response: Response, text: string, endpoint: string, now: number): unknown {
  const answer = response.ok || response.status === 400 || response.status === 422 ? parseObject(text) : undefined
  // A token may also be rejected in a 200; if nothing was answered beside the error, treat it like a 401.
  if (answer && !answer['data'] && meaningOf(answer) === 'unauthorized') {
    throw new GazelleError('unauthorized', 'Gazelle does not accept this token.', { httpStatus: response.status })
  }
  const errors = answer?.['errors']
  if (Array.isArray(errors) && errors.length > 0) throw new GraphqlError(errors.map(entryOf), answer?.['data'] ?? null)
  judgeHead(response, endpoint, now)
  const data = objectOf(readAnswer(response, text, now)['data'])
  if (data !== undefined) return data
  throw new GazelleError('unexpected-answer', 'There is no data in the answer.', { httpStatus: response.status })
}

function entryOf(error: unknown): GraphqlErrorEntry {
  const fields = objectOf(error) ?? {}
  const { message } = fields
  return { ...fields, message: typeof message === 'string' ? message : 'Gazelle answered with an error.' }
}
