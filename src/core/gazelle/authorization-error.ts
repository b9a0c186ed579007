import type { Fields } from '../base/json.ts'
import { oneLine } from '../base/one-line.ts'
import type { GrantError, GrantErrorKind } from './grant-errors.ts'

/**
 * Why an authorisation brought no token:
 * - `misconfigured`: the client id, secret, callback or an address of Gazelle's is unusable
 * - `denied`: the person said no
 * - `invalid-client`: Gazelle refuses the application: client id or secret
 * - `invalid-redirect`: the callback is not one of those registered
 * - `pkce-refused`: Gazelle says that it knows no PKCE parameters: start again, once, with `pkce: false`
 * - `state-mismatch`: an answer to another request, or from another server. Nothing was done; the right answer may still come
 * - `code-refused`: the code has expired or was used before: start again
 * - `refused`: anything else that Gazelle refuses in OAuth's words (`invalid_scope`…)
 * - `rate-limited`, `not-sent`: the code was not spent; `finish` may be called with it again
 * - `answer-lost`: the code may have been spent, and its token with it: start again
 * - `unavailable`: Gazelle has a problem of its own
 * - `unexpected-answer`: something answered, but not as OAuth does
 */
export type AuthorizationErrorKind =
  | 'misconfigured'
  | 'denied'
  | 'invalid-client'
  | 'invalid-redirect'
  | 'pkce-refused'
  | 'state-mismatch'
  | 'code-refused'
  | 'refused'
  | 'rate-limited'
  | 'not-sent'
  | 'answer-lost'
  | 'unavailable'
  | 'unexpected-answer'

/** The provider's own words, cleaned: one line without control characters or secrets, of bounded length. */
export interface ProviderWords {
  /** `error`: OAuth's code (at most 64 characters). */
  readonly code: string
  /** `error_description` (at most 300 characters), or null. */
  readonly description: string | null
}

/** The only error of an authorisation. Neither its text nor the provider's words hold a secret, a code or a token. */
export class AuthorizationError extends Error {
  override readonly name = 'AuthorizationError'
  readonly kind: AuthorizationErrorKind
  readonly provider: ProviderWords | null
  readonly httpStatus: number | null
  /** How long Gazelle asks to wait, in seconds, if it said so. */
  readonly retryAfterSeconds: number | null

  constructor(
    kind: AuthorizationErrorKind,
    detail: {
      message?: string
      provider?: ProviderWords | null
      httpStatus?: number | null
      retryAfterSeconds?: number | null
    } = {},
  ) {
    super(detail.message ?? `The authorisation brought no token (${kind}).`)
    this.kind = kind
    this.provider = detail.provider ?? null
    this.httpStatus = detail.httpStatus ?? null
    this.retryAfterSeconds = detail.retryAfterSeconds ?? null
  }
}

/** Whether the code is unspent, so that the same answer may be tried again. */
export const isCodeUnspent = ({ kind }: AuthorizationError): boolean => kind === 'rate-limited' || kind === 'not-sent'

/**
 * The kind of an OAuth error, by its code and description. `mayLeaveOutPkce`: PKCE parameters were sent, and nothing speaks
 * against leaving them out.
 */
export function kindOfError(
  code: string,
  description: string | null,
  mayLeaveOutPkce: boolean,
): AuthorizationErrorKind {
  switch (code) {
    case 'access_denied':
      return 'denied'
    case 'invalid_client':
    case 'unauthorized_client':
      return 'invalid-client'
    case 'invalid_redirect_uri':
    case 'redirect_uri_mismatch':
      return 'invalid-redirect'
    case 'invalid_grant':
      return 'code-refused'
    case 'server_error':
    case 'temporarily_unavailable':
      return 'unavailable'
    case 'invalid_request':
      return mayLeaveOutPkce && knowsNoPkce(description ?? '') ? 'pkce-refused' : 'refused'
    default:
      return 'refused'
  }
}

/**
 * Whether the description can only mean that the server does not know PKCE's parameters. A malformed request has many causes,
 * and an attacker who can provoke one must not be able to switch PKCE off.
 */
function knowsNoPkce(description: string): boolean {
  const names = /\bcode_(?:challenge|challenge_method|verifier)\b|\bPKCE\b/i
  const isUnknown =
    /\b(?:unsupported|unknown|unrecogni[sz]ed|unexpected|unpermitted|not (?:supported|recogni[sz]ed|known))\b/i
  return names.test(description) && isUnknown.test(description)
}

const kinds: Readonly<Record<GrantErrorKind, AuthorizationErrorKind>> = {
  'invalid-grant': 'code-refused',
  'invalid-client': 'invalid-client',
  'rate-limited': 'rate-limited',
  'not-sent': 'not-sent',
  'answer-lost': 'answer-lost',
  intercepted: 'unexpected-answer',
  'unexpected-answer': 'unexpected-answer',
}

/** The error for an exchange that failed. `secrets`: what the provider's words must not repeat. */
export function exchangeError(
  { kind, message, httpStatus, retryAfterSeconds }: GrantError,
  fields: Fields | null,
  mayLeaveOutPkce: boolean,
  secrets: readonly string[],
): AuthorizationError {
  const provider = providerWords(fields?.['error'], fields?.['error_description'], secrets)
  const isRefusal = kind === 'unexpected-answer' && provider !== null
  return new AuthorizationError(
    isRefusal ? kindOfError(provider.code, provider.description, mayLeaveOutPkce) : kinds[kind],
    {
      // The other texts speak of a refresh token, or leave the matter to the provider's words.
      ...(kind === 'not-sent' || kind === 'answer-lost' ? { message } : {}),
      provider,
      httpStatus,
      retryAfterSeconds,
    },
  )
}

/** Gives the provider's words, fit to be shown, or null if there is no `error`. */
export function providerWords(
  code: unknown,
  description: unknown,
  secrets: readonly string[] = [],
): ProviderWords | null {
  const shown = readable(code, 64, secrets)
  return shown === null ? null : { code: shown, description: readable(description, 300, secrets) }
}

function readable(text: unknown, longest: number, secrets: readonly string[]): string | null {
  if (typeof text !== 'string') return null
  let clean = text
  for (const secret of secrets) {
    if (secret !== '') clean = clean.replaceAll(secret, '…').replaceAll(encodeURIComponent(secret), '…')
  }
  // A word as long as a token may be a token unknown to us.
  return oneLine(clean.replace(/[\w-]{32,}/g, '…'), longest)
}
