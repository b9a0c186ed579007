import { expandedRecords, plainDisplay, withoutPlus } from './display.ts'
import { isObject, parseJson } from './json.ts'

type Row = Readonly<Record<string, unknown>>

/** The row's columns; a heading must name one of them. */
const columnNames = ['key', 'value', 'access_token', 'api_key']

/** Names for a column that holds the value alone: its own, and PostgreSQL's for an expression. */
const valueAlone = /^(?:value|access_token|api_key|token|\?column\?|jsonb_pretty|to_jsonb?|jsonb?|text|coalesce)$/

/** The other cells that may stand on a line of their own, if each cell does. */
const otherCell = /^(?:key|value|id|idx|created_at|updated_at|\d{1,20}|[\d-]{10}[\d:.T+ Z-]{0,30})$/

/**
 * The rows of a text that is a table: CSV with commas, semicolons or tabs, a Markdown table, the display of a database client
 * (with or without frames, expanded or not), or a cell on each line. `rowKey` identifies the row if there is no heading. Null for
 * any other text. Goes over the text once for each form.
 */
export function rowsOfTable(text: string, rowKey: string): Row[] | null {
  const display = plainDisplay(text)
  const records = expandedRecords(display)
  if (records !== null) {
    const rows = records.map((record) => Object.fromEntries(record.map(([name, value]) => [name, contentOf(value)])))
    const own = rows.filter((row) => columnNames.some((name) => name in row))
    if (own.length > 0) return own
  }
  const [first = ''] = display.split('\n', 1)
  if (/\|/.test(first)) return rowsOfCells(pipedCells(display), rowKey)
  const column = rowsOfColumn(text, display) ?? rowsOfLines(display, rowKey)
  if (column !== null) return column
  const separator = ['\t', ',', ';'].find((mark) => first.includes(mark))
  const cells = separator === undefined ? null : separatedCells(text, separator)
  return cells === null ? null : rowsOfCells(cells, rowKey)
}

/** True if psql broke a value over lines to fit the screen: nobody can tell which characters stood between. */
export function isWrappedDisplay(text: string): boolean {
  return /\S\.[ \t]*\|?\n[^\n|]{0,200}\|[ \t]?\.\S/.test(text)
}

/** A single column under its name: its value is JSON, or a line is drawn under the name. */
function rowsOfColumn(text: string, display: string): Row[] | null {
  if (!valueAlone.test(display.slice(0, 100).split('\n', 1)[0]?.trim().toLowerCase() ?? '')) return null
  const [, ...lines] = display.split('\n').map((line) => line.trim())
  const content = contentOf(lines.map(withoutPlus).join('\n'))
  if (isObject(content)) return [{ value: content }]
  const isUnderlined = /^[^\n]*\n[ \t]*[-─═]{2,}[ \t]*\n/.test(text.trimStart())
  const values = lines.filter((line) => line !== '').map(contentOf)
  return isUnderlined && values.length > 0 ? values.map((value) => ({ value })) : null
}

/** The key on a line of its own, followed by the value. */
function rowsOfLines(display: string, rowKey: string): Row[] | null {
  if (!display.includes(rowKey)) return null
  const lines = display.split('\n').map((line) => line.trim())
  const place = lines.indexOf(rowKey)
  if (place < 0 || !lines.slice(0, place).every((line) => otherCell.test(line))) return null
  const after = lines.slice(place + 1)
  while (after.length > 1 && (otherCell.test(after.at(-1) ?? '') || after.at(-1) === '')) after.pop()
  const value = contentOf(after.join('\n'))
  return isObject(value) ? [{ key: rowKey, value }] : null
}

function rowsOfCells(records: readonly (readonly string[])[], rowKey: string): Row[] | null {
  const [heading = [], ...lines] = records
  const names = heading.map((name) =>
    name
      .trim()
      .replace(/^[`"*]+|[`"*]+$/g, '')
      .toLowerCase(),
  )
  if (names.some((name) => columnNames.includes(name)) && lines.length > 0) {
    const isWhole = (line: readonly string[]) => line.length === names.length
    return lines.filter(isWhole).map((line) => Object.fromEntries(names.map((name, at) => [name, contentOf(line[at])])))
  }
  const own = records.flatMap((cells) => {
    const place = cells.findIndex((cell) => cell.trim() === rowKey)
    return place < 0 || place > 2 ? [] : [{ key: rowKey, value: contentOf(cells[place + 1]) }]
  })
  return own.length === 0 ? null : own
}

/** Parses a cell that is JSON, perhaps in backticks; gives any other text unchanged. */
function contentOf(cell = ''): unknown {
  const text = cell.trim().replace(/^`(.*)`$/s, '$1')
  return /^[{["]/.test(text) ? (parseJson(text) ?? text) : text
}

/** RFC 4180: a cell in quotation marks may contain any character, with its own marks doubled. Null if one stays open. */
function separatedCells(text: string, separator: string): string[][] | null {
  const records: string[][] = [[]]
  const mark = separator === '\t' ? '\\t' : separator
  const cell = new RegExp(`[^\\S\\n\\t]*"([^"]*(?:""[^"]*)*)"[^\\S\\n\\t]*(?=[${mark}\\n]|$)|([^${mark}\\n]*)`, 'y')
  while (cell.lastIndex <= text.length) {
    const [, quoted, plain = ''] = cell.exec(text) ?? []
    if (quoted === undefined && /^\s*"/.test(plain) && !/"\s*$/.test(plain)) return null
    records.at(-1)?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'))
    const end = text.charAt(cell.lastIndex)
    if (end === '') break
    if (end === '\n') records.push([])
    cell.lastIndex += 1
  }
  return records.filter((record) => record.some((each) => each.trim() !== ''))
}

/** Lines of cells separated by `|`; a value that psql spreads over lines is joined into one. */
function pipedCells(display: string): string[][] {
  const records: string[][] = []
  let goesOn = false
  for (const line of display.split('\n')) {
    if (!line.includes('|') || /^[\s|:+-]*$/.test(line)) continue
    const cells = line
      .trim()
      .replace(/^\||\|$/g, '')
      .split(/(?<!\\)\|/)
      .map((cell) => cell.replaceAll('\\|', '|').trim())
    const last = records.at(-1)
    if (goesOn && last !== undefined && /^\s*\|/.test(line)) {
      for (const [at, cell] of cells.entries())
        if (cell !== '') last[cells.length === last.length ? at : at + 1] += `\n${withoutPlus(cell)}`
    } else records.push(cells.map((cell) => (/^[{[]/.test(cell) ? withoutPlus(cell) : cell)))
    goesOn = cells.some((cell) => cell.endsWith('+'))
  }
  return records
}
