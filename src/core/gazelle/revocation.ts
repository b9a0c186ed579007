import {
  allowInsecureRequests,
  ClientSecretPost,
  customFetch,
  processRevocationResponse,
  revocationRequest,
} from 'oauth4webapi'
import { withDeadline } from '../base/deadline.ts'
import { safeFetch } from '../base/safe-fetch.ts'
import type { Credential } from '../token/credential.ts'
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
 * What came of it. `revoked`: Gazelle says so; a token that it does not know counts too, and may be another application's.
 * `rejected`: it says no. `unreached`: it has given no answer, or none that lasts, so the token may live or not.
 */
export type Revocation = 'revoked' | 'rejected' | 'unreached'

/** Which of the two a token is, for servers that look for it in one place first. */
type Hint = 'access_token' | 'refresh_token'

/**
 * Asks Gazelle to revoke a token that it issued to the application (RFC 7009). With a refresh token a server may end every token
 * of the same authorisation: where one of them is to live, give the access token alone. Never rejects.
 */
export async function revokeToken(
  token: string,
  { revocationEndpoint, application, fetch, userAgent, timeoutMilliseconds = 15_000 }: RevocationOptions,
  hint: Hint = 'access_token',
): Promise<Revocation> {
  const server = { issuer: revocationEndpoint, revocation_endpoint: revocationEndpoint }
  const client = { client_id: application.clientId }
  let status: number | null = null
  try {
    await withDeadline(timeoutMilliseconds, undefined, async (signal) => {
      const answer = await revocationRequest(server, client, ClientSecretPost(application.clientSecret), token, {
        additionalParameters: { token_type_hint: hint },
        [customFetch]: (url, init) => safeFetch(fetch)(url, init as RequestInit),
        [allowInsecureRequests]: isOnThisMachine(revocationEndpoint),
        headers: { 'user-agent': userAgent },
        signal,
      })
      status = answer.status
      await processRevocationResponse(answer)
    })
    return 'revoked'
  } catch {
    return status !== null && lasts(status) ? 'rejected' : 'unreached'
  }
}

const lasts = (status: number) => status < 500 && status !== 429 && status !== 408

/** Whether an application may have got this token: one of the web session, or an API key, comes from nobody's application. */
export function mayBeRevoked({ source, headerKind }: Credential): boolean {
  return source !== 'web-session' && headerKind !== 'api-key'
}

/** Whether an application has got this token, as far as can be seen. */
export function isIssued(credential: Credential): boolean {
  return mayBeRevoked(credential) && (credential.refreshToken !== null || credential.source === 'oauth')
}
