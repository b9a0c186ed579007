import { Interrupted, withDeadline } from '../deadline.ts'
import type { Clock, Gazelle, ProbeAnswer } from '../keeper/ports.ts'
import { isRefusedRedirect, networkErrorCode } from '../network-error.ts'
import type { HeaderKind } from '../token/record.ts'
import { tokenFlaw } from '../token/token-text.ts'
import { httpDate, judgeBody, judgeHead } from './answer.ts'
import { GazelleError } from './errors.ts'

/** Gazelle's GraphQL API; the slash at the end belongs to it. */
export const GAZELLE_ENDPOINT = 'https://gazelleapp.io/graphql/private/'

const CHEAP_QUERY = 'query { allClients(first: 1) { nodes { id companyName } } }'
const LARGEST_ANSWER = 1_000_000

export interface GazelleOptions {
  /** Where the GraphQL API is; Gazelle's own by default. */
  readonly endpoint?: string
  readonly fetch: typeof globalThis.fetch
  readonly clock: Clock
  /** How long a whole probe may take, in milliseconds; 15 seconds by default. */
  readonly timeoutMilliseconds?: number
  readonly userAgent: string
}

/**
 * Gazelle's API over HTTP.
 *
 * `probe` asks the cheap query with the header that the credential names. Where it names none it tries both, the likelier
 * first, and the second only when the first was answered "unauthorized". A redirect is not followed and no cookie is
 * sent. Rejects with a `GazelleError` and nothing else: the caller's abort counts as `unavailable`.
 */
export function createGazelle(options: GazelleOptions): Gazelle {
  const { fetch, clock, userAgent, endpoint = GAZELLE_ENDPOINT, timeoutMilliseconds = 15_000 } = options

  async function ask(accessToken: string, kind: HeaderKind, signal: AbortSignal): Promise<number | null> {
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: {
        accept: 'application/json',
        'content-type': 'application/json',
        'user-agent': userAgent,
        ...(kind === 'bearer' ? { authorization: `Bearer ${accessToken}` } : { 'x-gazelle-api-key': accessToken }),
      },
      body: JSON.stringify({ query: CHEAP_QUERY }),
      redirect: 'manual',
      credentials: 'omit',
      cache: 'no-store',
      signal,
    })
    const reader = response.body?.getReader()
    try {
      judgeHead(response, clock.now())
      judgeBody(await readText(reader), response.status)
    } finally {
      // Frees the connection of an answer that was not read to its end.
      reader?.cancel().catch(() => {})
    }
    const date = httpDate(response.headers.get('date'))
    return date === null ? null : Math.floor(date / 1000)
  }

  return {
    async probe({ accessToken, headerKind }, signal) {
      if (tokenFlaw(accessToken) !== null) {
        throw new GazelleError(
          'unauthorized',
          'This is not a token: a token is one word of plain characters. Copy it again.',
        )
      }
      const started = clock.now()
      const accepted = (kind: HeaderKind, gazelleTime: number | null): ProbeAnswer => ({
        headerKind: kind,
        gazelleTime,
        tookMilliseconds: Math.max(0, clock.now() - started),
      })
      try {
        return await withDeadline(timeoutMilliseconds, signal, async (deadline) => {
          const [first, second] = kindsToTry(accessToken, headerKind)
          try {
            return accepted(first, await ask(accessToken, first, deadline))
          } catch (error) {
            const refused = error instanceof GazelleError && error.kind === 'unauthorized'
            if (!refused || second === undefined) throw error
            return accepted(second, await ask(accessToken, second, deadline))
          }
        })
      } catch (error) {
        throw toGazelleError(error)
      }
    },
  }
}

function kindsToTry(accessToken: string, known: HeaderKind | null): [HeaderKind, HeaderKind?] {
  if (known !== null) return [known]
  return accessToken.length === 32 ? ['api-key', 'bearer'] : ['bearer', 'api-key']
}

async function readText(reader: ReadableStreamDefaultReader<Uint8Array> | undefined): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read()) {
    size += part.value.byteLength
    if (size > LARGEST_ANSWER) {
      throw new GazelleError(
        'unexpected-answer',
        'What answered is far too long for Gazelle’s API. Check its address in the settings.',
      )
    }
    chunks.push(part.value)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** No cause goes along: the errors of `fetch` may quote the header that holds the token. */
function toGazelleError(error: unknown): GazelleError {
  if (error instanceof GazelleError) return error
  if (error instanceof Interrupted) {
    const text =
      error.reason === 'timed-out'
        ? 'Gazelle did not answer in time. Wait and try again.'
        : 'The question to Gazelle was called off.'
    return new GazelleError('unavailable', text)
  }
  if (isRefusedRedirect(error)) {
    return new GazelleError(
      'unexpected-answer',
      'Gazelle sent the request on to another address. Check the address of its API in the settings.',
    )
  }
  const code = networkErrorCode(error)
  return new GazelleError(
    'unavailable',
    `Gazelle was not reached${code === null ? '' : ` (${code})`}. Check the network and try again.`,
  )
}
