/**
 * The local day of a point in time (milliseconds since 1970): "2026-03-09", as Canada writes it in both languages. Loading `Intl`
 * would take longer than the rest of an answer.
 */
export function dayOf(at: number): string {
  const date = new Date(at)
  return `${date.getFullYear()}-${twoDigits(date.getMonth() + 1)}-${twoDigits(date.getDate())}`
}

/** The local time of day: "14:05". */
export function timeOf(at: number): string {
  const date = new Date(at)
  return `${twoDigits(date.getHours())}:${twoDigits(date.getMinutes())}`
}

const twoDigits = (number: number): string => String(number).padStart(2, '0')
