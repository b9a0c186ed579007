import { httpDate } from './http-date.ts'

/** A server is asked again after a day at the latest, however long it asks to wait. */
export const longestRetryAfterSeconds = 86_400

/**
 * The wait that an answer asks for in `Retry-After`: seconds, or a date. A date counts from the server's own clock (`Date`),
 * because this computer's may be wrong; from `now` (milliseconds) if `Date` is missing, or says that the date is past. Gives
 * whole seconds, from 0 to a day, or null if the header is missing or not understood.
 */
export function retryAfterSeconds(headers: Headers, now: number): number | null {
  const header = headers.get('retry-after')?.trim() ?? ''
  const seconds = inSeconds(header) ?? untilDate(header, httpDate(headers.get('date'), now) ?? now, now)
  return seconds === null ? null : Math.min(Math.max(0, Math.ceil(seconds)), longestRetryAfterSeconds)
}

/** Repeated headers arrive as one, joined by commas: the longest wait counts. */
function inSeconds(header: string): number | null {
  const all = header.split(',').map((one) => one.trim())
  return all.every((one) => /^\d+(\.\d*)?$/.test(one)) ? Math.max(...all.map(Number)) : null
}

function untilDate(header: string, serverTime: number, now: number): number | null {
  const at = httpDate(header, now)
  return at === null ? null : (at - (at > serverTime ? serverTime : now)) / 1000
}
