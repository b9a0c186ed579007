type Record_ = readonly (readonly [name: string, value: string])[]

/** The line between two records, as psql (`-[ RECORD 1 ]-`, in any language) or mysql (`*** 1. row ***`) draws it. */
const separator = /^[ \t]*(?:\+?[-─═]*\[ ?\D{1,30} \d+ ?\][-─═+┼]*|\*{3,} ?\d+\. row ?\*{3,}|\* \S{1,30} \d+)[ \t]*$/

/** A database client's messages beside its results, and the lines that it draws. */
const said =
  /^[ \t]*(?:\w*(?:[=\-(*!'"]?[=>#]|>)[#>]?[ \t].*|\w{0,40}=[#>]|\(\d+ \D{1,12}\)|\d+ rows? in set.*|Expanded display is \w+\.|Time: .*|[|+:=\-\s\u2500-\u257f]*)[ \t]*$/u

/** Replaces bars of every kind with the ordinary one, and drops the lines that hold no cell. */
export function plainDisplay(text: string): string {
  if (!/[|│┃║]|[-─*]{2}|=[ \t]/.test(text)) return text
  return text
    .split('\n')
    .map((line) => line.replace(/[│┃║]/g, '|'))
    .filter((line) => separator.test(line) || !said.test(line) || /\|[ \t]*\S/.test(line.replace(/^[ \t]*\|/, '')))
    .join('\n')
}

/**
 * The records of a display that has each column on a line of its own: `name | value`, `name: value` or `name = value`. Null for
 * any other text: a line between records or a column named `value` is required.
 */
export function expandedRecords(display: string): Record_[] | null {
  const records: [string, string][][] = [[]]
  let isSeparated = false
  for (const line of display.split('\n')) {
    if (separator.test(line)) {
      isSeparated = true
      records.push([])
      continue
    }
    const framed = /^[ \t]*\|.*\|[ \t]*$/.test(line)
    const inner = framed ? line.replace(/^[ \t]*\|/, '').replace(/\|[ \t]*$/, '') : line
    const [, name, value = ''] = /^[ \t]*([\w?]{0,63})[ \t]*(?:\||[:=](?=[ \t]))(.*)$/.exec(inner) ?? []
    if (name === undefined) return null
    const last = records.at(-1)?.at(-1)
    if (name !== '') records.at(-1)?.push([name.toLowerCase(), value.trim()])
    else if (last === undefined) return null
    else last[1] = `${withoutPlus(last[1])}\n${value.trim()}`
  }
  const found = records.filter((record) => record.length > 0)
  const isOne = found.length === 1 && found[0]?.some(([name]) => name === 'value')
  const isNamed = found.every((record) => new Set(record.map(([name]) => name)).size === record.length)
  const isHeading = found[0]?.[0]?.[0] === 'key' && found[0][0][1].startsWith('value')
  return found.length > 0 && isNamed && !isHeading && (isSeparated || isOne) ? found : null
}

/** Removes psql's mark of a value that continues. */
export function withoutPlus(text: string): string {
  return text.replace(/[ \t]*\+$/, '')
}
