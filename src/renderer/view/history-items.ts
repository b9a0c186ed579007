import type { MessageKey, Translate } from '../../shared/catalogue/index.ts'
import { type Dates, datesIn } from '../../shared/dates.ts'
import type { History, Language, Life, Mark } from '../../shared/snapshot.ts'

const windowMilliseconds = 90 * 24 * 60 * 60 * 1000

/** A part of the history with a text of its own. Places are shares of the 90 days, from 0 to 1. */
export interface HistoryItem {
  readonly key: string
  readonly at: number
  readonly text: string
  readonly mark: Mark['what'] | null
}

/** A bar: a token's time in the row. `deadFrom`: where its life ended while it was still there. */
export interface LifeBar {
  readonly key: string
  readonly from: number
  readonly until: number
  readonly deadFrom: number | null
  readonly isCurrent: boolean
}

/** The place of a point in time (milliseconds) on the axis that ends at `now`. */
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

/** Lives and marks in one sequence, the oldest first, each in words. */
export function itemsOf({ lives, marks }: History, language: Language, t: Translate, now: number): HistoryItem[] {
  const dates = datesIn(language)
  const all = [
    ...lives.map((life) => ({ time: life.from, mark: null, text: lifeText(life, dates, t) })),
    ...marks.map((mark) => ({
      time: mark.at,
      mark: mark.what,
      text: markText(mark, dates, t),
    })),
  ]
  return all
    .sort((one, other) => one.time - other.time)
    .map(({ time, mark, text }, index) => ({ key: `${time} ${index}`, at: positionOf(time, now), text, mark }))
}

function lifeText({ fingerprint, from, until }: Life, { day }: Dates, t: Translate): string {
  if (until === null) return t('history.life.now', { from: day(from), fingerprint })
  return t('history.life', { from: day(from), until: day(until), fingerprint })
}

function markText(mark: Mark, { day }: Dates, t: Translate): string {
  const date = day(mark.at)
  if (mark.what === 'conflict') return t('history.conflict', { date, kept: mark.kept, other: mark.other })
  return t(keyOf(mark), { date })
}

function keyOf(mark: Mark): MessageKey {
  if (mark.what === 'captured') return `source.${mark.source}`
  if (mark.what !== 'failed') return `history.${mark.what}`
  const { at } = mark.problem
  return `history.failed.${at === 'oauth' ? 'gazelle' : at}`
}
