import type { Translate } from '../../shared/catalogue/index.ts'
import { type Dates, datesIn } from '../../shared/dates.ts'
import { markText, writerText } from '../../shared/history-rows.ts'
import type { History, Language, Life, Mark } from '../../shared/snapshot.ts'

const windowMilliseconds = 90 * 24 * 60 * 60 * 1000

/** A part of the history with a text of its own. */
export interface HistoryItem {
  readonly key: string
  /** Milliseconds since 1970. */
  readonly time: number
  /** The local hour. */
  readonly hour: string
  readonly text: string
  /** Null for the beginning of a token's time in the row. */
  readonly mark: Mark['what'] | null
}

/** The items of one local day, the oldest first. */
export interface HistoryDay {
  readonly key: string
  readonly day: string
  /** Its place on the axis, from 0 to 1. */
  readonly at: number
  readonly items: readonly HistoryItem[]
  /** The mark that stands for the day: that of its gravest event; null where the day has only a token's beginning. */
  readonly mark: Mark['what'] | null
  /** How many events the day has. */
  readonly count: number
}

/** A bar: a token's time in the row. `deadFrom`: where its life ended while it was still there. */
export interface LifeBar {
  readonly key: string
  readonly from: number
  readonly until: number
  readonly deadFrom: number | null
  readonly isCurrent: boolean
}

/** The place of a point in time (milliseconds) on the axis that ends at `now`: its share of the 90 days, from 0 to 1. */
export function positionOf(at: number, now: number): number {
  return Math.min(1, Math.max(0, 1 - (now - at) / windowMilliseconds))
}

export function barsOf({ lives }: History, now: number): LifeBar[] {
  return lives.map((life) => {
    const until = life.until ?? now
    const isDead = life.expiresAt !== null && life.expiresAt < until
    return {
      key: `${life.fingerprint} ${life.from}`,
      from: positionOf(life.from, now),
      until: positionOf(until, now),
      deadFrom: isDead ? positionOf(Math.max(life.expiresAt ?? until, life.from), now) : null,
      isCurrent: life.until === null,
    }
  })
}

/** The gravest first. */
const gravity: readonly Mark['what'][] = [
  'refused',
  'failed',
  'human-needed',
  'conflict',
  'another-user',
  'restored',
  'captured',
  'adopted',
  'written',
  'found',
  'renewed',
]

/** Lives and marks by local days, the oldest first, each in words. */
export function daysOf(history: History, language: Language, t: Translate, now: number): HistoryDay[] {
  const dates = datesIn(language)
  const byDay = new Map<string, HistoryItem[]>()
  for (const item of itemsOf(history, dates, t)) {
    const key = new Date(item.time).toDateString()
    byDay.set(key, [...(byDay.get(key) ?? []), item])
  }
  return [...byDay].map(([key, items]) => {
    const marks = items.flatMap(({ mark }) => mark ?? [])
    const [first, last] = [items[0]?.time ?? now, items.at(-1)?.time ?? now]
    return {
      key,
      day: dates.day(first),
      at: positionOf((first + last) / 2, now),
      items,
      mark: gravity.find((each) => marks.includes(each)) ?? null,
      count: marks.length,
    }
  })
}

function itemsOf({ lives, marks }: History, dates: Dates, t: Translate): HistoryItem[] {
  const all = [
    ...lives.map((life) => ({ time: life.from, mark: null, text: lifeText(life, dates, t) })),
    ...marks.map((mark) => ({ time: mark.at, mark: mark.what, text: itemText(mark, t) })),
  ]
  return all
    .sort((one, other) => one.time - other.time)
    .map((each, index) => ({ ...each, key: `${each.time} ${index}`, hour: dates.time(each.time) }))
}

/** With the name of who wrote it, where the project's logbook knows. */
function itemText(mark: Mark, t: Translate): string {
  return 'writer' in mark ? `${markText(mark, t)} – ${writerText(mark.writer, t)}` : markText(mark, t)
}

function lifeText({ fingerprint, until }: Life, { day }: Dates, t: Translate): string {
  if (until === null) return t('history.life.now', { fingerprint })
  return t('history.life', { until: day(until), fingerprint })
}
