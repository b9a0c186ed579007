import { Interrupted } from '../base/deadline.ts'
import { isRefusedRedirect, networkErrorCode } from '../base/network-error.ts'

/**
 * Why a grant brought no token, sorted by what became of the refresh token:
 * - `invalid-grant`: Gazelle refuses it: spent, revoked or expired
 * - `invalid-client`: Gazelle refuses the application; it was not spent. Never to be retried
 * - `rate-limited`: too many requests (429); it was not spent
 * - `not-sent`: the request surely did not reach Gazelle; it was not spent
 * - `answer-lost`: it may have been spent, and the new token with it
 * - `intercepted`: something between this computer and Gazelle refused in its place (a gateway, a guest network); not spent
 * - `unexpected-answer`: something refused in place of the token endpoint (a redirect, 404, a page); it was not spent
 */
export type GrantErrorKind =
  | 'invalid-grant'
  | 'invalid-client'
  | 'rate-limited'
  | 'not-sent'
  | 'answer-lost'
  | 'intercepted'
  | 'unexpected-answer'

/** The only error that a grant rejects with. Neither its text nor a cause holds a token, the secret or an answer. */
export class GrantError extends Error {
  override readonly name = 'GrantError'
  readonly kind: GrantErrorKind
  readonly httpStatus: number | null
  /** How long Gazelle asks to wait, in seconds, if it said so. */
  readonly retryAfterSeconds: number | null
  /** Gazelle's own code (`error`, RFC 6749, 5.2): lower-case letters and underscores; null if it gave none. */
  readonly code: string | null

  constructor(
    kind: GrantErrorKind,
    message: string,
    detail: { httpStatus?: number | null; retryAfterSeconds?: number | null; code?: string | null } = {},
  ) {
    super(message)
    this.kind = kind
    this.httpStatus = detail.httpStatus ?? null
    this.retryAfterSeconds = detail.retryAfterSeconds ?? null
    this.code = detail.code ?? null
  }
}

/** The error for a redirect, which is never followed: neither the secret nor a token goes to another address. */
export function sentElsewhere(httpStatus: number | null = null): GrantError {
  return new GrantError('unexpected-answer', 'The token endpoint redirects to another address.', { httpStatus })
}

/** Codes that end a request before its first byte: no name, no connection, no trust in the other side. */
const neverSent = new Set([
  // Node
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  // Chromium. Not ERR_ADDRESS_UNREACHABLE: an established connection can end with it too.
  'ERR_CONNECTION_REFUSED',
  'ERR_CONNECTION_FAILED',
  'ERR_CONNECTION_TIMED_OUT',
  'ERR_INTERNET_DISCONNECTED',
  'ERR_NAME_NOT_RESOLVED',
  'ERR_NAME_RESOLUTION_FAILED',
  'ERR_PROXY_CONNECTION_FAILED',
  'ERR_TUNNEL_CONNECTION_FAILED',
  'ERR_CERT_AUTHORITY_INVALID',
  'ERR_CERT_COMMON_NAME_INVALID',
  'ERR_CERT_DATE_INVALID',
])

/**
 * The error for a request that got no answer at all. Takes its rejection, and whether it was handed to the network. In doubt,
 * the answer counts as lost: a token wrongly taken to be unspent would be spent twice.
 */
export function withoutAnswer(error: unknown, isHandedOver: boolean): GrantError {
  if (!isHandedOver) {
    const text =
      error instanceof Interrupted ? 'The grant was called off before it was sent.' : 'The grant could not be sent.'
    return new GrantError('not-sent', text)
  }
  if (error instanceof Interrupted) {
    const text =
      error.reason === 'timed-out'
        ? 'Gazelle did not answer the grant in time.'
        : 'The grant was called off after it was sent.'
    return new GrantError('answer-lost', text)
  }
  if (isRefusedRedirect(error)) return sentElsewhere()
  const code = networkErrorCode(error)
  const why = code === null ? '' : ` (${code})`
  return (code !== null && neverSent.has(code)) || isFailedConnect(error)
    ? new GrantError('not-sent', `Gazelle was not reached${why}.`)
    : new GrantError('answer-lost', `The connection to Gazelle failed during the grant${why}.`)
}

/**
 * Whether connecting failed. Node names the system call: the same code (EHOSTUNREACH, ECONNRESET, ETIMEDOUT) means "not sent"
 * for `connect` but proves nothing for `read`. If a host has several addresses, all must have failed this way.
 */
function isFailedConnect(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error instanceof AggregateError) return error.errors.length > 0 && error.errors.every(isFailedConnect)
  const { syscall } = error as { syscall?: unknown }
  return syscall === 'connect' || syscall === 'getaddrinfo' || isFailedConnect(error.cause)
}
