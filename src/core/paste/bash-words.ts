import { closingQuote } from './closing-quote.ts'

const control: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  E: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
}

const endsCommandText = '\n;&|'

/**
 * Splits a text into shell commands and those into words, with quotes and escapes resolved as bash does (`'…'`, `"…"`, `$'…'`,
 * `\`); variables stay as written. Commands end at a line's end, `;`, `&` and `|`. Gives null for what a copied request never
 * has: an open quote, or a redirected input or output.
 */
export function bashCommands(text: string): string[][] | null {
  const commands: string[][] = [[]]
  const plain = /[^\s'"\\$;&|<>#]+/y
  let word: string | null = null
  let at = 0

  const endWord = () => {
    if (word !== null) commands.at(-1)?.push(word)
    word = null
  }

  while (at < text.length) {
    plain.lastIndex = at
    const run = plain.exec(text)?.[0]
    if (run !== undefined) {
      word = (word ?? '') + run
      at += run.length
      continue
    }
    const isAnsi = text.startsWith("$'", at)
    if (isAnsi || text.startsWith('$"', at)) at += 1
    const character = text.charAt(at)
    const endsCommand = endsCommandText.includes(character)
    if (character === "'" || character === '"') {
      const end = character === "'" && !isAnsi ? text.indexOf("'", at + 1) : closingQuote(text, at + 1, character)
      if (end < 0) return null
      const body = text.slice(at + 1, end)
      word = (word ?? '') + (isAnsi ? ansiText(body) : character === '"' ? doubleQuotedText(body) : body)
      at = end + 1
    } else if (character === '\\') {
      if (text.charAt(at + 1) !== '\n') word = (word ?? '') + text.charAt(at + 1)
      at += 2
    } else if (character === '<' || character === '>') {
      return null
    } else if (character === '#' && word === null) {
      at = text.indexOf('\n', at)
      if (at < 0) break
    } else if (endsCommand || character.trim() === '') {
      endWord()
      if (endsCommand && commands.at(-1)?.length !== 0) commands.push([])
      at += 1
    } else {
      word = (word ?? '') + character
      at += 1
    }
  }
  endWord()
  return commands
}

function doubleQuotedText(body: string): string {
  return body.replace(/\\([$`"\\\n])/g, (_, escaped: string) => (escaped === '\n' ? '' : escaped))
}

function ansiText(body: string): string {
  return body.replace(
    /\\(?:x([\da-f]{1,2})|u([\da-f]{1,4})|U([\da-f]{1,8})|([0-7]{1,3})|([\s\S]))/gi,
    (_, x?: string, u?: string, long?: string, octal?: string, letter?: string) => {
      const hex = x ?? u ?? long
      if (hex !== undefined) return codePoint(Number.parseInt(hex, 16))
      if (octal !== undefined) return codePoint(Number.parseInt(octal, 8))
      return control[letter ?? ''] ?? letter ?? ''
    },
  )
}

function codePoint(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd'
}
