import { closingQuote } from './closing-quote.ts'

/** Deeper than any copied literal. */
const deepest = 100

/** A placeholder for a value that only a running program knows. */
export const computedValue = '<computed>'

const skipped = /(?:\s+|\/\/[^\n]*|#[^\n]*|\/\*[\s\S]*?(?:\*\/|$))+/y
const namePattern = /[\w$][\w$.-]*/y
const prefix = /[bfruBFRU]{1,2}(?=["'])/y
const opening = '{[('
const closingText = '}])'

const words: Readonly<Record<string, unknown>> = { true: true, True: true, false: false, False: false }
const control: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', '\n': '' }

/**
 * The values that a text of JavaScript or Python writes out, separated by commas: JSON, and besides it every kind of quotation
 * mark, unquoted names, comments, extra commas, `None`, and texts joined by `+`. An expression counts as null, or as
 * `computedValue` inside a text. Null if the text breaks off or is nothing of the kind. Goes over the text once; never throws.
 */
export function literalsIn(text: string): unknown[] | null {
  let at = 0

  const take = (pattern: RegExp): string | null => {
    pattern.lastIndex = at
    const found = pattern.exec(text)?.[0] ?? null
    if (found !== null) at = pattern.lastIndex
    return found
  }
  const next = () => {
    take(skipped)
    return text.charAt(at)
  }
  const isQuote = (character: string) => character === '"' || character === "'" || character === '`'

  function values(end: string, depth: number): unknown[] {
    const found: unknown[] = []
    for (let character = next(); character !== end; character = next()) {
      if (character === '' || closingText.includes(character)) throw new NoLiteral()
      if (character === ',') at += 1
      else found.push(value(depth))
    }
    at += 1
    return found
  }

  function object(depth: number): Record<string, unknown> {
    const found: [string, unknown][] = []
    for (let character = next(); character !== '}'; character = next()) {
      if (character === '' || closingText.includes(character)) throw new NoLiteral()
      if (character === ',') {
        at += 1
        continue
      }
      take(prefix)
      const name = isQuote(text.charAt(at)) ? quoted() : take(namePattern)
      if (name === null) {
        skipExpression()
        continue
      }
      next()
      if (take(/=>|:=|[:=]/y) !== null) found.push([name, value(depth)])
      else skipExpression()
    }
    at += 1
    return Object.fromEntries(found)
  }

  function value(depth: number): unknown {
    if (depth > deepest) throw new NoLiteral()
    const character = next()
    let found: unknown = null
    take(prefix)
    if (isQuote(text.charAt(at))) found = joined(quoted())
    else if (character === '{') {
      at += 1
      found = object(depth + 1)
    } else if (character === '[') {
      at += 1
      found = values(']', depth + 1)
    } else if (take(/new\s+Headers\(|Headers\(/y) !== null) {
      found = values(')', depth + 1)[0]
    } else {
      const word = take(/-?[\w$.]+/y)
      if (word !== null && Object.hasOwn(words, word)) found = words[word]
      else if (word !== null && Number.isFinite(Number(word))) found = Number(word)
    }
    const isWhole = skipExpression()
    if (isWhole) return found
    if (typeof found === 'string') return found + computedValue
    // The code after an object that is the whole text may name its destination.
    return depth > 0 ? found : null
  }

  function quoted(): string {
    const quote = text.charAt(at) as '"' | "'" | '`'
    const end = closingQuote(text, at + 1, quote)
    if (end < 0) throw new NoLiteral()
    const body = text.slice(at + 1, end)
    at = end + 1
    return body.replace(
      /\\(?:u([\da-fA-F]{4})|x([\da-fA-F]{2})|([\s\S]))/g,
      (_, u?: string, x?: string, letter = '') =>
        (u ?? x) === undefined ? (control[letter] ?? letter) : String.fromCharCode(Number.parseInt(u ?? x ?? '', 16)),
    )
  }

  /** A text, and the texts that `+` or mere space joins to it. */
  function joined(first: string): string {
    let whole = first
    for (;;) {
      const before = at
      next()
      const plus = take(/\+\s*/y)
      take(prefix)
      if (!isQuote(text.charAt(at)) || (plus === null && at === before)) {
        at = before
        return whole
      }
      whole += quoted()
    }
  }

  /** Skips to the end of a value; true if only space and comments came before that end. */
  function skipExpression(): boolean {
    const open: string[] = []
    let isEmpty = true
    for (let character = next(); character !== ''; character = next()) {
      if (open.length === 0 && (character === ',' || closingText.includes(character))) return isEmpty
      isEmpty = false
      if (isQuote(character)) quoted()
      else {
        if (opening.includes(character)) open.push(character)
        else if (closingText.includes(character)) open.pop()
        at += 1
      }
    }
    if (open.length > 0) throw new NoLiteral()
    return isEmpty
  }

  try {
    const found: unknown[] = []
    while (next() !== '') {
      if (closingText.includes(text.charAt(at))) return null
      if (text.charAt(at) === ',') at += 1
      else found.push(value(0))
    }
    return found
  } catch (error) {
    if (error instanceof NoLiteral) return null
    throw error
  }
}

class NoLiteral extends Error {}
