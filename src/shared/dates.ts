import { type Language, languages } from './catalogue/languages.ts'

/** Points in time (milliseconds since 1970) in a person's words. */
export interface Dates {
  /** "March 12", "12 mars"; "1er avril" as people say it. */
  day(at: number): string
  /** With its year. */
  date(at: number): string
  /** "14:30", "14 h 30". */
  time(at: number): string
  /** A duration (milliseconds) in the most fitting unit: "12 minutes", "2 jours". */
  span(milliseconds: number): string
}

const units = [
  ['day', 24 * 60 * 60_000],
  ['hour', 60 * 60_000],
  ['minute', 60_000],
] as const

/**
 * Each formatter is made once, when it is first used: making one takes milliseconds, and the first text of an opening popover
 * waits for it.
 */
const known = new Map<string, Dates>()

export function datesIn(language: Language): Dates {
  // A formatter keeps the time zone that it was made in, but a laptop travels.
  const key = `${language} ${new Date().getTimezoneOffset()}`
  const dates = known.get(key) ?? newDates(language)
  known.set(key, dates)
  return dates
}

function newDates(language: Language): Dates {
  const { locale, first } = languages[language]
  const format = (options: Intl.DateTimeFormatOptions) => {
    let formatter: Intl.DateTimeFormat | undefined
    return (at: number) => {
      formatter ??= new Intl.DateTimeFormat(locale, options)
      const text = formatter.format(at)
      const spoken = text.replace(/^1 (?=\p{L})/u, `${first} `)
      // A date stays on one line.
      return spoken.replaceAll(' ', '\u00a0')
    }
  }
  return {
    day: format({ day: 'numeric', month: 'long' }),
    date: format({ dateStyle: 'long' }),
    time: format({ timeStyle: 'short' }),
    span: (milliseconds) => {
      const [unit, length] = units.find(([, each]) => milliseconds >= 2 * each) ?? units[2]
      const formatter = new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' })
      return formatter.format(Math.round(milliseconds / length))
    },
  }
}
