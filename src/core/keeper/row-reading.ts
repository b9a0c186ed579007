import { RecordError } from '../token/errors.ts'
import { fingerprint } from '../token/fingerprint.ts'
import { health } from '../token/health.ts'
import { parseRow } from '../token/parse.ts'
import type { EpochSeconds, TokenRecord } from '../token/record.ts'
import type { OldValue } from '../token/replace.ts'
import type { StoredRow } from './ports.ts'
import type { TokenFacts } from './state.ts'

/** The row, understood. */
export interface Reading {
  readonly row: StoredRow | null
  /** The row's token; null if it has none. */
  readonly record: TokenRecord | null
  /** The value that a new token would replace. */
  readonly old: OldValue | null
  /** The facts that may be shown of the row's token. */
  readonly facts: TokenFacts | null
  /** Why the row is not understood; null if it is, or if it says itself that it has no token. */
  readonly flaw: RecordError | null
}

/**
 * Understands a row as the database gave it. `now` (seconds) stands in if nothing says when it was written. Whatever the row
 * holds, a new token can replace it.
 */
export function readRow(row: StoredRow | null, now: EpochSeconds): Reading {
  if (row === null || row.value === null) return { row, record: null, old: null, facts: null, flaw: null }
  try {
    const record = parseRow(row.value, writtenAt(row) ?? now)
    return { row, record, old: { ...record, text: row.text }, facts: factsOf(record, now), flaw: null }
  } catch (error) {
    if (!(error instanceof RecordError) || error.code !== 'missing-field') throw error
    const value = row.value as OldValue['value']
    const old = { value, text: row.text, accessToken: null, refreshToken: null, issuedAt: null }
    const flaw = error.flaw === 'missing-field' ? null : error
    return { row, record: null, old, facts: null, flaw }
  }
}

function factsOf(record: TokenRecord, now: EpochSeconds): TokenFacts {
  return {
    fingerprint: fingerprint(record.accessToken),
    headerKind: record.headerKind,
    issuedAt: record.issuedAt,
    expiry: record.expiry,
    renewAt: health(record, now).renewAt,
    ...(record.accessToken.length < 50 ? { isShort: true } : {}),
  }
}

function writtenAt(row: StoredRow): EpochSeconds | null {
  const milliseconds = Date.parse(row.updatedAt ?? '')
  return Number.isNaN(milliseconds) ? null : Math.floor(milliseconds / 1000)
}
