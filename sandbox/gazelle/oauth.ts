import { createHash, randomUUID } from 'node:crypto'
import { randomToken } from '../secrets.ts'
import { type Application, type Code, type Keeping, seconds, type Token, type User } from './state.ts'
import type { TokenBook } from './tokens.ts'

/** A request's parameters, from the query or the form. */
export type Parameters = Readonly<Record<string, string | undefined>>

/** The token endpoint's answer: Doorkeeper's fields. */
export interface TokenAnswer {
  readonly access_token: string
  readonly token_type: 'Bearer'
  readonly expires_in: number
  readonly refresh_token: string | null
  readonly scope: string
  readonly created_at: number
}

/** An error in OAuth's own words (RFC 6749, 4.1.2.1 and 5.2). */
export class OAuthError extends Error {
  override readonly name = 'OAuthError'
  readonly code: string
  readonly status: 400 | 401

  constructor(code: string, description: string) {
    super(description)
    this.code = code
    this.status = code === 'invalid_client' ? 401 : 400
  }
}

/** A request for a person's consent. */
export interface AuthorisationRequest {
  readonly application: Application
  readonly redirectUri: string
  readonly state: string | undefined
  readonly scope: string
  readonly challenge: string | null
}

export interface OAuthServer {
  /**
   * Reads an authorization request. Throws an `OAuthError`: `invalid_client` and `invalid_redirect_uri` are for the person's eyes
   * only; any other goes to the callback (see `redirectTo`).
   */
  readRequest(parameters: Parameters): AuthorisationRequest
  /**
   * Gives the address to go to after the person's consent, at the application's callback or on our own page, with a code in it.
   */
  authorise(request: AuthorisationRequest, user: User): string
  /** Answers the token endpoint. Throws an `OAuthError`. */
  token(parameters: Parameters): TokenAnswer
  /** Answers the revocation endpoint (RFC 7009) as Doorkeeper does: a token is revoked with its pair. Throws an `OAuthError`. */
  revoke(parameters: Parameters): void
  /** Makes a pair without a browser, like a whole authorization: for tests. */
  grantPair(user: User, clientId: string): TokenAnswer
}

const defaultScope = 'public'

/** The callback for programs without one: the code is shown on a page, without the client's `state`. */
export const isOutOfBand = (redirectUri: string): boolean => /^urn:ietf:wg:oauth:2\.0:oob(:auto)?$/.test(redirectUri)

/** The page that shows a code to the person. */
export const nativePath = '/developer/oauth/authorize/native'

/** Gives the callback's address with parameters added; undefined ones are left out. */
export function redirectTo(redirectUri: string, parameters: Parameters): string {
  const url = new URL(redirectUri)
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) url.searchParams.set(name, value)
  return url.href
}

export function oauthServer(keeping: Keeping, tokens: TokenBook): OAuthServer {
  const { state, save } = keeping
  const now = () => seconds(keeping)

  function application(parameters: Parameters): Application {
    const found = state.applications.find(({ clientId }) => clientId === parameters['client_id'])
    if (!found) throw new OAuthError('invalid_client', 'Client authentication failed due to unknown client.')
    return found
  }

  function authenticatedApplication(parameters: Parameters): Application {
    const found = application(parameters)
    if (found.clientSecret !== parameters['client_secret']) {
      throw new OAuthError('invalid_client', 'Client authentication failed due to a wrong secret.')
    }
    return found
  }

  const invalidGrant = () =>
    new OAuthError('invalid_grant', 'The provided authorization grant is invalid, expired, revoked, or not yours.')

  const answer = (token: Token): TokenAnswer => ({
    access_token: token.accessToken,
    token_type: 'Bearer',
    expires_in: token.lifeSeconds,
    refresh_token: token.refreshToken,
    scope: token.scope,
    created_at: token.createdAt,
  })

  function exchangeCode(client: Application, parameters: Parameters): TokenAnswer {
    const code = state.codes.find(({ code }) => code === parameters['code'])
    if (!code || code.clientId !== client.clientId) throw invalidGrant()
    if (code.used) {
      tokens.revokeFamily(code.code)
      throw invalidGrant()
    }
    if (code.expiresAt <= now() || code.redirectUri !== parameters['redirect_uri']) throw invalidGrant()
    checkVerifier(code, parameters['code_verifier'])
    code.used = true
    const { userId, clientId, scope } = code
    return answer(tokens.issue({ userId, clientId, scope, family: code.code, refreshable: true }))
  }

  function checkVerifier({ challenge }: Code, verifier: string | undefined): void {
    const { pkce } = state.settings
    if (pkce === 'ignored' || (verifier === undefined && challenge === null)) return
    if (pkce === 'refused') throw new OAuthError('invalid_request', 'Unsupported parameter: code_verifier.')
    if (s256(verifier ?? '') !== challenge) throw invalidGrant()
  }

  /** Gives the PKCE challenge of an authorization request, if the settings heed it. */
  function readChallenge(parameters: Parameters): string | null {
    const { pkce } = state.settings
    const challenge = parameters['code_challenge'] ?? null
    if (challenge === null || pkce === 'ignored') return null
    if (pkce === 'refused') throw new OAuthError('invalid_request', 'Unsupported parameter: code_challenge.')
    if (parameters['code_challenge_method'] !== 'S256') {
      throw new OAuthError('invalid_request', 'Only code_challenge_method=S256 is supported.')
    }
    return challenge
  }

  function refresh(client: Application, parameters: Parameters): TokenAnswer {
    const spent = tokens.withRefreshToken(parameters['refresh_token'] ?? '')
    if (!spent?.refreshToken || spent.clientId !== client.clientId) throw invalidGrant()
    if (spent.revokedAt !== null) {
      if (state.settings.rotation === 'revoke-family-on-reuse') tokens.revokeFamily(spent.family)
      throw invalidGrant()
    }
    if (spent.refreshExpiresAt <= now()) throw invalidGrant()

    const { userId, clientId, scope, family, refreshToken } = spent
    const next = { userId, clientId, scope, family, refreshable: true }
    if (state.settings.rotation === 'revoke-on-first-use') {
      return answer(tokens.issue({ ...next, previousRefreshToken: refreshToken }))
    }
    spent.revokedAt = now()
    return answer(tokens.issue(next))
  }

  return {
    readRequest(parameters) {
      const client = application(parameters)
      const redirectUri = parameters['redirect_uri'] ?? ''
      if (!client.redirectUris.some((registered) => isSameCallback(registered, redirectUri))) {
        throw new OAuthError('invalid_redirect_uri', 'The redirect URI is not one of those registered.')
      }
      if (parameters['response_type'] !== 'code') {
        throw new OAuthError('unsupported_response_type', 'Only response_type=code is supported.')
      }
      const challenge = readChallenge(parameters)
      const { state: clientState, scope } = parameters
      return { application: client, redirectUri, state: clientState, scope: scope || defaultScope, challenge }
    },

    authorise({ application: client, redirectUri, state: clientState, scope, challenge }, user) {
      const code: Code = {
        code: randomToken(),
        clientId: client.clientId,
        userId: user.id,
        redirectUri,
        scope,
        expiresAt: now() + state.settings.codeLifeSeconds,
        challenge,
        used: false,
      }
      state.codes.push(code)
      save()
      if (isOutOfBand(redirectUri)) return `${nativePath}?${new URLSearchParams({ code: code.code })}`
      return redirectTo(redirectUri, { code: code.code, state: clientState })
    },

    token(parameters) {
      const client = authenticatedApplication(parameters)
      switch (parameters['grant_type']) {
        case 'authorization_code':
          return exchangeCode(client, parameters)
        case 'refresh_token':
          return refresh(client, parameters)
        case undefined:
          throw new OAuthError('invalid_request', 'Missing required parameter: grant_type.')
        default:
          throw new OAuthError('unsupported_grant_type', 'The authorization grant type is not supported.')
      }
    },

    revoke(parameters) {
      const client = authenticatedApplication(parameters)
      const shown = parameters['token'] ?? ''
      const token = tokens.find(shown) ?? tokens.withRefreshToken(shown)
      // Reveal nothing about an unknown token, or another application's.
      if (token === null || token.clientId !== client.clientId) return
      token.revokedAt ??= now()
      save()
    },

    grantPair(user, clientId) {
      const owner = { userId: user.id, clientId, scope: defaultScope, family: randomUUID() }
      return answer(tokens.issue({ ...owner, refreshable: true }))
    },
  }
}

const s256 = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url')

// A program on the person's machine takes any free port: RFC 8252 lets a loopback callback differ in its port.
function isSameCallback(registered: string, asked: string): boolean {
  if (registered === asked) return true
  if (!URL.canParse(registered) || !URL.canParse(asked)) return false
  const [one, other] = [new URL(registered), new URL(asked)]
  if (!['127.0.0.1', '[::1]'].includes(one.hostname)) return false
  one.port = ''
  other.port = ''
  return one.href === other.href
}
