import { processRefreshTokenResponse, refreshTokenGrantRequest } from 'oauth4webapi'
import type { Credential } from '../token/credential.ts'
import { askForToken, type TokenEndpointOptions } from './token-endpoint.ts'

export type { OAuthApplication } from './token-endpoint.ts'

export interface Grants {
  /**
   * Spends a refresh token; gives the new credential, with a refresh token of its own or null if the answer brings none.
   * Rejects with a `GrantError` and nothing else: its kind tells whether the refresh token may have been spent. The
   * request is sent once, never again, and no redirect is followed.
   */
  refresh(refreshToken: string, signal?: AbortSignal): Promise<Credential>
}

export type GrantsOptions = TokenEndpointOptions

/** Gazelle's token endpoint. Never throws; unusable options show when a grant is requested. */
export function createGrants(options: GrantsOptions): Grants {
  return {
    async refresh(refreshToken, signal) {
      const outcome = await askForToken(
        {
          request: (server, client, authentication, requestOptions) =>
            refreshTokenGrantRequest(server, client, authentication, refreshToken, requestOptions),
          process: processRefreshTokenResponse,
        },
        options,
        signal,
      )
      if ('error' in outcome) throw outcome.error
      return outcome.credential
    },
  }
}
