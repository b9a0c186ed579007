import type { Credential } from '../token/credential.ts'
import type { JsonText } from '../token/json-text.ts'
import type { Json } from '../token/record.ts'

export type { Clock, Gazelle, ProbeAnswer } from '../gazelle/ports.ts'

/** The one row, as the database gave it. */
export interface StoredRow {
  readonly value: Json
  /** The value's JSON text as the database gave it, to the last digit, where it is known. */
  readonly text?: string
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
   * else wrote in between. A write that reaches the database later than `withinMilliseconds` after the call is not carried
   * out, and not won: the computer slept on the way, and what it decided by may be true no more.
   */
  swap(
    expected: StoredRow | null,
    value: Json | JsonText,
    signal?: AbortSignal,
    withinMilliseconds?: number,
  ): Promise<{ won: true; row: StoredRow } | { won: false }>
  /**
   * Whether a swap would be written now. Nothing changes. `unknown`: nothing speaks against it, more cannot be told. Where
   * it would be refused, the error that `swap` would give. A store without it knows nothing beforehand.
   */
  rehearse?(
    expected: StoredRow | null,
    value: Json | JsonText,
    signal?: AbortSignal,
  ): Promise<'would-win' | 'would-lose' | 'unknown'>
}

/** Gazelle's web application, where somebody may still be signed in. */
export interface WebSession {
  /**
   * Loads Gazelle unseen and takes the credential out of its traffic. `signed-out`: a human has to sign in.
   * `unreachable`: it did not load, nothing came in time, or nobody can know yet. Never rejects.
   */
  renew(): Promise<Credential | 'signed-out' | 'unreachable'>
}

/** Resolves after so many milliseconds, or sooner where the process is about to end. Never rejects. */
export type Pause = (milliseconds: number) => Promise<void>

/** The clock of the server that holds the row, as its answers tell it. */
export interface ServerClock {
  /**
   * The server's clock minus ours, in milliseconds, right to within 8 seconds while ours is not set; null while the
   * server has not told it.
   */
  offsetMilliseconds(): number | null
  /** When it told that: milliseconds since 1970 by our clock; null while it has not. */
  toldAt(): number | null
  /** How long ago it told that: milliseconds by our steady clock; null while it has not. */
  toldAgo(): number | null
}
