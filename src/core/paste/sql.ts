import { isObject, parseJson } from './json.ts'

type Row = Readonly<Record<string, unknown>>

interface SqlToken {
  readonly kind: 'text' | 'word' | 'mark'
  readonly is: string
}

/** Deeper than any statement nests its calls. */
const deepest = 50

const beginsPattern =
  /^(?:--[^\n]*\n|\/\*[^*]*\*\/|begin(?:[ \t]+\w+)?[ \t]*;|\s)*(?:insert\s+into|update|select|with|upsert)\s/i
const writesPattern = /\b(?:insert\s+into\s+\S+|update\s+\S+\s+set\s)/i

// A comment, a text in single quotation marks (with backslashes after `E`), a name in double ones, a word, or a mark.
const lexeme =
  /\s+|--[^\n]*|\/\*[^*]*\*+(?:[^/*][^*]*\*+)*\/|\bE'((?:[^'\\]|\\[\s\S]|'')*)'|'((?:[^']|'')*)'|"((?:[^"]|"")*)"|\$(\w*)\$|(\$?\w+(?:\.\d+)?)|(::|\|\||[\s\S])/giy

/** True if a text begins like a statement that may hold the row. */
export const isSql = (text: string): boolean => beginsPattern.test(text)

/**
 * The rows in PostgreSQL statements: those that an INSERT or an UPDATE writes, and those that a SELECT spells out; with texts in
 * every form of quotation marks, casts, `||`, and the functions that build or change JSON. 'cut-off' if a text stays open in a
 * statement that writes; null if there is no row. Never throws.
 */
export function rowsOfSql(text: string): Row[] | 'cut-off' | null {
  const tokens = tokensOf(text)
  if (tokens === null) return writesPattern.test(text) ? 'cut-off' : null
  try {
    const rows = statementsIn(tokens).flatMap((statement) => new Statement(statement).rows())
    const found = rows.filter((row) => isObject(row['value']) || 'access_token' in row || isText(row['value']))
    return found.length === 0 ? null : found
  } catch (error) {
    if (error instanceof TooDeep) return null
    throw error
  }
}

const isText = (value: unknown) => typeof value === 'string' && value !== ''

class TooDeep extends Error {}

function tokensOf(text: string): SqlToken[] | null {
  const tokens: SqlToken[] = []
  lexeme.lastIndex = 0
  for (let found = lexeme.exec(text); found !== null; found = lexeme.exec(text)) {
    const [, escaped, plain, name, tag, word, mark] = found
    if (escaped !== undefined) tokens.push({ kind: 'text', is: unescaped(escaped) })
    else if (plain !== undefined) tokens.push({ kind: 'text', is: plain.replaceAll("''", "'") })
    else if (name !== undefined) tokens.push({ kind: 'word', is: name.toLowerCase() })
    else if (tag !== undefined) {
      const end = text.indexOf(found[0], lexeme.lastIndex)
      if (end < 0) return null
      tokens.push({ kind: 'text', is: text.slice(lexeme.lastIndex, end) })
      lexeme.lastIndex = end + found[0].length
    } else if (word !== undefined) tokens.push({ kind: 'word', is: word.toLowerCase() })
    else if (mark === "'" || mark === '"') return null
    else if (mark !== undefined) tokens.push({ kind: 'mark', is: mark })
    if (lexeme.lastIndex >= text.length) break
  }
  return tokens
}

function unescaped(body: string): string {
  const control: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' }
  return body.replace(/\\([\s\S])|''/g, (_, letter?: string) =>
    letter === undefined ? "'" : (control[letter] ?? letter),
  )
}

function statementsIn(tokens: readonly SqlToken[]): SqlToken[][] {
  const statements: SqlToken[][] = [[]]
  for (const token of tokens) {
    if (token.kind === 'mark' && token.is === ';') statements.push([])
    else statements.at(-1)?.push(token)
  }
  return statements
}

/** Parses a text that is JSON; gives any other text unchanged. */
function contentOf(text: string): unknown {
  return /^\s*[{["]/.test(text) ? (parseJson(text) ?? text) : text
}

/** One statement, from its first word. */
class Statement {
  private readonly tokens: readonly SqlToken[]
  private at = 0

  constructor(tokens: readonly SqlToken[]) {
    this.tokens = tokens
  }

  rows(): Row[] {
    const values = this.placeOf('values')
    if (this.placeOf('insert') >= 0 && values >= 0) return this.inserted(values)
    const set = this.placeOf('set')
    return this.placeOf('update') >= 0 && set >= 0 ? this.updated(set) : this.spelledOut()
  }

  private inserted(values: number): Row[] {
    const open = this.tokens.findIndex(({ kind, is }) => kind === 'mark' && is === '(')
    const names = this.tokens.slice(open, values).flatMap(({ kind, is }) => (kind === 'word' ? [is] : []))
    const rows: Row[] = []
    this.at = values + 1
    while (this.takes('(')) {
      const cells = this.list(')', 0)
      rows.push(open < values ? Object.fromEntries(names.map((name, at) => [name, cells[at]])) : rowByForm(cells))
      this.takes(',')
    }
    return rows
  }

  private updated(set: number): Row[] {
    const row: Record<string, unknown> = {}
    this.at = set + 1
    do {
      const name = this.word() ?? ''
      const field = this.takes('[') ? this.list(']', 0)[0] : undefined
      if (!this.takes('=')) break
      const value = this.expression(0)
      this.skipTo([',', 'where', 'from', 'returning'])
      if (field === undefined) row[name] = value
      else row[name] = { ...(isObject(row[name]) ? row[name] : {}), [String(field)]: value }
    } while (this.takes(','))
    return [{ ...this.keyInWhere(), ...row }]
  }

  private spelledOut(): Row[] {
    const texts = this.tokens.flatMap(({ kind, is }) => (kind === 'text' ? [contentOf(is)] : []))
    const value = texts.find(isObject)
    return value === undefined ? [] : [{ ...this.keyInWhere(), value }]
  }

  /** The key in `key = '…'` or `key in ('…')`. */
  private keyInWhere(): Row {
    for (const [place, { is }] of this.tokens.entries()) {
      if (is !== 'key') continue
      const [sign, next, after] = this.tokens.slice(place + 1, place + 4)
      const text = sign?.is === '=' ? next : sign?.is === 'in' ? after : undefined
      if (text?.kind === 'text') return { key: text.is }
    }
    return {}
  }

  private expression(depth: number): unknown {
    if (depth > deepest) throw new TooDeep()
    let value = this.term(depth)
    while (this.takes('||')) {
      const more = this.term(depth)
      const whole = [value, more].filter(isObject)
      value = whole.length === 0 ? null : Object.assign({}, ...whole)
    }
    return value
  }

  private term(depth: number): unknown {
    let value: unknown = null
    const token = this.tokens[this.at]
    if (token?.kind === 'text') {
      this.at += 1
      value = contentOf(token.is)
    } else if (this.takes('(')) value = this.list(')', depth + 1)[0]
    else if (token?.kind === 'word') {
      this.at += 1
      const next = this.tokens[this.at]
      if (/^\d/.test(token.is)) value = Number(token.is)
      else if (next?.kind === 'text') return this.term(depth)
      else if (this.takes('(')) value = valueOfCall(token.is, this.list(')', depth + 1))
      else if (token.is === 'array' && this.takes('[')) value = this.list(']', depth + 1)
      else while (this.takes('.')) this.at += 1
    }
    while (this.takes('::')) this.at += 1
    return value
  }

  /** Expressions separated by commas, up to the closing mark. */
  private list(end: string, depth: number): unknown[] {
    const values: unknown[] = []
    while (this.at < this.tokens.length && !this.takes(end)) {
      if (this.takes(',')) continue
      values.push(this.expression(depth))
      this.skipTo([',', end])
    }
    return values
  }

  /** Skips to one of these, passing over everything in parentheses or brackets. */
  private skipTo(ends: readonly string[]): void {
    for (let open = 0; this.at < this.tokens.length; this.at += 1) {
      const { kind, is } = this.tokens[this.at] as SqlToken
      if (open === 0 && kind !== 'text' && ends.includes(is)) return
      if (kind === 'mark' && (is === '(' || is === '[')) open += 1
      if (kind === 'mark' && (is === ')' || is === ']')) open -= 1
    }
  }

  private placeOf(word: string): number {
    return this.tokens.findIndex(({ kind, is }) => kind === 'word' && is === word)
  }

  private word(): string | null {
    const token = this.tokens[this.at]
    if (token?.kind !== 'word') return null
    this.at += 1
    return token.is
  }

  private takes(mark: string): boolean {
    const token = this.tokens[this.at]
    if (token?.kind !== 'mark' || token.is !== mark) return false
    this.at += 1
    return true
  }
}

function valueOfCall(name: string, given: readonly unknown[]): unknown {
  if (/^jsonb?_build_object$/.test(name)) {
    const names = given.filter((_, at) => at % 2 === 0)
    return Object.fromEntries(names.map((field, at) => [String(field), given[at * 2 + 1]]))
  }
  if (/^jsonb_set(_lax)?$/.test(name)) {
    const [target, path, value] = given
    const field = Array.isArray(path) ? path[0] : /^\{"?(\w+)"?\}$/.exec(String(path))?.[1]
    const isDeep = Array.isArray(path) && path.length > 1
    const before = isObject(target) ? target : {}
    return typeof field === 'string' && !isDeep ? { ...before, [field]: value } : before
  }
  return /^(to_jsonb?|jsonb?|cast|coalesce)$/.test(name) ? given[0] : null
}

function rowByForm(cells: readonly unknown[]): Row {
  const value = cells.find(isObject)
  const key = cells.find((each) => typeof each === 'string' && /^\w{1,100}$/.test(each))
  return value === undefined ? {} : { ...(key === undefined ? {} : { key }), value }
}
