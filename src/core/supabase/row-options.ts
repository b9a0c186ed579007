/** The row, and how to treat it. */
export interface RowOptions {
  readonly table: string
  readonly key: string
  /** Whether a won `swap` reads the row once more, so that a write soon after ours does not go unseen. */
  readonly readsBack: boolean
  /** The server's time, or the earliest that it can be, in milliseconds since 1970; null while it has told none. */
  readonly serverNow: () => number | null
  /** The pauses before a doubtful answer of a lagging replica is asked for again, in milliseconds; 20 s in all by default. */
  readonly pauses?: readonly number[]
}
