import type { Observed } from '../base/observed.ts'
import type { Credential } from '../token/credential.ts'
import type { JsonText } from '../token/json-text.ts'
import type { Json } from '../token/record.ts'

export type { Clock, Gazelle, ProbeAnswer } from '../gazelle/ports.ts'

/** The one row, as the store gave it. */
export interface StoredRow {
  readonly value: Json
  /** The value's exact JSON text as the store gave it, if known: numbers that a double cannot hold survive in it. */
  readonly text?: string
  /**
   * When the row was written, as ISO 8601 text; null where that is not known. A token whose row does not say when it was issued
   * counts as issued then; with null, as issued when the row is read, so that it seems new each time. In Supabase `updated_at`
   * exactly as PostgREST wrote it (microseconds!).
   */
  readonly updatedAt: string | null
}

/** What became of a swap: the row as the store holds it afterwards, or `won: false` when somebody else wrote in between. */
export type SwapResult = { readonly won: true; readonly row: StoredRow } | { readonly won: false }

/** Where the row is read and swapped. Every method rejects with a `StoreError` and nothing else. */
export interface Store {
  /** The row, or null when there is none. A row that is there but hidden is a `StoreError`, not null. */
  read(signal?: AbortSignal): Promise<StoredRow | null>
  /**
   * Writes `value` only while the row still is `expected`: the very object that `read` or `swap` gave, or null, while there is no
   * row. Gives the row as the store holds it afterwards, which may already be somebody else's; `won: false` when somebody
   * else wrote in between. A write that reaches the store later than `withinMilliseconds` after the call is not carried
   * out, and not won: the computer slept meanwhile, and the decision may be out of date.
   */
  swap(
    expected: StoredRow | null,
    value: Json | JsonText,
    signal?: AbortSignal,
    withinMilliseconds?: number,
  ): Promise<SwapResult>
  /**
   * Whether a swap would succeed now; changes nothing. `unknown`: nothing speaks against it, but that is all that can be told.
   * Rejects as `swap` would if it would be refused. A store without this method can tell nothing in advance.
   */
  rehearse?(
    expected: StoredRow | null,
    value: Json | JsonText,
    signal?: AbortSignal,
  ): Promise<'would-win' | 'would-lose' | 'unknown'>
}

/** A lease as it is believed to be, and as it is wanted: it is taken by comparing, like every row. */
export interface Claim {
  readonly from: StoredRow
  readonly to: Json
}

/**
 * How the beginning of a renewal ended: with the row as it is and our lease of it; or not begun, because the lease is not as believed
 * and is given, or, without one, because the row is not as expected or would not take the value.
 */
export type Begun =
  | { readonly isBegun: true; readonly row: StoredRow; readonly lease: StoredRow }
  | { readonly isBegun: false; readonly lease: StoredRow | null }

/** The token's store. It may do several steps of a renewal at once, with the lease in the row beside its own. */
export interface TokenStore extends Store {
  /**
   * Rehearses a swap, takes the lease if it is as claimed, and reads both rows. Gives null if it cannot do that: then
   * nothing was done, and it has to be done step by step. Rejects as `rehearse` and `swap` do.
   */
  begin?(expected: StoredRow, value: Json | JsonText, claim: Claim, signal?: AbortSignal): Promise<Begun | null>
  /**
   * Swaps as `swap` does, and gives the lease back if that is won and the lease still is `lease`. Gives null as `begin` does.
   */
  settle?(
    expected: StoredRow | null,
    value: Json | JsonText,
    lease: StoredRow,
    signal?: AbortSignal,
    withinMilliseconds?: number,
  ): Promise<Settled | null>
}

/** What became of a swap, and whether the lease was given back with it. */
export type Settled = SwapResult & { readonly isGivenBack: boolean }

/** Gazelle's web application, where somebody may still be signed in. */
export interface WebSession {
  /**
   * Whether somebody seems to be signed in there: there are cookies of Gazelle, and the last that was heard of the session was a
   * token that Gazelle accepts. A visit may well bring a token where this is false, as after an upgrade: nothing is known then.
   */
  readonly isPromising: Observed<boolean>
  /**
   * Loads Gazelle in a hidden window and takes the credential from its traffic. `signed-out`: a person has to sign in.
   * `unreachable`: it did not load, no credential came in time, or it cannot be known yet. Never rejects.
   */
  renew(): Promise<Credential | 'signed-out' | 'unreachable'>
}

/** Resolves after this many milliseconds, or sooner if the process is about to end. Never rejects. */
export type Pause = (milliseconds: number) => Promise<void>

/** What an answer told of its server's time. Milliseconds. */
export interface ToldTime {
  /** The server's clock minus ours. */
  readonly offset: number
  /** When it was told, since 1970 by our clock. */
  readonly at: number
  /** How long ago that was, by our steady clock. */
  readonly ago: number
}

/** The clock of the server that holds the row, according to its answers. */
export interface ServerClock {
  /**
   * The server's clock minus ours by its latest answer, in milliseconds, right to within 8 seconds until somebody sets ours;
   * null if that answer told no time, or came too slowly.
   */
  offsetMilliseconds(): number | null
  /** What the latest answer that told the time has told: a slow answer since takes nothing of it back. Null until one has. */
  told(): ToldTime | null
}
