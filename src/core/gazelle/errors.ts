/**
 * What went wrong at Gazelle:
 * - `unauthorized`: the token is bad or expired (401)
 * - `forbidden`: the token is good, but may not do this (403)
 * - `rate-limited`: too many requests (429); `retryAfterSeconds` when Gazelle said how long to wait
 * - `unavailable`: not reached, timed out, or 5xx
 * - `unexpected-answer`: something answered, but not as Gazelle's GraphQL does
 */
export type GazelleErrorKind = 'unauthorized' | 'forbidden' | 'rate-limited' | 'unavailable' | 'unexpected-answer'

/** The only error that `core/gazelle` throws. Its text names no token. */
export class GazelleError extends Error {
  override readonly name = 'GazelleError'
  readonly kind: GazelleErrorKind
  readonly httpStatus: number | null
  readonly retryAfterSeconds: number | null

  constructor(
    kind: GazelleErrorKind,
    message: string,
    detail: { httpStatus?: number; retryAfterSeconds?: number; cause?: unknown } = {},
  ) {
    super(message, detail.cause === undefined ? undefined : { cause: detail.cause })
    this.kind = kind
    this.httpStatus = detail.httpStatus ?? null
    this.retryAfterSeconds = detail.retryAfterSeconds ?? null
  }
}
