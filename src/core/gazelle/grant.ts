import {
  allowInsecureRequests,
  ClientSecretPost,
  customFetch,
  processRefreshTokenResponse,
  refreshTokenGrantRequest,
  type TokenEndpointRequestOptions,
} from 'oauth4webapi'
import { withDeadline } from '../deadline.ts'
import type { Clock } from '../keeper/ports.ts'
import { tokenFlaw } from '../token/token-text.ts'
import type { Credential } from './credential.ts'
import { type Answer, credentialFrom, normalised, oauthErrorCode, parseObject, refusal } from './grant-answer.ts'
import { withoutAnswer } from './grant-errors.ts'

const LARGEST_ANSWER = 1_000_000

/** What the company registered at Gazelle's `/developer/oauth/applications`. */
export interface OAuthApplication {
  readonly clientId: string
  readonly clientSecret: string
}

export interface Grants {
  /**
   * Spends a refresh token; gives the new credential, with a refresh token of its own or null where the answer brings
   * none. Rejects with a `GrantError` and nothing else: its kind tells whether the refresh token may be spent. The
   * request is sent once, never again, and no redirect is followed.
   */
  refresh(refreshToken: string, signal?: AbortSignal): Promise<Credential>
}

export interface GrantsOptions {
  /** Gazelle's `/developer/oauth/token`: https, or http on this machine (the sandbox). */
  readonly tokenEndpoint: string
  readonly application: OAuthApplication
  /**
   * Must not send a request twice by itself. Chromium does, a POST too, where a connection that was used before breaks:
   * give it one without connections from before (a session of its own, `closeAllConnections()` first).
   */
  readonly fetch: typeof globalThis.fetch
  readonly clock: Clock
  /**
   * How long a whole grant may take, in milliseconds; 30 seconds by default. Longer than a probe: to give up is to lose
   * the answer.
   */
  readonly timeoutMilliseconds?: number
  readonly userAgent: string
}

/** Gazelle's token endpoint. Never throws; options that cannot work show when a grant is asked for. */
export function createGrants(options: GrantsOptions): Grants {
  const { tokenEndpoint, application, fetch, clock, userAgent, timeoutMilliseconds = 30_000 } = options
  // The library wants an issuer; nothing that is used here looks at it.
  const server = { issuer: tokenEndpoint, token_endpoint: tokenEndpoint }
  const client = { client_id: application.clientId }

  /** Sends a grant's request once and gives what arrived, whole or not. */
  async function send(
    request: (options: TokenEndpointRequestOptions) => Promise<Response>,
    signal: AbortSignal | undefined,
  ): Promise<Answer> {
    let isHandedOver = false
    let failure: unknown = null
    const arrived: { response?: Response; chunks: Uint8Array[] } = { chunks: [] }
    try {
      await withDeadline(timeoutMilliseconds, signal, async (deadline) => {
        arrived.response = await request({
          [customFetch]: (url, init) => {
            isHandedOver = true
            return fetch(url, { ...init, credentials: 'omit', cache: 'no-store' } as RequestInit)
          },
          [allowInsecureRequests]: isOnThisMachine(tokenEndpoint),
          headers: { 'user-agent': userAgent },
          signal: deadline,
        })
        await readInto(arrived.chunks, arrived.response)
      })
    } catch (error) {
      failure = error
    }
    const { response, chunks } = arrived
    if (response === undefined) throw withoutAnswer(failure, isHandedOver)
    // A connection that breaks behind the last brace has brought the token: the body is judged by what arrived.
    return { response, fields: parseObject(chunks), isWhole: failure === null }
  }

  return {
    async refresh(refreshToken, signal) {
      const answer = await send(
        // Async, so that what the library throws at once (an empty secret) is a rejection as well.
        async (options) =>
          refreshTokenGrantRequest(server, client, ClientSecretPost(application.clientSecret), refreshToken, options),
        signal,
      )
      try {
        const { access_token, token_type } = await processRefreshTokenResponse(server, client, normalised(answer))
        if (token_type === 'bearer' && tokenFlaw(access_token) === null) {
          return credentialFrom(access_token, answer, clock.now())
        }
      } catch (error) {
        throw refusal(answer, oauthErrorCode(error), clock.now())
      }
      throw refusal(answer, null, clock.now())
    },
  }
}

async function readInto(chunks: Uint8Array[], response: Response): Promise<void> {
  const reader = response.body?.getReader()
  let size = 0
  try {
    for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read()) {
      size += part.value.byteLength
      if (size > LARGEST_ANSWER) throw new Error('The answer is too long.')
      chunks.push(part.value)
    }
  } finally {
    // Frees the connection of an answer that was not read to its end.
    reader?.cancel().catch(() => {})
  }
}

function isOnThisMachine(address: string): boolean {
  return URL.canParse(address) && ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(address).hostname)
}
