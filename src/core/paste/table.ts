import { parseJson } from './json.ts'

type Row = Readonly<Record<string, unknown>>

/** The columns of the row, one of which a heading must name. */
const COLUMNS = ['key', 'value', 'access_token']

const SQL = /^(?:--[^\n]*\n|\s)*(?:insert\s+into|update|select|with|upsert)\s/i

/**
 * The rows that a text holds as a table: CSV with commas, semicolons or tabs, a table of Markdown or of psql, or the
 * statement in SQL, as Supabase's table editor and other programs copy them. `rowKey` tells a line without its heading. Null where it is
 * no such table. Goes over the text once for each form.
 */
export function rowsOfTable(text: string, rowKey: string): Row[] | null {
  if (SQL.test(text)) return rowsOfSql(text)
  const [first = ''] = text.split('\n', 1)
  if (/\|/.test(first)) return rowsOfCells(pipedCells(text), rowKey)
  const separator = ['\t', ',', ';'].find((mark) => first.includes(mark))
  const records = separator === undefined ? null : separatedCells(text, separator)
  return records === null ? null : rowsOfCells(records, rowKey)
}

function rowsOfCells(records: readonly (readonly string[])[], rowKey: string): Row[] | null {
  const [heading = [], ...lines] = records
  const names = heading.map((name) =>
    name
      .trim()
      .replace(/^[`"*]+|[`"*]+$/g, '')
      .toLowerCase(),
  )
  if (names.some((name) => COLUMNS.includes(name)) && lines.length > 0) {
    const isWhole = (line: readonly string[]) => line.length === names.length
    return lines.filter(isWhole).map((line) => Object.fromEntries(names.map((name, at) => [name, contentOf(line[at])])))
  }
  const own = records.filter(([key]) => key?.trim() === rowKey)
  return own.length === 0 ? null : own.map(([key, value]) => ({ key: key?.trim(), value: contentOf(value) }))
}

/** JSON as what it holds, other text as it is; in backticks perhaps. */
function contentOf(cell = ''): unknown {
  const text = cell.trim().replace(/^`(.*)`$/s, '$1')
  return /^[{["]/.test(text) ? (parseJson(text) ?? text) : text
}

/** RFC 4180: a cell in quotation marks may have any character in it, its own marks doubled. Null where one stays open. */
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

/** Lines of cells with `|` between them; the line under the heading left out. */
function pipedCells(text: string): string[][] {
  return text
    .split('\n')
    .map((line) => line.trim().replace(/^\||\|$/g, ''))
    .filter((line) => line.includes('|') && !/^[\s|:+-]*$/.test(line))
    .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.replaceAll('\\|', '|').trim()))
}

/** A text in single quotation marks, a parenthesis, a comma. */
const SQL_TOKEN = /'([^']*(?:''[^']*)*)'|[(),]|[^'(),]+/g

/** The rows of `INSERT … (columns) VALUES (…), (…)`; of any other statement the texts, known by their form. */
function rowsOfSql(text: string): Row[] | null {
  const insert = /\binsert\s+into\s+[\w".]{1,200}\s*\(([^()]{1,500})\)\s*values\b/i.exec(text)
  const rows =
    insert === null
      ? [rowByForm(textsOfSql(text))]
      : rowsOfInsert(text.slice(insert.index + insert[0].length), insert[1])
  const found = rows.filter((row) => 'value' in row || 'access_token' in row)
  return found.length === 0 ? null : found
}

function rowsOfInsert(values: string, columns = ''): Row[] {
  const names = columns.split(',').map((name) => name.trim().replaceAll('"', '').toLowerCase())
  const rows: Row[] = []
  let cells: unknown[] = []
  let cell: unknown = null
  let depth = 0
  for (const [whole, quoted] of values.matchAll(SQL_TOKEN)) {
    if (quoted !== undefined) cell = contentOf(quoted.replaceAll("''", "'"))
    else if (whole === '(') depth += 1
    else if (whole === ')') depth -= 1
    if (depth <= 1 && (whole === ',' || whole === ')')) {
      if (depth === 1 || whole === ')') cells.push(cell)
      cell = null
    }
    if (depth === 0 && cells.length > 0) {
      rows.push(Object.fromEntries(names.map((name, at) => [name, cells[at]])))
      cells = []
    }
  }
  return rows
}

function textsOfSql(text: string): unknown[] {
  return [...text.matchAll(SQL_TOKEN)].flatMap(([, quoted]) =>
    quoted === undefined ? [] : [contentOf(quoted.replaceAll("''", "'"))],
  )
}

function rowByForm(texts: readonly unknown[]): Row {
  const value = texts.find((each) => typeof each === 'object' && each !== null)
  const key = texts.find((each) => typeof each === 'string' && /^\w{1,100}$/.test(each))
  return value === undefined ? {} : { ...(key === undefined ? {} : { key }), value }
}
