import type { Json } from '../token/record.ts'
import type { Clock, ServerClock, Store, StoredRow } from './ports.ts'

/** The right to renew, which one keeper has at a time. */
export interface Lease {
  /**
   * Takes the lease, or renews it when it is ours. Gives true, and until when we may count on it; or until when somebody
   * else may hold it. Both in milliseconds since 1970 by our clock; setting that clock makes the number wrong, taking it
   * again makes it right. Rejects with a `StoreError`: then the lease is not ours.
   */
  take(signal?: AbortSignal): Promise<{ taken: true; until: number } | { taken: false; until: number }>
  /**
   * Gives it back, if it is or may be ours; asks nothing where it is not. Never rejects: what cannot be given back now is
   * given back by the next call, or expires by itself.
   */
  release(signal?: AbortSignal): Promise<void>
}

/** A lease that knows whether it has been given back. */
export interface OwnLease extends Lease {
  /** Whether the row may still say that we hold it. */
  readonly isOwed: boolean
}

export interface LeaseOptions {
  /** The row of the lease: `{ holder, until }`, until in milliseconds since 1970 by the server's clock. */
  readonly store: Store
  readonly serverClock: ServerClock
  readonly clock: Clock
  /** Who we are: a random text of this process alone. */
  readonly holder: string
  /**
   * Whether this holder is known to have ended, so that it can do nothing any more; in doubt it lives. Never rejects. By
   * default nothing is known of any.
   */
  readonly isGone?: (holder: string) => Promise<boolean>
  /** How long a lease lives, the same for every keeper of the row, in milliseconds; 2 minutes by default, 40 s at least. */
  readonly lifeMilliseconds?: number
}

/**
 * More than any two keepers can differ about the server's clock (8 seconds each way, see `ServerClock`): so much earlier
 * is the lease over for its holder, so much later for the others.
 */
const margin = 10_000

/** Rows are not deleted, so this is what a free lease looks like. */
const freeLease: StoredRow = { value: { holder: null, until: 0 }, updatedAt: null }

/** Who loses more often than this without seeing a holder is up against something that is no lease. */
const attempts = 5
/** A server that has told no time in so many answers tells none. */
const reads = 3

/** A lease in a row beside the token, taken, renewed and given back by compare-and-swap only. Asks nothing yet. */
export function createLease(options: LeaseOptions): OwnLease {
  const { store, serverClock, clock, holder, lifeMilliseconds: life = 120_000 } = options
  const { isGone = async () => false } = options
  if (life < 4 * margin) throw new RangeError(`A lease must live for ${4 * margin} ms at least`)
  let mine: StoredRow | null = null
  /** A write that would make it ours was sent, and nobody knows what became of it. */
  let isUnclear = false

  /** The server has told its time at least once: where it does not now, its answer was long on its way. */
  let tellsTime = false
  const isTimeKnown = () => {
    const isTold = serverClock.offsetMilliseconds() !== null
    tellsTime ||= isTold
    return isTold
  }

  // A server that never tells its time leaves only ours. Not to renew at all would be worse than to renew twice.
  const offset = () => serverClock.offsetMilliseconds() ?? 0
  const serverNow = () => clock.now() + offset()
  const byOurClock = (serverTime: number) => Math.floor(serverTime - offset())

  /** When the lease in this row is over, by the server's clock; null where nobody else holds it. */
  async function othersUntil(value: Json): Promise<number | null> {
    const other = holderIn(value)
    if (other === null || other.holder === holder) return null
    const { until } = other
    // No keeper writes a time so far away: whoever did would lock all of them out for good.
    if (until > serverNow() + 2 * life) return null
    if (serverNow() < until + margin && !(await isGone(other.holder))) return until + margin
    return null
  }

  /** The answer to the write told the server's time anew: what was written by a wrong one must not count as a lease. */
  const isGood = (until: number) =>
    (isTimeKnown() || !tellsTime) && until > serverNow() + margin && until <= serverNow() + life + 2 * margin

  /**
   * Reads the lease, again where the answer told no time because the computer slept over it: by our own clock, which may be
   * wrong, another's lease would seem to be over, or nonsense.
   */
  async function readWithTime(signal: AbortSignal | undefined): Promise<StoredRow | null> {
    let row = await store.read(signal)
    for (let read = 1; read < reads && !isTimeKnown(); read++) row = await store.read(signal)
    return row
  }

  return {
    async take(signal) {
      // The usual case costs one request: nobody wrote since we did, or the lease is free.
      let row = isTimeKnown() ? (mine ?? freeLease) : await readWithTime(signal)
      for (let attempt = 0; attempt < attempts; attempt++) {
        const heldUntil = row === null ? null : await othersUntil(row.value)
        if (heldUntil !== null) return { taken: false, until: byOurClock(heldUntil) }
        const until = Math.floor(serverNow() + life)
        isUnclear = true
        const swapped = await store.swap(row, { holder, until }, signal)
        isUnclear = false
        if (swapped.won && isLease(swapped.row.value, holder, until)) {
          mine = swapped.row
          if (isGood(until)) return { taken: true, until: byOurClock(until - margin) }
        }
        row = await readWithTime(signal)
      }
      return { taken: false, until: byOurClock(serverNow() + margin) }
    },

    async release(signal) {
      try {
        const held = mine ?? (isUnclear ? await writtenUnseen(signal) : null)
        if (held !== null) await store.swap(held, freeLease.value, signal)
        mine = null
        isUnclear = false
      } catch {
        // It stays owed.
      }
    },

    get isOwed() {
      return mine !== null || isUnclear
    },
  }

  async function writtenUnseen(signal: AbortSignal | undefined): Promise<StoredRow | null> {
    const row = await store.read(signal)
    return row !== null && holderIn(row.value)?.holder === holder ? row : null
  }
}

function holderIn(value: Json): { holder: string; until: number } | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  const { holder, until } = value
  return typeof holder === 'string' && typeof until === 'number' ? { holder, until } : null
}

function isLease(value: Json, holder: string, until: number): boolean {
  const held = holderIn(value)
  return held?.holder === holder && held.until === until
}
