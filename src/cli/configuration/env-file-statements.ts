/** One statement of a file of variables. Lines are counted from 1. */
export type Statement = Setting | Unreadable

/** A name and its value; null for a name alone, without `=`. References in the value stand as written. */
export interface Setting {
  readonly kind: 'setting'
  readonly line: number
  readonly name: string
  readonly value: string | null
}

/** Text that breaks the grammar, from its first line to its last. */
export interface Unreadable {
  readonly kind: 'unreadable'
  readonly line: number
  readonly text: string
}

// The white space of Python's patterns, which differs from JavaScript's; a blank is one that does not end the line.
const spaceClass = '\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000'
const spaceText = `[${spaceClass}]`
const blankClass = `(?!\\n)${spaceText}`

const pattern = (source: string) => new RegExp(source, 'y')
const spaces = pattern(`${spaceText}*`)
const exported = pattern(`export(?:${blankClass})+`)
const quotedName = pattern("'([^']+)'")
const plainName = pattern(`[^=#${spaceClass}]+`)
const blanks = pattern(`(?:${blankClass})*`)
const equals = pattern(`=(?:${blankClass})*`)
const singleQuoted = pattern("'((?:\\\\'|[^'])*)'")
const doubleQuoted = pattern('"((?:\\\\"|[^"])*)"')
const restOfLine = pattern('[^\\n]*')
const end = pattern(`(?:(?:${blankClass})*#[^\\n]*)?(?:${blankClass})*(?:\\n|$)`)
const comment = new RegExp(`${spaceText}+#.*`)
const trailing = new RegExp(`${spaceText}+$`)

const escaped: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
}

/**
 * The statements of a file of variables, by the grammar of python-dotenv: the same file feeds Python programs (see
 * docs/decisions/0021-env-files-are-read-as-python-reads-them.md). Takes its text with `\n` for line ends. Never throws.
 */
export function statementsOf(text: string): Statement[] {
  const statements: Statement[] = []
  let at = 0
  let counted = 0
  let line = 1

  /** Takes the match of a pattern at this place and moves past it; null, without moving, if there is none. */
  const take = (sought: RegExp): string | null => {
    sought.lastIndex = at
    const found = sought.exec(text)
    if (found === null) return null
    at = sought.lastIndex
    return found[1] ?? found[0]
  }
  const lineAt = (place: number) => {
    for (; counted < place; counted += 1) if (text.charAt(counted) === '\n') line += 1
    return line
  }
  /** Takes the value at this place; null if a quotation mark stays open. */
  const takeValue = (): string | null => {
    const quote = text.charAt(at)
    if (quote === "'") return take(singleQuoted)?.replace(/\\([\\'])/g, '$1') ?? null
    if (quote !== '"') return (take(restOfLine) ?? '').replace(comment, '').replace(trailing, '')
    return take(doubleQuoted)?.replace(/\\([\\'"abfnrtv])/g, (_, letter: string) => escaped[letter] ?? letter) ?? null
  }
  /** Takes the statement at this place; null if it breaks the grammar. */
  const takeStatement = (from: number): Statement | 'comment' | null => {
    take(exported)
    const isComment = text.charAt(at) === '#'
    const name = isComment ? '' : take(text.charAt(at) === "'" ? quotedName : plainName)
    if (name === null) return null
    take(blanks)
    const hasValue = take(equals) !== null
    const value = hasValue ? takeValue() : null
    if ((hasValue && value === null) || take(end) === null) return null
    return isComment ? 'comment' : { kind: 'setting', line: lineAt(from), name, value }
  }

  for (take(spaces); at < text.length; take(spaces)) {
    const from = at
    const statement = takeStatement(from)
    if (statement === null) {
      take(restOfLine)
      statements.push({ kind: 'unreadable', line: lineAt(from), text: text.slice(from, at) })
    } else if (statement !== 'comment') {
      statements.push(statement)
    }
  }
  return statements
}
