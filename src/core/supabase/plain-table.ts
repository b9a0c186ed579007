import type { StoredRow } from '../keeper/ports.ts'
import { isHeldByDoubles } from '../token/json-text.ts'
import type { Json } from '../token/record.ts'
import { functionMissing, isMissingColumn, isTakenKey } from './answers.ts'
import type { Database } from './database.ts'
import type { RowOptions } from './row-options.ts'
import { andText, rowAsWritten, rowOfTable } from './stored-row.ts'
import { filtersWhileUnchanged } from './unchanged.ts'

type Columns = 'value' | 'value,updated_at'

/** The row in a table without the migration's functions, by plain reads, inserts and updates. */
export interface PlainTable {
  /** The row, or null: there is none, it is hidden, or a replica does not have it yet. */
  read(signal?: AbortSignal): Promise<StoredRow | null>
  /** Writes JSON text if the row is as expected; gives the written row, or null if somebody else was faster. */
  write(expected: StoredRow | null, text: string, signal?: AbortSignal): Promise<StoredRow | null>
  /** Rejects where `write` would for any row, as far as can be told. Changes nothing. */
  rehearse(expected: StoredRow | null, text: string, signal?: AbortSignal): Promise<void>
}

/**
 * Takes the connection and the row. Every method rejects with a `StoreError`: `function-missing` if nothing can tell whether
 * the row has changed, or if a number would be rounded on the way.
 */
export function createPlainTable(
  { ask }: Database,
  { table, key, serverNow }: Pick<RowOptions, 'table' | 'key' | 'serverNow'>,
): PlainTable {
  let hasUpdatedAt = true

  /** Works with `updated_at`, and again without if the table has no such column. */
  async function withColumns<T>(work: (columns: Columns) => Promise<T>): Promise<T> {
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

  /** The time that tells others of the write. In this full form it also fits a column without a zone. */
  function timeFor(expected: StoredRow | null, columns: Columns): { updated_at?: string } {
    if (columns === 'value' || (expected !== null && expected.updatedAt === null)) return {}
    return { updated_at: new Date(serverNow() ?? Date.now()).toISOString().replace('Z', '+00:00') }
  }

  function unrounded(text: string): Json {
    if (!isHeldByDoubles(text)) throw functionMissing(null)
    return JSON.parse(text)
  }

  async function insert(value: Json, columns: Columns, signal?: AbortSignal): Promise<StoredRow | null> {
    try {
      const row = { key, value, ...timeFor(null, columns) }
      return rowOfTable(await ask('write', (client) => client.from(table).insert(row).select(columns), signal))
    } catch (error) {
      if (isTakenKey(error)) return null
      throw error
    }
  }

  /** `isInVain`: with a condition that no row meets. */
  async function update(expected: StoredRow, text: string, columns: Columns, isInVain: boolean, signal?: AbortSignal) {
    const filters = filtersWhileUnchanged(expected)
    if (filters === null) throw functionMissing(null)
    const value = unrounded(text)
    const rows = await ask(
      'write',
      (client) => {
        let request = client
          .from(table)
          .update({ value, ...timeFor(expected, columns) })
          .eq('key', key)
        if (isInVain) request = request.neq('key', key)
        for (const [column, operator, operand] of filters) request = request.filter(column, operator, operand)
        return request.select(columns)
      },
      signal,
    )
    return rowOfTable(rows)
  }

  return {
    async read(signal) {
      const select = (columns: Columns) =>
        ask('read', (client) => client.from(table).select(`${columns}${andText}`).eq('key', key), signal)
      return rowOfTable(await withColumns(select))
    },
    async write(expected, text, signal) {
      const row = await withColumns((columns) =>
        expected === null ? insert(unrounded(text), columns, signal) : update(expected, text, columns, false, signal),
      )
      return rowAsWritten(row, text)
    },
    async rehearse(expected, text, signal) {
      if (expected === null) unrounded(text)
      else await withColumns((columns) => update(expected, text, columns, true, signal))
    },
  }
}
