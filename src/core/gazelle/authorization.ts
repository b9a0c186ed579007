import {
  AuthorizationResponseError,
  authorizationCodeGrantRequest,
  calculatePKCECodeChallenge,
  generateRandomCodeVerifier,
  generateRandomState,
  nopkce,
  processAuthorizationCodeResponse,
  validateAuthResponse,
} from 'oauth4webapi'
import type { Credential } from '../token/credential.ts'
import {
  AuthorizationError,
  type AuthorizationErrorKind,
  exchangeError,
  isCodeUnspent,
  kindOfError,
  providerWords,
} from './authorization-error.ts'
import { callbackFlaw, callbackTest, isFitForSecrets } from './callback.ts'
import { askForToken, type OAuthApplication, type TokenEndpointOptions } from './token-endpoint.ts'

/** An application, with the authorised callback to use. */
export interface RegisteredApplication extends OAuthApplication {
  /** Exactly as registered: an http(s) address, or one with a scheme of its own. It is never requested. */
  readonly redirectUri: string
}

export interface AuthorizationOptions extends TokenEndpointOptions {
  /** Gazelle's `/developer/oauth/authorize`: https, or http on this machine (the sandbox). */
  readonly authorizationEndpoint: string
  readonly application: RegisteredApplication
  /** False after `pkce-refused`; true by default: a server that does not know PKCE ignores it. */
  readonly pkce?: boolean
  /** Gazelle has taken PKCE from this application before: it is never left out again, whatever a refusal says. */
  readonly hasTakenPkce?: boolean
}

/** One way through Gazelle's consent page: one `state`, one verifier, one token. */
export interface Authorization {
  /** The address for the person's window. Holds no secret. */
  readonly url: string
  /** Whether an address that the window is about to load is the callback: give it to `finish` instead of requesting it. */
  isCallback(address: string): boolean
  /**
   * Whether a callback answers this very request: it gives `state` back, and names no other issuer (RFC 9207). Any page can
   * lead to the callback, so ignore anything else.
   */
  isAnswer(address: string): boolean
  /**
   * The error behind this HTTP status at the address of Gazelle's authorisation page: Gazelle tells of an unknown application
   * or callback only there. Null for any other address or status.
   */
  problemOfPage(address: string, httpStatus: number): AuthorizationError | null
  /**
   * Takes the callback's address with the answer in it; gives the credential, whose refresh token is null if there is none.
   * Rejects with an `AuthorizationError` and nothing else. The code is spent once: a second call, during or after the first,
   * has the same result, unless the first left the code unspent (`not-sent`, `rate-limited`).
   */
  finish(callbackAddress: string, signal?: AbortSignal): Promise<Credential>
}

/**
 * Starts an authorisation by code, with a random `state` and PKCE (S256). Sends no request. Rejects with an
 * `AuthorizationError` (`misconfigured`) if the options cannot work.
 */
export async function startAuthorization(options: AuthorizationOptions): Promise<Authorization> {
  const { authorizationEndpoint, application, pkce = true } = options
  checkOptions(options)
  const state = generateRandomState()
  const verifier = pkce ? generateRandomCodeVerifier() : null
  const url = new URL(authorizationEndpoint)
  url.searchParams.set('client_id', application.clientId)
  url.searchParams.set('response_type', 'code')
  url.searchParams.set('redirect_uri', application.redirectUri)
  url.searchParams.set('state', state)
  if (verifier !== null) {
    url.searchParams.set('code_challenge', await calculatePKCECodeChallenge(verifier))
    url.searchParams.set('code_challenge_method', 'S256')
  }

  const isCallback = callbackTest(application.redirectUri, authorizationEndpoint)
  const isAnswer = (parameters: URLSearchParams) =>
    parameters.get('state') === state && isOfIssuer(parameters, authorizationEndpoint)
  let exchange: Promise<Credential> | null = null

  return {
    url: url.href,
    isCallback,
    isAnswer: (address) => isCallback(address) && isAnswer(new URL(address).searchParams),
    problemOfPage: (address, httpStatus) =>
      URL.canParse(address) && isSamePage(new URL(address), url) ? problemOfStatus(httpStatus) : null,

    async finish(callbackAddress, signal) {
      if (!isCallback(callbackAddress)) {
        throw new AuthorizationError('unexpected-answer', { message: 'This address is not the callback.' })
      }
      const { searchParams } = new URL(callbackAddress)
      if (!isAnswer(searchParams)) throw new AuthorizationError('state-mismatch')
      const answer = readAnswer(searchParams, state, options)
      exchange ??= exchangeCode(answer, verifier, state, options, signal).catch((error: AuthorizationError) => {
        if (isCodeUnspent(error)) exchange = null
        throw error
      })
      return exchange
    },
  }
}

function checkOptions({ authorizationEndpoint, tokenEndpoint, application }: AuthorizationOptions): void {
  const flaw = callbackFlaw(application.redirectUri)
  const wrong =
    (application.clientId === '' && 'The client id is missing.') ||
    (application.clientSecret === '' && 'The client secret is missing.') ||
    (flaw !== null && `The callback cannot be used (${flaw}).`) ||
    ([authorizationEndpoint, tokenEndpoint].every(isFitForSecrets) ? null : 'Gazelle’s OAuth addresses must be https.')
  if (wrong) throw new AuthorizationError('misconfigured', { message: wrong })
}

/** Whether every `iss` has Gazelle's origin; its exact form is unknown. */
function isOfIssuer(parameters: URLSearchParams, authorizationEndpoint: string): boolean {
  const gazelle = new URL(authorizationEndpoint).origin
  return parameters.getAll('iss').every((issuer) => URL.canParse(issuer) && new URL(issuer).origin === gazelle)
}

/** Gives the answer's parameters in the library's form for the exchange, or throws the error that they mean. */
function readAnswer(parameters: URLSearchParams, state: string, options: AuthorizationOptions): URLSearchParams {
  const { authorizationEndpoint, application } = options
  const issuer = parameters.get('iss') ?? new URL(authorizationEndpoint).origin
  try {
    const answer = validateAuthResponse({ issuer }, { client_id: application.clientId }, parameters, state)
    const codes = answer.getAll('code')
    if (codes.length === 1 && codes[0] !== '') return answer
  } catch (error) {
    if (error instanceof AuthorizationResponseError) {
      const secrets = [application.clientSecret, state]
      const provider = providerWords(parameters.get('error'), parameters.get('error_description'), secrets)
      const kind = kindOfError(parameters.get('error') ?? '', provider?.description ?? null, mayLeaveOutPkce(options))
      throw new AuthorizationError(kind, { provider })
    }
  }
  throw new AuthorizationError('unexpected-answer', { message: 'The callback brought neither one code nor an error.' })
}

const mayLeaveOutPkce = ({ pkce = true, hasTakenPkce = false }: AuthorizationOptions): boolean => pkce && !hasTakenPkce

async function exchangeCode(
  answer: URLSearchParams,
  verifier: string | null,
  state: string,
  options: AuthorizationOptions,
  signal: AbortSignal | undefined,
): Promise<Credential> {
  const { redirectUri, clientSecret } = options.application
  const outcome = await askForToken(
    {
      request: (server, client, authentication, requestOptions) =>
        authorizationCodeGrantRequest(
          server,
          client,
          authentication,
          answer,
          redirectUri,
          verifier ?? nopkce,
          requestOptions,
        ),
      process: processAuthorizationCodeResponse,
    },
    options,
    signal,
  )
  if ('credential' in outcome) return outcome.credential
  const secrets = [clientSecret, state, answer.get('code') ?? '', verifier ?? '']
  throw exchangeError(outcome.error, outcome.fields, mayLeaveOutPkce(options), secrets)
}

const isSamePage = (one: URL, other: URL): boolean => one.origin === other.origin && one.pathname === other.pathname

function problemOfStatus(httpStatus: number): AuthorizationError | null {
  if (httpStatus < 400) return null
  return new AuthorizationError(kindOfStatus(httpStatus), { httpStatus })
}

function kindOfStatus(httpStatus: number): AuthorizationErrorKind {
  if (httpStatus >= 500) return 'unavailable'
  switch (httpStatus) {
    case 400:
      return 'invalid-redirect'
    case 401:
    case 403:
      return 'invalid-client'
    case 429:
      return 'rate-limited'
    default:
      return 'unexpected-answer'
  }
}
