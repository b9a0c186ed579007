import { Buffer } from 'node:buffer'
import {
  type AuthorizationServer,
  allowInsecureRequests,
  type Client,
  type ClientAuth,
  ClientSecretPost,
  customFetch,
  type TokenEndpointRequestOptions,
  type TokenEndpointResponse,
} from 'oauth4webapi'
import { withDeadline } from '../base/deadline.ts'
import type { Fields } from '../base/json.ts'
import { safeFetch } from '../base/safe-fetch.ts'
import type { Credential } from '../token/credential.ts'
import { tokenFlaw } from '../token/token-text.ts'
import { fieldsOf } from './answer-fields.ts'
import { credentialFrom, type GrantAnswer, normalised, oauthErrorCode, refusal } from './grant-answer.ts'
import { type GrantError, withoutAnswer } from './grant-errors.ts'
import type { Clock } from './ports.ts'

/** The application that the company registered at Gazelle's `/developer/oauth/applications`. */
export interface OAuthApplication {
  readonly clientId: string
  readonly clientSecret: string
}

export interface TokenEndpointOptions {
  /** Gazelle's `/developer/oauth/token`: https, or http on this machine (the sandbox). */
  readonly tokenEndpoint: string
  readonly application: OAuthApplication
  /**
   * Must not repeat a request by itself. Chromium repeats one, even a POST, when a reused connection breaks: give it no old
   * connections (a session of its own, `closeAllConnections()` first).
   */
  readonly fetch: typeof globalThis.fetch
  readonly clock: Clock
  /**
   * How long a whole grant may take, in milliseconds; 30 seconds by default. Longer than a probe, as giving up loses the
   * answer.
   */
  readonly timeoutMilliseconds?: number
  readonly userAgent: string
}

/** One kind of grant, in the library's terms. */
export interface Grant {
  request(
    server: AuthorizationServer,
    client: Client,
    authentication: ClientAuth,
    options: TokenEndpointRequestOptions,
  ): Promise<Response>
  process(server: AuthorizationServer, client: Client, response: Response): Promise<TokenEndpointResponse>
}

/** The outcome of a grant. `fields`: the answer's JSON object, which may quote anything; null if there was none. */
export type Outcome =
  | { readonly credential: Credential }
  | { readonly error: GrantError; readonly fields: Fields | null }

/**
 * Makes one request to Gazelle's token endpoint, as the application (`client_secret_post`, as Gazelle's samples do) and
 * never twice; no redirect is followed. Never rejects.
 */
export async function askForToken(grant: Grant, options: TokenEndpointOptions, signal?: AbortSignal): Promise<Outcome> {
  const { tokenEndpoint, application, clock } = options
  // The library requires an issuer, but no function used here looks at it.
  const server = { issuer: tokenEndpoint, token_endpoint: tokenEndpoint }
  const client = { client_id: application.clientId }

  const answer = await send(
    // Async, so that an error that the library throws at once (an empty secret) is a rejection too.
    async (requestOptions) => grant.request(server, client, ClientSecretPost(application.clientSecret), requestOptions),
    options,
    signal,
  )
  if (!('response' in answer)) return { error: answer, fields: null }
  let code: string | null = null
  try {
    const { access_token, token_type } = await grant.process(server, client, normalised(answer))
    if (token_type === 'bearer' && tokenFlaw(access_token) === null) {
      return { credential: credentialFrom(access_token, answer, clock.now()) }
    }
  } catch (error) {
    code = oauthErrorCode(error)
  }
  return { error: refusal(answer, code, clock.now()), fields: answer.fields }
}

/** Sends a grant's request once and gives the answer, complete or not. */
async function send(
  request: (options: TokenEndpointRequestOptions) => Promise<Response>,
  { tokenEndpoint, fetch, userAgent, timeoutMilliseconds = 30_000 }: TokenEndpointOptions,
  signal: AbortSignal | undefined,
): Promise<GrantAnswer | GrantError> {
  let isHandedOver = false
  let failure: unknown = null
  const arrived: { response?: Response; chunks: Uint8Array[] } = { chunks: [] }
  try {
    await withDeadline(timeoutMilliseconds, signal, async (deadline) => {
      arrived.response = await request({
        [customFetch]: (url, init) => {
          isHandedOver = true
          return safeFetch(fetch)(url, init as RequestInit)
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
  if (response === undefined) return withoutAnswer(failure, isHandedOver)
  // Judge the body by what arrived: a connection that breaks after the last brace has brought the token.
  // TextDecoder drops a byte order mark, which JSON.parse would reject.
  const text = new TextDecoder().decode(Buffer.concat(chunks))
  const isWhole = failure === null
  return { address: tokenEndpoint, response, text, fields: fieldsOf(response, text, isWhole), isWhole }
}

async function readInto(chunks: Uint8Array[], response: Response): Promise<void> {
  const reader = response.body?.getReader()
  try {
    for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read())
      chunks.push(part.value)
  } finally {
    // Free the connection of an answer that was not read to its end.
    reader?.cancel().catch(() => {})
  }
}

/** Whether a secret may go to this address in clear: it does not leave this machine. */
export function isOnThisMachine(address: string): boolean {
  return URL.canParse(address) && ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(address).hostname)
}
