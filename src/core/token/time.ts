import { RecordError } from './errors.ts'
import type { EpochSeconds } from './record.ts'

/** The guide's life of a token: 30 days, in seconds. */
export const THIRTY_DAYS = 2_592_000

/** A row says `expires_at: 1999999999` (or later) for a key that never expires. */
export const NEVER: EpochSeconds = 1_999_999_999

/** No token of Gazelle lives longer; a larger number is a mistake or another unit. Seconds. */
export const LONGEST_LIFE = 10 * 365 * 86_400

/** From here on a point in time counts milliseconds: as seconds it would be the year 5138, as milliseconds 1973. */
const MILLISECONDS_FROM = 1e11
const MILLISECONDS_UNTIL = 1e14

const NUMBER = /^\d{1,16}(\.\d{1,16})?$/
const ISO_8601_WITH_ZONE = /^(19|20|21)\d\d-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d(:?\d\d)?)$/i

/** How a row writes a point in time, so that it can be rewritten in the same way. */
export interface PointInTime {
  readonly at: EpochSeconds
  readonly unit: 'seconds' | 'milliseconds' | 'iso-8601'
}

/**
 * Reads a point in time: seconds or milliseconds since 1970 (from 1e11 on), as a number or as its digits, or ISO 8601
 * with a zone. Fractions of a second are dropped. Missing, null and 0 say nothing: null.
 * Throws a `RecordError` that names the field for anything else.
 */
export function readPointInTime(field: string, value: unknown): PointInTime | null {
  if (typeof value === 'string' && ISO_8601_WITH_ZONE.test(value)) {
    // With a space V8 also takes the zone as PostgreSQL writes it, `+00`.
    const milliseconds = Date.parse(value.replace(/t/i, ' '))
    if (Number.isNaN(milliseconds) || milliseconds < 0) throw notATime(field, 'is a date that does not exist')
    return { at: Math.floor(milliseconds / 1000), unit: 'iso-8601' }
  }
  const number = readNumber(field, value)
  if (number === null || number === 0) return null
  if (number >= MILLISECONDS_UNTIL) throw notATime(field, 'is too large for seconds or milliseconds since 1970')
  if (number >= MILLISECONDS_FROM) return { at: Math.floor(number / 1000), unit: 'milliseconds' }
  return { at: Math.floor(number), unit: 'seconds' }
}

/** Writes a point in time (seconds) the way an earlier value of the same field was written. */
export function writePointInTime(
  at: EpochSeconds,
  like: { unit: PointInTime['unit']; text: boolean },
): string | number {
  if (like.unit === 'iso-8601') return new Date(at * 1000).toISOString()
  const number = like.unit === 'milliseconds' ? at * 1000 : at
  return like.text ? String(number) : number
}

/**
 * Reads `expires_in`: seconds, as a number or its digits; fractions are dropped; missing and null say nothing: null.
 * More than ten years is milliseconds where that is certain (exactly the guide's 30 days, or the row's `created_at`
 * counts milliseconds too), else a `RecordError`. Zero is a life that is over.
 */
export function readLife(value: unknown, createdInMilliseconds: boolean): number | null {
  const number = readNumber('expires_in', value)
  if (number === null || number <= LONGEST_LIFE) return number === null ? null : Math.floor(number)
  const seconds = Math.floor(number / 1000)
  if (seconds <= LONGEST_LIFE && (seconds === THIRTY_DAYS || createdInMilliseconds)) return seconds
  throw notATime('expires_in', 'is more than ten years; it counts seconds')
}

function readNumber(field: string, value: unknown): number | null {
  if (value === undefined || value === null) return null
  const number = typeof value === 'string' && NUMBER.test(value) ? Number(value) : value
  if (typeof number !== 'number' || !Number.isFinite(number)) {
    throw notATime(field, 'is neither a number of seconds nor an ISO 8601 time with a zone')
  }
  if (number < 0) throw notATime(field, 'is negative')
  return number
}

function notATime(field: string, reason: string): RecordError {
  return new RecordError('bad-field', field, `The field "${field}" ${reason}.`)
}
