import { isDeepStrictEqual } from 'node:util'
import type { StoredRow } from '../keeper/ports.ts'
import type { Json } from '../token/record.ts'
import { severalRows, strange } from './answers.ts'

/** Asks for the value as its text, too, beside itself: what PostgREST gives is parsed, and that loses digits. */
export const andText = ',text:value::text'

/** Takes what PostgREST gave for the row's columns; gives the row, or null where there is none. */
export function rowOfTable(rows: unknown): StoredRow | null {
  const row = onlyOne(rows)
  if (row === null) return null
  if (!('value' in row)) throw strange()
  const value = row['value'] as Json
  const told = row['text']
  // In a column of type text the text is not JSON, but what a JSON string holds.
  const text = typeof told === 'string' && told !== value ? told : JSON.stringify(value)
  const isTold = typeof told === 'string' || value === null
  return { value, updatedAt: timeIn(row['updated_at']), ...(isTold ? { text } : {}) }
}

/** Takes what the migration's reading function gave, whose value is JSON text. */
export function rowOfFunction(rows: unknown): StoredRow | null {
  const row = onlyOne(rows)
  if (row === null) return null
  const told = row['value']
  if (told !== null && typeof told !== 'string') throw strange()
  const text = told ?? 'null'
  try {
    return { value: JSON.parse(text), text, updatedAt: timeIn(row['updated_at']) }
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

/** A column of that name that holds a number or a word is not the one that is meant. */
function timeIn(updatedAt: unknown): string | null {
  return typeof updatedAt === 'string' && !Number.isNaN(Date.parse(updatedAt)) ? updatedAt : null
}

/**
 * Takes the row that a write gave, and the text that was written; gives the row with the text of its value. It comes parsed:
 * where it is what was written, it is that to the last digit.
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

/** As jsonb compares: the order of fields means nothing. What is too deep to be compared is not the same. */
export function isSameJson(one: Json, other: Json): boolean {
  try {
    return isDeepStrictEqual(JSON.parse(JSON.stringify(one)), JSON.parse(JSON.stringify(other)))
  } catch {
    return false
  }
}

/** Whether a row is of a time before another one: read later all the same, it comes from a replica that lags behind. */
export function isOlder(row: StoredRow | null, { updatedAt }: StoredRow): boolean {
  if (row === null || row.updatedAt === null || updatedAt === null) return true
  return microseconds(row.updatedAt) < microseconds(updatedAt)
}

function microseconds(time: string): number {
  const [, , beyond = ''] = /\.(\d{3})(\d{1,3})/.exec(time) ?? []
  return Date.parse(time) * 1000 + Number(beyond.padEnd(3, '0'))
}
