import { RecordError } from './errors.ts'
import type { EpochSeconds } from './record.ts'

/** A token's life according to the guide: 30 days, in seconds. */
export const thirtyDays = 2_592_000

/** A row says `expires_at: 1999999999` (or later) for a key that never expires. */
export const neverExpires: EpochSeconds = 1_999_999_999

/** No token of Gazelle lives longer; a larger number is a mistake or another unit. Seconds. */
export const longestLife = 10 * 365 * 86_400

/** The end of the year 9999, in seconds: some programs write it for "never". */
const lastSecond = 253_402_300_799
/** From this number on, a point in time is in milliseconds: the year 2000, before which nobody had such a token. */
export const millisecondsFrom = 946_684_800_000
const millisecondsUntil = 1e14

const numberPattern = /^\d{1,16}(\.\d{1,16})?$/
const iso8601 = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?) ?(Z|UTC|[+-]\d\d(?::?\d\d)?)?)?$/i

/** A point in time with its form, so that it can be rewritten in the same form. */
export interface PointInTime {
  readonly at: EpochSeconds
  readonly unit: 'seconds' | 'milliseconds' | 'iso-8601'
}

/**
 * Reads a point in time: seconds since 1970, or milliseconds if that gives the year 2000 or later, each as a number or as its
 * digits; or ISO 8601, where no zone and no time of day mean UTC and midnight. Fractions of a second are dropped.
 * Missing, null and 0 say nothing: null. Throws a `RecordError` that names the field for anything else.
 */
export function readPointInTime(field: string, value: unknown): PointInTime | null {
  const iso = typeof value === 'string' && value.length < 50 ? iso8601.exec(value) : null
  if (iso !== null) return { at: readIso8601(field, iso), unit: 'iso-8601' }
  const number = readNumber(field, value)
  if (number === null || number === 0) return null
  if (number >= millisecondsUntil) throw notATime(field, 'is too large for seconds or milliseconds since 1970')
  if (number >= millisecondsFrom) return { at: Math.floor(number / 1000), unit: 'milliseconds' }
  if (number > lastSecond) throw notATime(field, 'is neither seconds nor milliseconds of a year that can be meant')
  return { at: Math.floor(number), unit: 'seconds' }
}

function readIso8601(field: string, [, day = '', time = '00:00', zone = 'Z']: RegExpExecArray): EpochSeconds {
  const offset = zone.toUpperCase() === 'UTC' ? 'Z' : zone.toUpperCase().replace(/^([+-]\d\d):?(\d\d)?$/, '$1:$2')
  const milliseconds = Date.parse(`${day}T${time.replace(',', '.')}${offset.endsWith(':') ? `${offset}00` : offset}`)
  // Date.parse turns the 31st of February into a day in March.
  const isDay = new Date(`${day}T00:00Z`).getUTCDate() === Number(day.slice(8))
  if (Number.isNaN(milliseconds) || milliseconds < 0 || !isDay) throw notATime(field, 'is a date that does not exist')
  return Math.floor(milliseconds / 1000)
}

/** Writes a point in time (seconds) in the form of an earlier value of the same field. */
export function writePointInTime(
  at: EpochSeconds,
  like: { unit: PointInTime['unit']; before: unknown },
): string | number {
  if (like.unit === 'iso-8601') {
    const text = new Date(at * 1000).toISOString()
    // Keep the zone out if it was: Python cannot compare a time with a zone to one without.
    return hasNoZone(like.before) ? text.replace(/\.000Z$/, '') : text
  }
  const number = like.unit === 'milliseconds' ? at * 1000 : at
  return writeNumber(number, like.before)
}

/** A number, as text if an earlier value of the same field was text: a reader of text finds text. */
export function writeNumber(number: number, before: unknown): string | number {
  return typeof before === 'string' && numberPattern.test(before) ? String(number) : number
}

function hasNoZone(before: unknown): boolean {
  const [, , time, zone] = typeof before === 'string' && before.length < 50 ? (iso8601.exec(before) ?? []) : []
  return time !== undefined && zone === undefined
}

/**
 * Reads `expires_in`: seconds, as a number or its digits; fractions are dropped; missing and null say nothing: null.
 * More than ten years is milliseconds if that is certain (exactly the guide's 30 days, or the row's `created_at` is in
 * milliseconds too), else a `RecordError`. Zero is a life that is over.
 */
export function readLife(value: unknown, createdInMilliseconds: boolean, field = 'expires_in'): number | null {
  const number = readNumber(field, value)
  if (number === null || number <= longestLife) return number === null ? null : Math.floor(number)
  const seconds = Math.floor(number / 1000)
  if (seconds <= longestLife && (seconds === thirtyDays || createdInMilliseconds)) return seconds
  throw notATime(field, 'is more than ten years')
}

function readNumber(field: string, value: unknown): number | null {
  if (value === undefined || value === null) return null
  const number = typeof value === 'string' && numberPattern.test(value) ? Number(value) : value
  if (typeof number !== 'number' || !Number.isFinite(number)) {
    throw notATime(field, 'is neither a number of seconds nor an ISO 8601 time')
  }
  if (number < 0) throw notATime(field, 'is negative')
  return number
}

function notATime(field: string, reason: string): RecordError {
  return new RecordError('bad-field', field, `The field "${field}" ${reason}.`)
}
