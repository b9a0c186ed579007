import type { Credential } from '../gazelle/credential.ts'
import type { EpochSeconds, HeaderKind, Json } from '../token/record.ts'

/** The one row, as the database gave it. */
export interface StoredRow {
  readonly value: Json
  /** `updated_at` exactly as PostgREST wrote it (microseconds!), or null where the table has no such column. */
  readonly updatedAt: string | null
}

/**
 * The row in Supabase. Every method rejects with a `StoreError` and nothing else.
 */
export interface Store {
  /** The row, or null when there is none. A row that row-level security hides is a `StoreError`, not null. */
  read(signal?: AbortSignal): Promise<StoredRow | null>
  /**
   * Writes `value` only while the row still is `expected` (null: while there is none).
   * Gives the row as the database holds it afterwards, which may already be somebody else's; `won: false` when somebody
   * else wrote in between.
   */
  swap(
    expected: StoredRow | null,
    value: Json,
    signal?: AbortSignal,
  ): Promise<{ won: true; row: StoredRow } | { won: false }>
}

/** Gazelle's answer to the cheap query: the token works. */
export interface ProbeAnswer {
  /** The header that Gazelle accepted it in. */
  readonly headerKind: HeaderKind
  /** Gazelle's own clock (its `Date` header), or null where it sent none. */
  readonly gazelleTime: EpochSeconds | null
  readonly tookMilliseconds: number
}

/** Gazelle's API. */
export interface Gazelle {
  /** One cheap authenticated query. Rejects with a `GazelleError` and nothing else. */
  probe(credential: Pick<Credential, 'accessToken' | 'headerKind'>, signal?: AbortSignal): Promise<ProbeAnswer>
}

/** Gazelle's web application, where somebody may still be signed in. */
export interface WebSession {
  /**
   * Loads Gazelle unseen and takes the credential out of its traffic. `signed-out`: a human has to sign in.
   * `unreachable`: it did not load, or nothing came in time. Never rejects.
   */
  renew(): Promise<Credential | 'signed-out' | 'unreachable'>
}

export interface Clock {
  /** Milliseconds since 1970-01-01 UTC. */
  now(): number
}

/** The clock of the server that holds the row, as its answers tell it. */
export interface ServerClock {
  /**
   * The server's clock minus ours, in milliseconds, right to within 8 seconds while ours is not set; null while the
   * server has not told it.
   */
  offsetMilliseconds(): number | null
}
