import type { Plugin } from 'vite'

/** A raw text, in which an escape would be read as written; else a character that V8 does not keep in one byte. */
const rawOrWide = /String\.raw`(?:[^`\\]|\\[\s\S])*`|[^\0-\xff]/g
const wide = /[^\0-\xff]/g

/**
 * Writes characters beyond Latin-1 as escapes. V8 keeps the source of what it has loaded for as long as it runs, in one byte for each
 * character, or in two for all of them if a single one needs two: one typographic apostrophe doubles the memory of a file.
 */
export function oneByteFiles(): Plugin {
  return {
    name: 'one-byte-files',
    // Of what is minified: nothing but strings and regular expressions holds such characters there.
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) if (file.type === 'chunk') file.code = inOneByte(file.code)
    },
  }
}

/** The same JavaScript; raw texts have such a character put in as a value. */
export function inOneByte(code: string): string {
  return code.replace(rawOrWide, (found) =>
    found.length > 1 ? found.replace(wide, (character) => `\${'${escaped(character)}'}`) : escaped(found),
  )
}

const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
