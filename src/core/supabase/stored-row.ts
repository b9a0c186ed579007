import { isDeepStrictEqual } from 'node:util'
import type { Begun, StoredRow } from '../keeper/ports.ts'
import type { Json } from '../token/record.ts'
import { severalRows, strange } from './answers.ts'

/** Selects the value's text too: PostgREST's JSON gets parsed, and that loses digits. */
export const andText = ',text:value::text'

/** The row in PostgREST's answer for its columns, or null if there is none. */
export function rowOfTable(rows: unknown): StoredRow | null {
  const row = onlyOne(rows)
  if (row === null) return null
  if (!('value' in row)) throw strange()
  const value = row['value'] as Json
  const told = row['text']
  // In a column of type text, the text is not JSON but the content of a JSON string.
  const text = typeof told === 'string' && told !== value ? told : JSON.stringify(value)
  const isTold = typeof told === 'string' || value === null
  return { value, updatedAt: timeIn(row['updated_at']), ...(isTold ? { text } : {}) }
}

/** The row in the answer of the migration's reading function, whose value is JSON text. */
export function rowOfFunction(rows: unknown): StoredRow | null {
  const row = onlyOne(rows)
  return row && rowOfTexts(row['value'], row['updated_at'])
}

/** The rows in the answer of the function that begins a renewal. */
export function begunOf(rows: unknown): Begun {
  const told = onlyOne(rows)
  // The lease was deleted a moment ago: look again.
  if (told === null) return { isBegun: false, lease: null }
  const { has_begun: isBegun, lease: value } = told
  if (typeof isBegun !== 'boolean') throw strange()
  if (!isBegun && value === null) return { isBegun, lease: null }
  const lease = rowOfTexts(value, told['lease_updated_at'])
  return isBegun ? { isBegun, row: rowOfTexts(told['value'], told['updated_at']), lease } : { isBegun, lease }
}

/** The row in the answer of the function that settles a renewal; null if it has written nothing. */
export function settledOf(rows: unknown): { readonly row: StoredRow; readonly isGivenBack: boolean } | null {
  const told = onlyOne(rows)
  return told && { row: rowOfTexts(told['value'], told['updated_at']), isGivenBack: told['was_given_back'] === true }
}

function rowOfTexts(value: unknown, updatedAt: unknown): StoredRow {
  if (value !== null && typeof value !== 'string') throw strange()
  const text = value ?? 'null'
  try {
    return { value: JSON.parse(text), text, updatedAt: timeIn(updatedAt) }
  } catch {
    throw strange()
  }
}

function onlyOne(rows: unknown): Readonly<Record<string, unknown>> | null {
  if (!Array.isArray(rows)) throw strange()
  if (rows.length > 1) throw severalRows()
  if (rows.length === 0) return null
  const row: unknown = rows[0]
  if (typeof row !== 'object' || row === null) throw strange()
  return row as Record<string, unknown>
}

/** The time of the last write; null if the column holds no time, and so is another one of that name. */
function timeIn(updatedAt: unknown): string | null {
  return typeof updatedAt === 'string' && !Number.isNaN(Date.parse(updatedAt)) ? updatedAt : null
}

/**
 * Adds the value's text to the row that a write gave, which comes parsed. Takes that row and the written text: if the values
 * are equal, the written text is exact.
 */
export function rowAsWritten(row: StoredRow | null, text: string): StoredRow | null {
  return row !== null && isSameJson(row.value, JSON.parse(text)) ? { ...row, text } : row
}

/** The row's value as JSON text. */
export const textOf = (row: StoredRow): string => row.text ?? JSON.stringify(row.value)

export function isSameRow(one: StoredRow | null, other: StoredRow | null): boolean {
  if (one === null || other === null) return one === other
  if (one.updatedAt !== other.updatedAt) return false
  return (one.text !== undefined && one.text === other.text) || isSameJson(one.value, other.value)
}

/** Compares like jsonb: the order of fields means nothing. Values too deep to compare are not the same. */
export function isSameJson(one: Json, other: Json): boolean {
  try {
    return isDeepStrictEqual(JSON.parse(JSON.stringify(one)), JSON.parse(JSON.stringify(other)))
  } catch {
    return false
  }
}

/** Whether a row is older than another: if it was read later, it comes from a replica that lags behind. */
export function isOlder(row: StoredRow | null, { updatedAt }: StoredRow): boolean {
  if (row === null || row.updatedAt === null || updatedAt === null) return true
  return microseconds(row.updatedAt) < microseconds(updatedAt)
}

function microseconds(time: string): number {
  const [, , beyond = ''] = /\.(\d{3})(\d{1,3})/.exec(time) ?? []
  return Date.parse(time) * 1000 + Number(beyond.padEnd(3, '0'))
}
