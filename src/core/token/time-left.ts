const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** How long a token still works, in the unit that a person would choose. A count of 0 hours is less than one. */
export type TimeLeft = { readonly unit: 'never' | 'over' } | { readonly unit: 'days' | 'hours'; readonly count: number }

/**
 * Turns the end of a token's life (milliseconds since 1970; null: it never ends) into the time left at `now`: hours on the last
 * day, rounded down, because a person may rely on them; before that the nearest number of days, so that a token just saved has
 * 30, not 29. Every face takes its words from this.
 */
export function timeLeft(end: number | null, now: number): TimeLeft {
  if (end === null) return { unit: 'never' }
  const left = end - now
  if (left <= 0) return { unit: 'over' }
  return left < day
    ? { unit: 'hours', count: Math.floor(left / hour) }
    : { unit: 'days', count: Math.round(left / day) }
}

/** Whether a point in time is on the local day of `now`, on the next, or on another (all in milliseconds since 1970). */
export function nearDay(at: number, now: number): 'today' | 'tomorrow' | 'other' {
  const day = (time: number, ahead = 0) => {
    const date = new Date(time)
    return new Date(date.getFullYear(), date.getMonth(), date.getDate() + ahead).getTime()
  }
  if (day(at) === day(now)) return 'today'
  return day(at) === day(now, 1) ? 'tomorrow' : 'other'
}
