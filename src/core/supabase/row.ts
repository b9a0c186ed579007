import { setTimeout as sleep } from 'node:timers/promises'
import type { Begun, Settled, Store, StoredRow, TokenStore } from '../keeper/ports.ts'
import { isUnclear, StoreError } from '../keeper/store-error.ts'
import { type JsonText, jsonTextOf, jsonValueOf } from '../token/json-text.ts'
import type { Json } from '../token/record.ts'
import { isMissingColumn, rowHidden, writeDenied } from './answers.ts'
import type { Database } from './database.ts'
import { forTable } from './names.ts'
import { createPlainTable } from './plain-table.ts'
import type { RowOptions } from './row-options.ts'
import {
  begunOf,
  isOlder,
  isSameJson,
  isSameRow,
  rowAsWritten,
  rowOfFunction,
  rowOfTable,
  settledOf,
  textOf,
} from './stored-row.ts'

type Swapped = Awaited<ReturnType<Store['swap']>>

/** How long a replica may lag behind our write, in milliseconds. */
const longestLag = 30_000
const defaultPauses = [300, 1_000, 3_000, 6_000, 10_000]

/**
 * One row of the settings' table. Takes the connection, which several rows may share.
 *
 * `read` calls the migration's function, which the primary database answers. If that is missing, it reads the table, where a
 * replica may answer: an answer that contradicts our own swap is asked for again, after pauses. Another function tells "no row"
 * from "a row that is hidden from this user"; without it, no row is null.
 *
 * `swap` lets the migration's function compare and write; if that is missing, it sends an update whose conditions match the
 * row. If the answer got lost, it reads the row: a row with our value was written. A row that is unchanged and was still not
 * written means `write-denied`. If nothing can compare (a JSON string in a table without `updated_at`), it writes nothing and
 * rejects with `function-missing`.
 *
 * A won `swap` gives the row that the next swap has to expect. If it was read back after the write, somebody else may have
 * written in between, or deleted the row and put in another: it may already be somebody else's. `won` only says that our value
 * was there for a while; to know whether it still is, compare the row's value.
 *
 * A write that arrives too late is not carried out, if the migration's function is there and the server's time is known.
 *
 * `rehearse` carries out the swap and rolls it back, by the migration's function; if that is missing, it checks whether the
 * conditions of an update can be asked.
 *
 * `begin` and `settle` call the migration's functions; if those are missing, they give null. A `settle` whose answer got lost is
 * looked into as a `swap` is.
 *
 * All of them reject with a `StoreError` and nothing else.
 */
export function createRow({ ask }: Database, options: RowOptions): Required<TokenStore> {
  const { table, key, readsBack, serverNow, pauses = defaultPauses } = options
  const plain = createPlainTable({ ask }, { table, key, serverNow })
  let hasReader = true
  /** The row as our last swap gave it, and when, by a clock that nobody sets. */
  let proof: { readonly row: StoredRow; readonly at: number } | null = null

  const call = (tried: 'read' | 'write', name: string, values: Record<string, unknown>, signal?: AbortSignal) =>
    ask(tried, (client) => client.rpc(forTable(table, name), values), signal)

  const swapping = (expected: StoredRow | null, value: Json | JsonText) => ({
    p_key: key,
    p_expected: expected === null ? null : textOf(expected),
    p_value: jsonTextOf(value),
  })

  /** The row as answered now; null if there is none or it is hidden. */
  async function readRowNow(signal?: AbortSignal): Promise<StoredRow | null> {
    if (hasReader) {
      try {
        return rowOfFunction(await call('read', 'read_system_setting', { p_key: key }, signal))
      } catch (error) {
        // A plain read can do without a column that has been removed.
        if (!isFunctionMissing(error) && !isMissingColumn(error)) throw error
        hasReader = false
      }
    }
    return plain.read(signal)
  }

  /** Whether a replica that lags behind has answered, as far as can be told. */
  function isBehind(row: StoredRow | null): boolean {
    if (hasReader || proof === null || performance.now() - proof.at > longestLag) return false
    return !isSameRow(row, proof.row) && isOlder(row, proof.row)
  }

  /** Reads again, after pauses, as long as a replica may have answered. */
  async function lookUnless(isDoubtful: (row: StoredRow | null) => boolean, signal?: AbortSignal) {
    let row = await readRowNow(signal)
    for (const pause of pauses) {
      if (signal?.aborted || !isDoubtful(row)) return row
      await sleep(pause, undefined, signal === undefined ? {} : { signal }).catch(() => undefined)
      row = await readRowNow(signal)
    }
    return row
  }

  async function read(signal?: AbortSignal): Promise<StoredRow | null> {
    const row = await lookUnless(isBehind, signal)
    if (row === null && !(await mayReadRows(signal))) throw rowHidden(null)
    return row
  }

  async function mayReadRows(signal?: AbortSignal): Promise<boolean> {
    try {
      return (await call('read', 'is_system_settings_member', {}, signal)) !== false
    } catch (error) {
      if (isFunctionMissing(error)) return true
      throw error
    }
  }

  /** A swap's values, and the time after which the database must not carry it out. */
  type Wish = ReturnType<typeof swapping> & { readonly p_not_after?: string }

  /** Gives the written row, or null when somebody else was faster. */
  async function write(expected: StoredRow | null, wish: Wish, signal?: AbortSignal): Promise<StoredRow | null> {
    const text = wish.p_value
    try {
      return rowAsWritten(rowOfTable(await call('write', 'swap_system_setting', wish, signal)), text)
    } catch (error) {
      // Try the function at every write, as writes are rare: the migration may have been run since.
      if (!isFunctionMissing(error)) throw error
    }
    return plain.write(expected, text, signal)
  }

  /** The outcome of an unclear write, or null if it cannot be told. */
  async function afterUnclear(expected: StoredRow | null, value: Json): Promise<Swapped | null> {
    const row = await read().catch(() => undefined)
    if (row === undefined || isSameRow(row, expected)) return null
    return row !== null && isSameJson(row.value, value) ? { won: true, row } : { won: false }
  }

  /** Finds out why a swap or a rehearsal matched no row. Rejects if nobody has written: then we are not allowed to. */
  async function lost(expected: StoredRow | null, isTooLate: () => boolean, signal?: AbortSignal): Promise<void> {
    const isUnchanged = (row: StoredRow | null) => isSameRow(row, expected) && !isTooLate()
    const row = await lookUnless((row) => isBehind(row) || (!hasReader && isUnchanged(row)), signal)
    if (row === null && !(await mayReadRows(signal))) throw rowHidden(null)
    if (isUnchanged(row)) throw writeDenied(null)
  }

  /**
   * Carries out a swap by a request that gives what was written, or null when somebody else was faster. Gives that, or how the swap
   * ended if nothing was written or the answer got lost.
   */
  async function swapBy<T extends { readonly row: StoredRow }>(
    request: (wish: Wish) => Promise<T | null>,
    expected: StoredRow | null,
    value: Json | JsonText,
    signal?: AbortSignal,
    withinMilliseconds = Number.POSITIVE_INFINITY,
  ): Promise<{ readonly written: T } | { readonly ended: Swapped }> {
    const now = serverNow()
    const notAfter = now === null || withinMilliseconds === Number.POSITIVE_INFINITY ? null : now + withinMilliseconds
    const deadline = notAfter === null ? {} : { p_not_after: new Date(notAfter).toISOString() }
    let written: T | null
    try {
      written = await request({ ...swapping(expected, value), ...deadline })
    } catch (error) {
      const mayBeWritten = error instanceof StoreError && isUnclear(error.kind)
      const outcome = mayBeWritten && !signal?.aborted ? await afterUnclear(expected, jsonValueOf(value)) : null
      if (outcome === null) throw error
      return { ended: outcome }
    }
    if (written === null) {
      // The database's clock may be another than the answers', and have taken for late what is not.
      const isInTime = notAfter !== null && (serverNow() ?? 0) <= notAfter
      if (isInTime && isSameRow(await readRowNow(signal), expected))
        return await swapBy(request, expected, value, signal)
      await lost(expected, () => notAfter !== null && (serverNow() ?? 0) > notAfter, signal)
      return { ended: { won: false } }
    }
    proof = { row: written.row, at: performance.now() }
    return { written }
  }

  return {
    read,
    async swap(expected, value, signal, withinMilliseconds) {
      const request = async (wish: Wish) => {
        const row = await write(expected, wish, signal)
        return row && { row }
      }
      const swapped = await swapBy(request, expected, value, signal, withinMilliseconds)
      if ('ended' in swapped) return swapped.ended
      const { row } = swapped.written
      const readBack = readsBack ? await readRowNow(signal).catch(() => null) : null
      return { won: true, row: readBack === null || isBehind(readBack) ? row : readBack }
    },
    async rehearse(expected, value, signal) {
      try {
        const would = await call('write', 'rehearse_system_setting_swap', swapping(expected, value), signal)
        if (would === true) return 'would-win'
      } catch (error) {
        if (!isFunctionMissing(error)) throw error
        await plain.rehearse(expected, jsonTextOf(value), signal)
        return 'unknown'
      }
      await lost(expected, () => false, signal)
      return 'would-lose'
    },
    async begin(expected, value, { from, to }, signal): Promise<Begun | null> {
      const claim = { p_lease: textOf(from), p_taken: jsonTextOf(to) }
      try {
        const values = { ...swapping(expected, value), ...claim }
        return begunOf(await call('write', 'begin_system_setting_renewal', values, signal))
      } catch (error) {
        if (isFunctionMissing(error)) return null
        throw error
      }
    },
    async settle(expected, value, lease, signal, withinMilliseconds): Promise<Settled | null> {
      const request = async (wish: Wish) =>
        settledOf(await call('write', 'settle_system_setting_renewal', { ...wish, p_lease: textOf(lease) }, signal))
      try {
        const swapped = await swapBy(request, expected, value, signal, withinMilliseconds)
        return 'ended' in swapped ? { ...swapped.ended, isGivenBack: false } : { won: true, ...swapped.written }
      } catch (error) {
        if (isFunctionMissing(error)) return null
        throw error
      }
    },
  }
}

const isFunctionMissing = (error: unknown) => error instanceof StoreError && error.kind === 'function-missing'
