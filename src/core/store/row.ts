import { isDeepStrictEqual } from 'node:util'
import type { Store, StoredRow } from '../keeper/ports.ts'
import type { Json } from '../token/record.ts'
import {
  functionMissing,
  isMissingColumn,
  isTakenKey,
  rowHidden,
  severalRows,
  strange,
  writeDenied,
} from './answers.ts'
import type { Connection } from './connection.ts'
import { isUnclear, StoreError } from './errors.ts'
import { forTable } from './names.ts'
import { filtersWhileUnchanged } from './unchanged.ts'

export interface RowOptions {
  readonly table: string
  readonly key: string
  /** Whether a won `swap` reads the row once more, so that a write soon after ours does not go unseen. */
  readonly readsBack: boolean
  /** The server's time, or the earliest that it can be, in milliseconds since 1970; null while it has told none. */
  readonly serverNow: () => number | null
}

type Swapped = Awaited<ReturnType<Store['swap']>>

/**
 * One row of the settings' table. Takes the connection, which several rows may share.
 *
 * `read` tells "no row" from "a row that is hidden from this user" by asking the migration's function; where that is
 * missing, no row is null.
 *
 * `swap` lets the migration's function compare and write; where that is missing, an update whose conditions fit what the
 * row holds. Where the answer got lost it reads the row: what holds our value was written. A row that nobody changed
 * and that was not written all the same means `write-denied`. Where nothing can compare (a JSON string in a table
 * without `updated_at`) it writes nothing and rejects with `function-missing`.
 *
 * The row that a won `swap` gives is as the next swap will expect it. Where it was read back after the write, somebody else
 * may have written in between, or deleted the row and put in another: the row given may already be somebody else's. `won`
 * says no more than that our value was there for a while; who must know whether it still is compares the row's value.
 *
 * A write that arrives too late is not carried out where the migration's function is, and the server's time known.
 *
 * Both reject with a `StoreError` and nothing else.
 */
export function createRow({ ask }: Connection, { table, key, readsBack, serverNow }: RowOptions): Store {
  let hasUpdatedAt = true

  /** Does something with `updated_at`, and again without where the table has no such column. */
  async function withColumns<T>(work: (columns: 'value' | 'value,updated_at') => Promise<T>): Promise<T> {
    if (hasUpdatedAt) {
      try {
        return await work('value,updated_at')
      } catch (error) {
        if (!isMissingColumn(error)) throw error
        hasUpdatedAt = false
      }
    }
    return work('value')
  }

  async function read(signal?: AbortSignal): Promise<StoredRow | null> {
    const rows = await withColumns((columns) =>
      ask('read', (client) => client.from(table).select(columns).eq('key', key), signal),
    )
    const row = onlyRow(rows)
    if (row === null && !(await mayReadRows(signal))) throw rowHidden(null)
    return row
  }

  async function mayReadRows(signal?: AbortSignal): Promise<boolean> {
    try {
      return (await ask('read', (client) => client.rpc(forTable(table, 'is_system_settings_member')), signal)) !== false
    } catch (error) {
      if (error instanceof StoreError && error.kind === 'function-missing') return true
      throw error
    }
  }

  /** Gives the written row, or null when somebody else was faster. */
  async function write(
    expected: StoredRow | null,
    value: Json,
    notAfter: number | null,
    signal?: AbortSignal,
  ): Promise<StoredRow | null> {
    const texts = {
      p_key: key,
      p_expected: expected === null ? null : JSON.stringify(expected.value),
      p_value: JSON.stringify(value),
      ...(notAfter === null ? {} : { p_not_after: new Date(notAfter).toISOString() }),
    }
    try {
      return onlyRow(await ask('write', (client) => client.rpc(forTable(table, 'swap_system_setting'), texts), signal))
    } catch (error) {
      // Asked for anew at every write, which are rare: the migration may have been run since.
      if (!(error instanceof StoreError && error.kind === 'function-missing')) throw error
    }
    return withColumns((columns) =>
      expected === null ? insert(value, columns, signal) : update(expected, value, columns, signal),
    )
  }

  async function insert(value: Json, columns: string, signal?: AbortSignal): Promise<StoredRow | null> {
    try {
      const row = { key, value, ...timeOf(columns) }
      return onlyRow(await ask('write', (client) => client.from(table).insert(row).select(columns), signal))
    } catch (error) {
      if (isTakenKey(error)) return null
      throw error
    }
  }

  async function update(
    expected: StoredRow,
    value: Json,
    columns: string,
    signal?: AbortSignal,
  ): Promise<StoredRow | null> {
    const filters = filtersWhileUnchanged(expected)
    if (filters === null) throw functionMissing(null)
    const rows = await ask(
      'write',
      (client) => {
        let request = client
          .from(table)
          .update({ value, ...timeOf(columns) })
          .eq('key', key)
        for (const [column, operator, operand] of filters) request = request.filter(column, operator, operand)
        return request.select(columns)
      },
      signal,
    )
    return onlyRow(rows)
  }

  /** What an unclear write has come to, or null when it cannot be told. */
  async function afterUnclear(expected: StoredRow | null, value: Json): Promise<Swapped | null> {
    const row = await read().catch(() => undefined)
    if (row === undefined || isSameRow(row, expected)) return null
    return row !== null && isSameJson(row.value, value) ? { won: true, row } : { won: false }
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
        const outcome = mayBeWritten && !signal?.aborted ? await afterUnclear(expected, value) : null
        if (outcome === null) throw error
        return outcome
      }
      if (written !== null) {
        const readBack = readsBack ? await read(signal).catch(() => null) : null
        return { won: true, row: readBack ?? written }
      }
      const isUnchanged = isSameRow(await read(signal), expected)
      const isTooLate = notAfter !== null && (serverNow() ?? 0) > notAfter
      if (isUnchanged && !isTooLate) throw writeDenied(null)
      return { won: false }
    },
  }
}

/** PostgreSQL reads 'now' as the time of the write: without it nobody else could tell that the row was written. */
function timeOf(columns: string): { updated_at?: string } {
  return columns.includes('updated_at') ? { updated_at: 'now' } : {}
}

function onlyRow(rows: unknown): StoredRow | null {
  if (!Array.isArray(rows)) throw strange()
  if (rows.length > 1) throw severalRows()
  if (rows.length === 0) return null
  const row: unknown = rows[0]
  if (typeof row !== 'object' || row === null || !('value' in row)) throw strange()
  const updatedAt = 'updated_at' in row && typeof row.updated_at === 'string' ? row.updated_at : null
  return { value: row.value as Json, updatedAt }
}

function isSameRow(one: StoredRow | null, other: StoredRow | null): boolean {
  if (one === null || other === null) return one === other
  return one.updatedAt === other.updatedAt && isSameJson(one.value, other.value)
}

/** As jsonb compares: the order of fields means nothing. */
function isSameJson(one: Json, other: Json): boolean {
  return isDeepStrictEqual(JSON.parse(JSON.stringify(one)), JSON.parse(JSON.stringify(other)))
}
