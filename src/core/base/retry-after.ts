import { httpDate } from './http-date.ts'

/** However long a server asks to wait, it is asked again after a day. */
export const longestRetryAfterSeconds = 86_400

/**
 * How long an answer asks to wait, by its `Retry-After`: seconds, or a date. A date counts from the server's own clock
 * (`Date`), because this computer's may be wrong; where there is none, or it says that the date is past, from `now`
 * (milliseconds). Gives whole seconds, from 0 to a day, or
 * null where the header says nothing that can be understood.
 */
export function retryAfterSeconds(headers: Headers, now: number): number | null {
  const header = headers.get('retry-after')?.trim() ?? ''
  const seconds = inSeconds(header) ?? untilDate(header, httpDate(headers.get('date'), now) ?? now, now)
  return seconds === null ? null : Math.min(Math.max(0, Math.ceil(seconds)), longestRetryAfterSeconds)
}

/** A header that came twice arrives as one, with a comma: the longer wait counts. */
function inSeconds(header: string): number | null {
  const all = header.split(',').map((one) => one.trim())
  return all.every((one) => /^\d+(\.\d*)?$/.test(one)) ? Math.max(...all.map(Number)) : null
}

function untilDate(header: string, serverTime: number, now: number): number | null {
  const at = httpDate(header, now)
  return at === null ? null : (at - (at > serverTime ? serverTime : now)) / 1000
}
