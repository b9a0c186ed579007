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
import { traitsOf } from '../token/sources.ts'
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
 * How a revocation ended. `revoked`: Gazelle says so; a token that it does not know counts too, and may be another
 * application's. `rejected`: Gazelle says no. `unreached`: no answer, or only a temporary one, so the token may still live.
 */
export type Revocation = 'revoked' | 'rejected' | 'unreached'

/** Which of the two a token is, for servers that look for it in one place first. */
type Hint = 'access_token' | 'refresh_token'

/**
 * Asks Gazelle to revoke a token that it issued to the application (RFC 7009). Revoking a refresh token may end every token of
 * the same authorisation: to keep one of them alive, give only the access token. Never rejects.
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

/** Whether an application may have got this token: a web session's token or an API key comes from no application. */
export function mayBeRevoked(credential: Credential): boolean {
  return traitsOf(credential).application !== 'none' && credential.headerKind !== 'api-key'
}

/** Whether an application seems to have got this token. */
export function isIssued(credential: Credential): boolean {
  return mayBeRevoked(credential) && (credential.refreshToken !== null || traitsOf(credential).application === 'ours')
}
