import type { Translate } from '../../shared/catalogue/index.ts'
import { type HistoryRow, historyRows } from '../../shared/history-rows.ts'
import type { History } from '../../shared/snapshot.ts'

/** The forms that a history can be saved in. */
export type HistoryForm = 'text' | 'csv'

/** The endings of their files. */
export const endings: Readonly<Record<HistoryForm, string>> = { text: 'txt', csv: 'csv' }

/**
 * The whole history for anyone who helps, as a file's content. Tokens are named by their fingerprints, so that it holds no secret.
 * Hours are this computer's, with their distance from UTC. `now` in milliseconds.
 */
export function historyFile(history: History, form: HistoryForm, t: Translate, now: number): string {
  const rows = historyRows(history, t)
  return form === 'csv' ? csvOf(rows, t) : textOf(rows, t, now)
}

function textOf(rows: readonly HistoryRow[], t: Translate, now: number): string {
  const lines = rows.map((row) => {
    const { day, hour } = stampOf(row.at)
    const last = row.lastAt === null ? null : stampOf(row.lastAt)
    const parts = [
      `${day} ${hour}`,
      row.what,
      tokenWords(row, t),
      last && `${t('history-file.last')} ${last.day} ${last.hour}`,
      row.by,
    ]
    return parts.filter(Boolean).join(' – ')
  })
  const title = t('history-file.title', { date: stampOf(now).day })
  return [title, '', ...(lines.length === 0 ? [t('history.empty')] : lines), ''].join('\n')
}

/** As RFC 4180 describes it, with a byte order mark, without which Excel takes it for another encoding than UTF-8. */
function csvOf(rows: readonly HistoryRow[], t: Translate): string {
  const columns = ['day', 'hour', 'what', 'who', 'token', 'last'] as const
  const head = columns.map((column) => t(`history-file.${column}`))
  const lines = rows.map((row) => {
    const { day, hour } = stampOf(row.at)
    const last = row.lastAt === null ? '' : `${stampOf(row.lastAt).day} ${stampOf(row.lastAt).hour}`
    return [day, hour, row.what, row.by ?? '', tokenWords(row, t), last]
  })
  return `\ufeff${[head, ...lines].map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('')}`
}

/**
 * A cell that a spreadsheet takes for text: one that begins like a formula gets an apostrophe before it
 * (https://owasp.org/www-community/attacks/CSV_Injection).
 */
export function csvCell(text: string): string {
  const harmless = /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}

/** With a word before it: a spreadsheet would take some fingerprints for numbers. */
function tokenWords({ fingerprint }: HistoryRow, t: Translate): string {
  return fingerprint === null ? '' : t('history.token', { fingerprint })
}

/** A point in time by this computer's clock: "2026-03-18", and "10:32:05 -04:00". */
function stampOf(at: number): { readonly day: string; readonly hour: string } {
  const date = new Date(at)
  const two = (number: number) => String(number).padStart(2, '0')
  const behind = date.getTimezoneOffset()
  const zone = `${behind > 0 ? '-' : '+'}${two(Math.floor(Math.abs(behind) / 60))}:${two(Math.abs(behind) % 60)}`
  return {
    day: `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`,
    hour: `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())} ${zone}`,
  }
}
