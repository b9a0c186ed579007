const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

// RFC 9110, 5.6.7: the current form, and the two older ones that a recipient must understand as well.
const imfFixdate = /^[a-z]{3}, (?<day>\d\d?) (?<month>[a-z]{3}) (?<year>\d{4}) (?<time>\d\d:\d\d:\d\d) (GMT|UTC)$/i
const rfc850 = /^[a-z]{6,9}, (?<day>\d\d?)-(?<month>[a-z]{3})-(?<year>\d\d) (?<time>\d\d:\d\d:\d\d) (GMT|UTC)$/i
const asctime = /^[a-z]{3} (?<month>[a-z]{3}) +(?<day>\d\d?) (?<time>\d\d:\d\d:\d\d) (?<year>\d{4})$/i

/**
 * Reads an HTTP date in any of its three forms, all of them in UTC. `now` (milliseconds) settles the century of a two-digit year:
 * a year that seems more than fifty years ahead is in the past. Gives milliseconds since 1970, or null.
 */
export function httpDate(header: string | null, now: number = Date.now()): number | null {
  const text = header?.trim() ?? ''
  const parts = (imfFixdate.exec(text) ?? rfc850.exec(text) ?? asctime.exec(text))?.groups
  if (parts === undefined) return null
  const { day = '', month = '', year = '', time = '' } = parts
  const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number)
  const index = months.indexOf(month.toLowerCase())
  if (index < 0 || hours > 23 || minutes > 59 || seconds > 60) return null
  const date = new Date(Date.UTC(fullYear(year, now), index, Number(day), hours, minutes, seconds))
  // A day that the month does not have would spill over into the next month.
  return date.getUTCMonth() === index || seconds === 60 ? date.getTime() : null
}

function fullYear(digits: string, now: number): number {
  if (digits.length === 4) return Number(digits)
  const thisYear = new Date(now).getUTCFullYear()
  const year = thisYear - (thisYear % 100) + Number(digits)
  return year > thisYear + 50 ? year - 100 : year
}
