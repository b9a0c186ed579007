import { stripVTControlCharacters } from 'node:util'

/** The longest line, in columns; a narrower terminal has its own. */
const widest = 80

/**
 * Breaks the lines of a text at blanks, so that none is longer than `width` columns; lines after a break begin with `hanging`
 * blanks. A no-break space is no blank, and a longer word (a path, an address) stays whole, so that it can be copied. Colours
 * take no room.
 */
export function wrap(text: string, width: number, hanging = 0): string {
  return text
    .split('\n')
    .map((line) => wrapLine(line, width, ' '.repeat(hanging)))
    .join('\n')
}

function wrapLine(line: string, width: number, margin: string): string {
  const [first = '', ...words] = line.match(/ *[^ ]+ *$| *[^ ]+/g) ?? [line]
  const lines = [first]
  for (const word of words) {
    const longer = `${lines.at(-1)}${word}`
    // A blank at the end, as after a question, needs room: what is typed begins after it.
    if (columnsOf(longer) <= width) lines[lines.length - 1] = longer
    else lines.push(`${margin}${word.trimStart()}`)
  }
  return lines.join('\n')
}

const columnsOf = (text: string): number => [...stripVTControlCharacters(text)].length

/** The text as this stream shows it: wrapped on a terminal, and as it is for a program, which reads a sentence as one line. */
export function wrapFor({ isTTY, columns }: NodeJS.WriteStream, text: string, hanging = 0): string {
  return isTTY === true ? wrap(text, Math.min(columns || widest, widest), hanging) : text
}
