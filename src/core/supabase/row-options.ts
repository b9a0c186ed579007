/** Which row, and how it is looked after. */
export interface RowOptions {
  readonly table: string
  readonly key: string
  /** Whether a won `swap` reads the row once more, so that a write soon after ours does not go unseen. */
  readonly readsBack: boolean
  /** The server's time, or the earliest that it can be, in milliseconds since 1970; null while it has told none. */
  readonly serverNow: () => number | null
  /** Before what a lagging replica may have answered is asked again, in milliseconds; 20 seconds in all by default. */
  readonly pauses?: readonly number[]
}
