import {
  allowInsecureRequests,
  ClientSecretPost,
  customFetch,
  processRevocationResponse,
  revocationRequest,
} from 'oauth4webapi'
import { withDeadline } from '../deadline.ts'
import { safeFetch } from '../safe-fetch.ts'
import { isOnThisMachine, type OAuthApplication } from './token-endpoint.ts'

export interface RevocationOptions {
  /** Beside the token endpoint, `/developer/oauth/revoke`: https, or http on this machine (the sandbox). */
  readonly revocationEndpoint: string
  readonly application: OAuthApplication
  readonly fetch: typeof globalThis.fetch
  readonly userAgent: string
  /** How long one request may take, in milliseconds; 15 seconds by default. */
  readonly timeoutMilliseconds?: number
}

/**
 * Asks Gazelle to revoke an access token that it issued to the application (RFC 7009), and gives whether it says that this is
 * done; a token that it does not know counts as revoked. A refresh token is not given: to revoke one may end every token of the
 * same authorisation, the row's too. Never rejects.
 */
export async function revokeToken(
  accessToken: string,
  { revocationEndpoint, application, fetch, userAgent, timeoutMilliseconds = 15_000 }: RevocationOptions,
): Promise<boolean> {
  const server = { issuer: revocationEndpoint, revocation_endpoint: revocationEndpoint }
  const client = { client_id: application.clientId }
  try {
    await withDeadline(timeoutMilliseconds, undefined, async (signal) => {
      const answer = await revocationRequest(server, client, ClientSecretPost(application.clientSecret), accessToken, {
        additionalParameters: { token_type_hint: 'access_token' },
        [customFetch]: (url, init) => safeFetch(fetch)(url, init as RequestInit),
        [allowInsecureRequests]: isOnThisMachine(revocationEndpoint),
        headers: { 'user-agent': userAgent },
        signal,
      })
      await processRevocationResponse(answer)
    })
    return true
  } catch {
    return false
  }
}
