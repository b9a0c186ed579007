import type { Json } from '../token/record.ts'
import type { Begun, Claim, Clock, ServerClock, Settled, Store, StoredRow } from './ports.ts'

/**
 * Until when we can count on the lease (`taken`), or until when somebody else may hold it: milliseconds since 1970 by our clock.
 * Setting that clock makes the number wrong; taking the lease again makes it right.
 */
export type Taking = { readonly taken: boolean; readonly until: number }

/**
 * How taking the lease by a request that does more at once ended; the token's row is given with it where the lease is taken.
 * `changed`: the row is not as expected, or would not take the value, so that the lease is not ours.
 */
export type Beginning = (Taking & { readonly row: StoredRow | null }) | 'changed'

/** The right to renew, which only one keeper has at a time. */
export interface Lease {
  /** Takes the lease, or extends it if it is ours. Rejects with a `StoreError`: then the lease is not ours. */
  take(signal?: AbortSignal): Promise<Taking>
  /**
   * Takes the lease by a request that does more at once; see `TokenStore`. Gives null where `take` has to decide: nothing was
   * done, our lease came too late to be counted on, or the lease is neither free nor ours, and yet nobody's any more. Rejects as the request does: then it may be ours.
   */
  takeBy?(begin: (claim: Claim) => Promise<Begun | null>): Promise<Beginning | null>
  /**
   * Lets a request that does more at once give the lease back. Gives what that gives, or null if the lease is not known to be
   * ours. Rejects as it does: then the lease is still owed.
   */
  releaseBy?(settle: (lease: StoredRow) => Promise<Settled | null>): Promise<Settled | null>
  /**
   * Gives the lease back if it is or may be ours; otherwise sends nothing. Never rejects: a lease that cannot be given back
   * now is given back by the next call, or expires by itself.
   */
  release(signal?: AbortSignal): Promise<void>
}

/** A lease that knows whether it has been given back. */
export interface OwnLease extends Lease {
  /** Whether the row may still say that we hold it. */
  readonly isOwed: boolean
}

/** The lease of a row that one keeper keeps alone: it is always free, and never owed. */
export const soleLease: OwnLease = {
  take: async () => ({ taken: true, until: Number.POSITIVE_INFINITY }),
  release: async () => undefined,
  isOwed: false,
}

export interface LeaseOptions {
  /** The row of the lease: `{ holder, until }`, until in milliseconds since 1970 by the server's clock. */
  readonly store: Store
  readonly serverClock: ServerClock
  readonly clock: Clock
  /** Who we are: a random text of this process alone. */
  readonly holder: string
  /**
   * Whether this holder's process is known to have ended; in doubt it lives. Never rejects. By default every holder lives.
   */
  readonly isGone?: (holder: string) => Promise<boolean>
  /** How long a lease lives, the same for every keeper of the row, in milliseconds; 2 minutes by default, 40 s at least. */
  readonly lifeMilliseconds?: number
}

/**
 * Covers the error in a keeper's idea of the server's clock (8 seconds each way, see `ServerClock`): the lease ends this much
 * earlier for its holder, and this much later for the others. Milliseconds.
 */
const margin = 10_000

/** A free lease: rows are not deleted. */
const freeLease: StoredRow = { value: { holder: null, until: 0 }, updatedAt: null }

/** Losing more swaps than this without seeing a holder means that something else writes the row. */
const attempts = 5
/** Reads after which a server that has told no time is taken to tell none. */
const reads = 3

/** A lease in a row beside the token, taken, extended and given back by compare-and-swap only. Sends nothing yet. */
export function createLease(options: LeaseOptions): OwnLease {
  const { store, serverClock, clock, holder, lifeMilliseconds: life = 120_000 } = options
  const { isGone = async () => false } = options
  if (life < 4 * margin) throw new RangeError(`A lease must live for ${4 * margin} ms at least`)
  let mine: StoredRow | null = null
  /** A write that would make the lease ours was sent, and its outcome is unknown. */
  let isUnclear = false

  /** The server has told its time at least once: if it does not now, its answer took too long. */
  let tellsTime = false
  const isTimeKnown = () => {
    const isTold = serverClock.offsetMilliseconds() !== null
    tellsTime ||= isTold
    return isTold
  }

  // Fall back on our clock if the server never tells its time: renewing twice is better than not renewing at all.
  const offset = () => serverClock.offsetMilliseconds() ?? 0
  const serverNow = () => clock.now() + offset()
  const byOurClock = (serverTime: number) => Math.floor(serverTime - offset())

  /** When the lease in this row ends, by the server's clock; null if nobody else holds it. */
  async function othersUntil(value: Json): Promise<number | null> {
    const other = holderIn(value)
    if (other === null || other.holder === holder) return null
    const { until } = other
    // Ignore a time too far away for a keeper to have written it: it would lock all of them out for good.
    if (until > serverNow() + 2 * life) return null
    if (serverNow() < until + margin && !(await isGone(other.holder))) return until + margin
    return null
  }

  /** Whether our lease counts by the time that the write's answer told: one written by a wrong clock does not. */
  const isGood = (until: number) =>
    (isTimeKnown() || !tellsTime) && until > serverNow() + margin && until <= serverNow() + life + 2 * margin

  /**
   * Reads the lease, again if the answer told no time because the computer slept: by our own clock, which may be wrong,
   * another's lease could seem to be over, or nonsense.
   */
  async function readWithTime(signal: AbortSignal | undefined): Promise<StoredRow | null> {
    let row = await store.read(signal)
    for (let read = 1; read < reads && !isTimeKnown(); read++) row = await store.read(signal)
    return row
  }

  return {
    async take(signal) {
      // Save a request in the usual case: nobody has written since we did, or the lease is free.
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

    async takeBy(begin) {
      const before = { mine, isUnclear }
      const until = Math.floor(serverNow() + life)
      const from = mine ?? freeLease
      mine = null
      isUnclear = true
      const begun = await begin({ from, to: { holder, until } })
      if (begun?.isBegun) {
        mine = begun.lease
        isUnclear = false
        const isOurs = isLease(mine.value, holder, until) && isGood(until)
        return isOurs ? { taken: true, until: byOurClock(until - margin), row: begun.row } : null
      }
      mine = before.mine
      isUnclear = before.isUnclear
      if (begun === null) return null
      if (begun.lease === null) return 'changed'
      const heldUntil = await othersUntil(begun.lease.value)
      return heldUntil === null ? null : { taken: false, until: byOurClock(heldUntil), row: null }
    },

    async releaseBy(settle) {
      if (mine === null) return null
      const settled = await settle(mine)
      if (settled?.isGivenBack) mine = null
      return settled
    },

    async release(signal) {
      try {
        const held = mine ?? (isUnclear ? await writtenUnseen(signal) : null)
        if (held !== null) await store.swap(held, freeLease.value, signal)
        mine = null
        isUnclear = false
      } catch {
        // The lease stays owed.
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
