/**
 * Splits a text into commands of Windows' cmd.exe and those into words. Two parsers take turns: cmd.exe removes the carets and
 * finds where a command ends; then the program splits the rest by the rules of Microsoft's C runtime. Gives null if a quote stays
 * open.
 */
export function cmdCommands(text: string): string[][] | null {
  const commands: string[][] = []
  for (const line of commandLines(text)) {
    const words = wordsOf(line)
    if (words === null) return null
    commands.push(words)
  }
  return commands
}

function commandLines(text: string): string[] {
  const lines: string[] = []
  const plain = /[^^"&|\n]+/y
  let line = ''
  let quoted = false
  let at = 0

  while (at < text.length) {
    plain.lastIndex = at
    const run = plain.exec(text)?.[0]
    if (run !== undefined) {
      line += run
      at += run.length
      continue
    }
    const character = text.charAt(at)
    if (character === '^' && !quoted) {
      // A caret removes a line's end, and makes any other character after it an ordinary one.
      const escaped = text.charAt(at + 1) === '\n' ? at + 2 : at + 1
      line += text.charAt(escaped)
      at = escaped + 1
      continue
    }
    if (character === '"') quoted = !quoted
    if (character === '\n' || (!quoted && (character === '&' || character === '|'))) {
      lines.push(line)
      line = ''
      quoted = false
    } else {
      line += character
    }
    at += 1
  }
  return [...lines, line].filter((each) => each.trim() !== '')
}

function wordsOf(line: string): string[] | null {
  const words: string[] = []
  const plain = /[^ \t"\\]+/y
  const backslashes = /\\+/y
  let word: string | null = null
  let quoted = false
  let at = 0

  while (at < line.length) {
    plain.lastIndex = at
    backslashes.lastIndex = at
    const run = plain.exec(line)?.[0]
    const slashes = run === undefined ? backslashes.exec(line)?.[0] : undefined
    const character = line.charAt(at)
    if (run !== undefined) {
      word = (word ?? '') + run
      at += run.length
    } else if (slashes !== undefined) {
      // Backslashes are literal unless a quotation mark follows: then each pair is one, and an odd one escapes the mark.
      at += slashes.length
      const beforeQuote = line.charAt(at) === '"'
      const isOdd = beforeQuote && slashes.length % 2 === 1
      word = (word ?? '') + (beforeQuote ? '\\'.repeat(slashes.length >> 1) : slashes) + (isOdd ? '"' : '')
      if (isOdd) at += 1
    } else if (character === '"') {
      const isDoubled = quoted && line.charAt(at + 1) === '"'
      word = (word ?? '') + (isDoubled ? '"' : '')
      if (!isDoubled) quoted = !quoted
      at += isDoubled ? 2 : 1
    } else {
      if (quoted) word = (word ?? '') + character
      else if (word !== null) {
        words.push(word)
        word = null
      }
      at += 1
    }
  }
  if (word !== null) words.push(word)
  return quoted ? null : words
}
