import { setTimeout as sleep } from 'node:timers/promises'
import type { Store, StoredRow } from '../keeper/ports.ts'
import { isUnclear, StoreError } from '../keeper/store-error.ts'
import { type JsonText, jsonTextOf, jsonValueOf } from '../token/json-text.ts'
import type { Json } from '../token/record.ts'
import { isMissingColumn, rowHidden, writeDenied } from './answers.ts'
import type { Database } from './database.ts'
import { forTable } from './names.ts'
import { createPlainTable } from './plain-table.ts'
import type { RowOptions } from './row-options.ts'
import { isOlder, isSameJson, isSameRow, rowAsWritten, rowOfFunction, rowOfTable, textOf } from './stored-row.ts'

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
 * All of them reject with a `StoreError` and nothing else.
 */
export function createRow({ ask }: Database, options: RowOptions): Required<Store> {
  const { table, key, readsBack, serverNow, pauses = defaultPauses } = options
  const plain = createPlainTable({ ask }, { table, key, serverNow })
  let hasReader = true
  /** The row as our last swap gave it, and when, by a clock that nobody sets. */
  let proof: { readonly row: StoredRow; readonly at: number } | null = null

  const call = (tried: 'read' | 'write', name: string, texts: Record<string, string | null>, signal?: AbortSignal) =>
    ask(tried, (client) => client.rpc(forTable(table, name), texts), signal)

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

  /** Gives the written row, or null when somebody else was faster. */
  async function write(
    expected: StoredRow | null,
    value: Json | JsonText,
    notAfter: number | null,
    signal?: AbortSignal,
  ): Promise<StoredRow | null> {
    const text = jsonTextOf(value)
    const texts = {
      p_key: key,
      p_expected: expected === null ? null : textOf(expected),
      p_value: text,
      ...(notAfter === null ? {} : { p_not_after: new Date(notAfter).toISOString() }),
    }
    try {
      return rowAsWritten(rowOfTable(await call('write', 'swap_system_setting', texts, signal)), text)
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

  return {
    read,
    async swap(expected, value, signal, withinMilliseconds = Number.POSITIVE_INFINITY) {
      const now = serverNow()
      const notAfter = now === null || withinMilliseconds === Number.POSITIVE_INFINITY ? null : now + withinMilliseconds
      let written: StoredRow | null
      try {
        written = await write(expected, value, notAfter, signal)
      } catch (error) {
        const mayBeWritten = error instanceof StoreError && isUnclear(error.kind)
        const outcome = mayBeWritten && !signal?.aborted ? await afterUnclear(expected, jsonValueOf(value)) : null
        if (outcome === null) throw error
        return outcome
      }
      if (written === null) {
        await lost(expected, () => notAfter !== null && (serverNow() ?? 0) > notAfter, signal)
        return { won: false }
      }
      proof = { row: written, at: performance.now() }
      const readBack = readsBack ? await readRowNow(signal).catch(() => null) : null
      return { won: true, row: readBack === null || isBehind(readBack) ? written : readBack }
    },
    async rehearse(expected, value, signal) {
      const texts = { p_key: key, p_expected: expected === null ? null : textOf(expected), p_value: jsonTextOf(value) }
      try {
        if ((await call('write', 'rehearse_system_setting_swap', texts, signal)) === true) return 'would-win'
      } catch (error) {
        if (!isFunctionMissing(error)) throw error
        await plain.rehearse(expected, jsonTextOf(value), signal)
        return 'unknown'
      }
      await lost(expected, () => false, signal)
      return 'would-lose'
    },
  }
}

const isFunctionMissing = (error: unknown) => error instanceof StoreError && error.kind === 'function-missing'
