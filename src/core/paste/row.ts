import { RecordError } from '../token/errors.ts'
import { parseRow } from '../token/parse.ts'
import type { EpochSeconds, TokenRecord } from '../token/record.ts'
import { readPointInTime } from '../token/time.ts'
import { isObject } from './json.ts'
import type { Paste } from './paste.ts'
import { tokenFault } from './token-fault.ts'

const LONGEST_KEY = 100

/**
 * Takes the credential out of the row's JSON: its value (an object, or a string that holds one), the row with its
 * columns, or a list of rows, of which the one with the right key counts.
 *
 * Takes what JSON.parse gave, the row's key and the time (seconds), from which a token of unknown age counts. Gives null
 * where the value is no such row.
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
  if (isObject(value) && !('access_token' in value)) {
    if (!isRow(value)) return null
    const { key, value: held } = value
    if (typeof key === 'string' && key !== rowKey) return { reason: 'other-row', key: key.slice(0, LONGEST_KEY) }
    return credentialOfValue(held, writtenAt(value['updated_at'], now), now)
  }
  if (!isObject(value) && typeof value !== 'string') return null
  return credentialOfValue(value, now, now)
}

function isRow(value: unknown): value is Readonly<Record<string, unknown>> {
  return isObject(value) && ('access_token' in value || 'value' in value)
}

function credentialOfValue(value: unknown, written: EpochSeconds, now: EpochSeconds): Paste {
  const form = 'row'
  let record: TokenRecord
  try {
    record = parseRow(value, written)
  } catch (error) {
    if (error instanceof RecordError) return { reason: 'bad-row', code: error.code, field: error.field }
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
      source: 'clipboard',
    },
    form,
  }
}

function writtenAt(updatedAt: unknown, now: EpochSeconds): EpochSeconds {
  try {
    return Math.min(readPointInTime('updated_at', updatedAt)?.at ?? now, now)
  } catch {
    return now
  }
}
