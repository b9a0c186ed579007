// A Python dictionary as `str()` and `repr()` write it: programs store it where JSON was meant. Numbers and white space stay as
// they are, so that nothing is lost on the way to JSON and back.

const partText = {
  space: /\s+/y,
  mark: /[{}[\]:,]/y,
  number: /-?\d[\d.eE+-]*/y,
  word: /(?:True|False|None|true|false|null)\b/y,
  text: /u?(?:'[^'\\\n]*(?:\\[^\n][^'\\\n]*)*'|"[^"\\\n]*(?:\\[^\n][^"\\\n]*)*")/y,
} as const

type Kind = keyof typeof partText
const kinds = Object.keys(partText) as Kind[]

const toJson: Readonly<Record<string, string>> = { True: 'true', False: 'false', None: 'null' }
const toPython: Readonly<Record<string, string>> = { true: 'True', false: 'False', null: 'None' }
const letters: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', v: '\v', a: '\x07' }

/** The JSON text of a Python dictionary; null if the text is not one. */
export function jsonOfPython(text: string): string | null {
  return rewritten(text, {
    word: (word) => toJson[word] ?? word,
    text: (literal) => JSON.stringify(unescaped(literal.replace(/^u/, '').slice(1, -1))),
  })
}

/** The Python notation of valid JSON text. */
export function pythonOfJson(text: string): string {
  const written = rewritten(text, {
    word: (word) => toPython[word] ?? word,
    text: (literal) => representation(JSON.parse(literal)),
  })
  return written ?? text
}

function rewritten(text: string, write: Partial<Record<Kind, (part: string) => string>>): string | null {
  const parts: string[] = []
  let at = 0
  while (at < text.length) {
    const found = partAt(text, at)
    if (found === null) return null
    const [kind, part] = found
    parts.push(write[kind]?.(part) ?? part)
    at += part.length
  }
  return parts.join('')
}

function partAt(text: string, at: number): [Kind, string] | null {
  for (const kind of kinds) {
    const pattern = partText[kind]
    pattern.lastIndex = at
    const part = pattern.exec(text)?.[0]
    if (part !== undefined) return [kind, part]
  }
  return null
}

function unescaped(text: string): string {
  return text.replace(
    /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U000([\da-fA-F]{5})|([\s\S]))/g,
    (whole, x?: string, u?: string, long?: string, letter = '') => {
      const digits = x ?? u ?? long
      if (digits !== undefined) return String.fromCodePoint(Number.parseInt(digits, 16))
      return letters[letter] ?? (/['"\\]/.test(letter) ? letter : whole)
    },
  )
}

/** A text in the quotes of Python's `repr`. */
function representation(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'"
  const body = text.replace(/[\\'"\p{Cc}]/gu, (character) => {
    if (character === '\n') return '\\n'
    if (character === '\r') return '\\r'
    if (character === '\t') return '\\t'
    if (character === '\\' || character === quote) return `\\${character}`
    if (/['"]/.test(character)) return character
    return `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`
  })
  return `${quote}${body}${quote}`
}
