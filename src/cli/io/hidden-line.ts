const pasteBegins = '\u001b[200~'
const pasteEnds = '\u001b[201~'

/** The effect of a key: more is awaited, the text is complete, or the person gave up. */
export type Typed = 'more' | 'done' | 'given-up'

/**
 * A text that is typed or pasted unseen, as it grows. Enter ends it; but inside a bracketed paste, or before more text in the
 * same chunk, a line end belongs to the text, because a command copied as cURL has several lines.
 */
export class HiddenLine {
  #text = ''
  #isPasting = false

  get text(): string {
    return this.#text
  }

  /** Takes a chunk from the terminal in raw mode. */
  take(chunk: string): Typed {
    let rest = chunk
    while (rest !== '') {
      const marker = this.#isPasting ? pasteEnds : pasteBegins
      if (rest.startsWith(marker)) {
        this.#isPasting = !this.#isPasting
        rest = rest.slice(marker.length)
        continue
      }
      const [character = ''] = rest
      rest = rest.slice(character.length)
      const typed = this.#isPasting ? this.#add(character) : this.#key(character, rest === '')
      if (typed !== 'more') return typed
    }
    return 'more'
  }

  #key(character: string, isLast: boolean): Typed {
    switch (character) {
      case '\u0003':
        return 'given-up'
      case '\u0004':
        return 'done'
      case '\u007f':
      case '\b':
        this.#text = [...this.#text].slice(0, -1).join('')
        return 'more'
      case '\u0015':
        this.#text = ''
        return 'more'
      case '\r':
      case '\n':
        return isLast ? 'done' : this.#add('\n')
      default:
        return this.#add(character)
    }
  }

  #add(character: string): Typed {
    this.#text += character === '\r' ? '\n' : character
    return 'more'
  }
}
