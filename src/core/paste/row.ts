import { RecordError, shownField } from '../token/errors.ts'
import { tokenFields } from '../token/field-names.ts'
import { parseRow } from '../token/parse.ts'
import type { EpochSeconds, TokenRecord } from '../token/record.ts'
import { readPointInTime } from '../token/time.ts'
import { isBrokenToken } from './broken.ts'
import { isObject, parseJson } from './json.ts'
import type { Paste } from './paste.ts'
import { tokenFault } from './token-fault.ts'

const longestKey = 100

/**
 * Takes the credential out of the row's JSON: its value (an object, or a string that holds one), the row with its columns, or a
 * list of rows, of which the one with the right key counts.
 *
 * Takes the value that JSON.parse gave, the row's key and the time (seconds), from which a token of unknown age counts. Gives
 * null if the value is no such row.
 */
export function credentialOfRow(value: unknown, rowKey: string, now: EpochSeconds): Paste | null {
  const form = 'row'
  if (Array.isArray(value)) {
    const rows = value.filter(isRow)
    const chosen = rows.length > 1 ? rows.filter((row) => row['key'] === rowKey) : rows
    if (chosen.length > 1 || (rows.length > 1 && rows.every((row) => !('key' in row)))) {
      return { reason: 'several-tokens', form }
    }
    const row = chosen[0] ?? rows[0]
    return row === undefined ? null : credentialOfRow(row, rowKey, now)
  }
  if (isObject(value) && !isValue(value)) {
    const answer = answered(value)
    if (answer !== undefined) return credentialOfRow(answer, rowKey, now)
    if (!('value' in value)) return null
    const { key, value: held } = value
    if (typeof key === 'string' && key !== rowKey) return { reason: 'other-row', key: key.slice(0, longestKey) }
    return credentialOfValue(held, writtenAt(value['updated_at'], now), now)
  }
  if (typeof value === 'string') {
    const inner = parseJson(value)
    // A row's value in quotation marks follows the same rules as one without.
    if (typeof inner === 'object' && inner !== null) return credentialOfRow(inner, rowKey, now)
  }
  if (!isObject(value) && typeof value !== 'string') return null
  return credentialOfValue(value, now, now)
}

function isRow(value: unknown): value is Readonly<Record<string, unknown>> {
  return isValue(value) || (isObject(value) && 'value' in value)
}

/** The fields that may accompany the token in a value; `token` beside any other field is another program's. */
const fieldNames = new Set<string>(
  `${tokenFields.join(' ')} refresh_token token_type expires_in expires_at created_at updated_at scope`.split(' '),
)

function isValue(value: unknown): boolean {
  if (!isObject(value)) return false
  if ('access_token' in value) return true
  const isToken = tokenFields.some((field) => typeof value[field] === 'string')
  return isToken && Object.keys(value).every((field) => fieldNames.has(field))
}

/** The rows in the answer of a Supabase client. */
function answered(value: Readonly<Record<string, unknown>>): unknown {
  const { data, ...beside } = value
  const isAnswer = Object.keys(beside).every((name) => /^(error|count|status|statusText|success)$/.test(name))
  const first: unknown = Array.isArray(data) ? data[0] : data
  return isAnswer && isObject(first) && isRow(first) ? data : undefined
}

function credentialOfValue(value: unknown, written: EpochSeconds, now: EpochSeconds): Paste {
  const form = 'row'
  let record: TokenRecord
  try {
    record = parseRow(value, written)
  } catch (error) {
    if (error instanceof RecordError && isBroken(value, error.field)) return { reason: 'broken', form }
    if (error instanceof RecordError) return { reason: 'bad-row', code: error.flaw, field: error.field }
    throw error
  }
  const { accessToken, refreshToken, headerKind, issuedAt, expiry } = record
  const fault = tokenFault(accessToken)
  if (fault !== null) return { ...fault, form }
  const lifeSeconds = expiry.certainty === 'stated' && issuedAt !== null ? expiry.at - issuedAt : null
  const isRefreshable = refreshToken !== null && tokenFault(refreshToken) === null
  return {
    credential: {
      accessToken,
      headerKind,
      refreshToken: isRefreshable ? refreshToken : null,
      issuedAt: lifeSeconds !== null || issuedAt !== now ? issuedAt : null,
      lifeSeconds,
    },
    form,
  }
}

/** True if the wrong field holds a token with a break in it. */
function isBroken(value: unknown, field: string | null): boolean {
  const fields = typeof value === 'string' ? parseJson(value) : value
  const held = isObject(fields) ? Object.entries(fields).find(([name]) => shownField(name) === field)?.[1] : undefined
  return typeof held === 'string' && isBrokenToken(held)
}

function writtenAt(updatedAt: unknown, now: EpochSeconds): EpochSeconds {
  try {
    return Math.min(readPointInTime('updated_at', updatedAt)?.at ?? now, now)
  } catch {
    return now
  }
}
