/** Anything that JSON, and so a jsonb column, can hold. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
export type JsonObject = { [key: string]: Json }

/** Seconds since 1970-01-01 UTC, as the row and OAuth count. Milliseconds never appear in `core/` under this name. */
export type EpochSeconds = number

/** Which request header carries the token. */
export type HeaderKind = 'bearer' | 'api-key'

/**
 * When the token expires, and how sure that is: `stated` by Gazelle (an OAuth answer, a JWT's own `exp`), `assumed`
 * (the guide's 30 days), or `never`.
 */
export type Expiry = { certainty: 'stated' | 'assumed'; at: EpochSeconds } | { certainty: 'never' }

/** The row's token, understood. */
export interface TokenRecord {
  readonly accessToken: string
  /** The refresh token, or null; the row's marker `"manual_override"` is not one. */
  readonly refreshToken: string | null
  /** Null if neither the row nor the token's form tells: a probe finds out. */
  readonly headerKind: HeaderKind | null
  readonly issuedAt: EpochSeconds | null
  readonly expiry: Expiry
  /** The row's value as it came: an object, a string that holds serialised JSON, or a string that is the token. */
  readonly value: JsonObject | string
  /** The optional fields that are present but not understood: they count as missing. */
  readonly unread: readonly string[]
}
