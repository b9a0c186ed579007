import type { Account } from '../token/account.ts'
import type { HeaderKind } from '../token/record.ts'

/**
 * What went wrong at Gazelle:
 * - `unauthorized`: Gazelle itself says that the token is bad or expired
 * - `forbidden`: the token is good but is not allowed to do this (403); `because` says why, if Gazelle tells
 * - `rate-limited`: too many requests (429)
 * - `unavailable`: not reached, timed out, or 5xx
 * - `intercepted`: something between this computer and Gazelle answered in its place: a gateway's challenge, a proxy that
 *   asks for a password, the sign-in page of a guest network. It says nothing about the token
 * - `unexpected-answer`: something answered, but not as Gazelle's GraphQL does
 */
export type GazelleErrorKind =
  | 'unauthorized'
  | 'forbidden'
  | 'rate-limited'
  | 'unavailable'
  | 'intercepted'
  | 'unexpected-answer'

/**
 * Why a token that Gazelle knows is denied access: its user has limited access, the company's account is parked, or Gazelle
 * announces maintenance.
 */
export type ForbiddenBecause = 'limited-access' | 'company-parked' | 'maintenance'

interface Detail {
  readonly httpStatus?: number | null
  readonly retryAfterSeconds?: number | null
  readonly because?: ForbiddenBecause | null
  readonly headerKind?: HeaderKind | null
  readonly account?: Account | null
  readonly cause?: unknown
}

/** The only error that `core/gazelle` throws. Its text names no token. */
export class GazelleError extends Error {
  override readonly name = 'GazelleError'
  readonly kind: GazelleErrorKind
  readonly httpStatus: number | null
  /** How long Gazelle, or a gateway before it, asks to wait, if it said so. */
  readonly retryAfterSeconds: number | null
  /** Null for every kind but `forbidden`, and if Gazelle does not tell. */
  readonly because: ForbiddenBecause | null
  /** The header in which Gazelle recognized the denied token; null for every kind but `forbidden`. */
  readonly headerKind: HeaderKind | null
  /** The account of the denied token, if Gazelle tells it all the same; else null. */
  readonly account: Account | null

  constructor(kind: GazelleErrorKind, message: string, detail: Detail = {}) {
    super(message, detail.cause === undefined ? undefined : { cause: detail.cause })
    this.kind = kind
    this.httpStatus = detail.httpStatus ?? null
    this.retryAfterSeconds = detail.retryAfterSeconds ?? null
    this.because = detail.because ?? null
    this.headerKind = detail.headerKind ?? null
    this.account = detail.account ?? null
  }
}
