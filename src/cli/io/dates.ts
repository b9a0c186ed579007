/**
 * The day of a point in time (milliseconds since 1970), where this computer is: "2026-03-09", as it is written in Canada in
 * both languages. `Intl` would take longer to load than all the rest of an answer to make.
 */
export function dayOf(at: number): string {
  const date = new Date(at)
  return `${date.getFullYear()}-${twoDigits(date.getMonth() + 1)}-${twoDigits(date.getDate())}`
}

/** Its time of the day: "14:05". */
export function timeOf(at: number): string {
  const date = new Date(at)
  return `${twoDigits(date.getHours())}:${twoDigits(date.getMinutes())}`
}

const twoDigits = (number: number): string => String(number).padStart(2, '0')
