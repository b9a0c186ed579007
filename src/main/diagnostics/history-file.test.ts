import { describe, expect, it } from 'vitest'
import { translator } from '../../shared/catalogue/index.ts'
import type { History, Mark } from '../../shared/snapshot.ts'
import { csvCell, historyFile } from './history-file.ts'

const now = new Date(2026, 2, 18, 10, 32).getTime()
const at = (day: number, hour: number, second = 5) => new Date(2026, 2, day, hour, 7, second).getTime()
const marks: readonly Mark[] = [
  { what: 'adopted', at: at(2, 9), fingerprint: '77e10123' },
  {
    what: 'failed',
    at: at(3, 9),
    lastAt: at(4, 17),
    problem: { at: 'store', kind: 'unavailable' },
  },
  { what: 'renewed', at: at(12, 10), fingerprint: '5f3a9c21' },
]
const history: History = { lives: [], marks, renewedAt: at(12, 10) }
/** The rows of a CSV text, read as a spreadsheet does. */
const read = (csv: string) =>
  csv
    .slice(1)
    .split('\r\n')
    .filter((line) => line !== '')
    .map((line) => line.split(','))

describe('the history as CSV', () => {
  it('has a byte order mark, a head, and one line for each event, which all end as RFC 4180 wants it', () => {
    const csv = historyFile(history, 'csv', translator('en'), now)
    expect(csv.startsWith('\ufeffDay,Hour,What,Who,Token,Last time\r\n')).toBe(true)
    expect(csv.endsWith('\r\n')).toBe(true)
    expect(csv.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    const [, renewed, failed, adopted, ...more] = read(csv)
    expect(more).toEqual([])
    expect(renewed?.[0]).toBe('2026-03-12')
    expect(renewed?.[1]).toMatch(/^10:07:05 [+-]\d\d:\d\d$/)
    expect(renewed?.slice(2)).toEqual(['Renewed automatically', 'This computer', 'token 5f3a9c21', ''])
    expect(failed?.slice(2, 5)).toEqual(['Problem with Supabase', '', ''])
    expect(failed?.[5]).toMatch(/^2026-03-04 17:07:05 [+-]\d\d:\d\d$/)
    // A spreadsheet would take the bare fingerprint for a number.
    expect(adopted?.slice(3, 5)).toEqual(['Another Gazelle Keeper or program', 'token 77e10123'])
  })

  it.each([
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['=HYPERLINK("a","b")', `"'=HYPERLINK(""a"",""b"")"`],
    ['a, b', '"a, b"'],
    ['a\r\nb', '"a\r\nb"'],
    ['Two – three', 'Two – three'],
  ])('makes a harmless cell of %j', (text, cell) => {
    expect(csvCell(text)).toBe(cell)
  })
})

describe('the history as text', () => {
  it('says of each event when, what, and who, the newest first', () => {
    const lines = historyFile(history, 'text', translator('fr'), now).split('\n')
    expect(lines[0]).toBe('Gazelle Keeper\u00a0: historique du jeton, 2026-03-18')
    expect(lines[2]).toMatch(
      /^2026-03-12 10:07:05 [+-]\d\d:\d\d – Renouvelé automatiquement – jeton 5f3a9c21 – Cet ordinateur$/,
    )
    expect(lines[3]).toMatch(/– Problème avec Supabase – Dernière fois 2026-03-04 17:07:05 [+-]\d\d:\d\d$/)
    expect(lines.at(-1)).toBe('')
  })

  it('says where there is nothing', () => {
    const nothing = { lives: [], marks: [], renewedAt: null }
    expect(historyFile(nothing, 'text', translator('en'), now)).toContain('No history yet.')
  })
})
