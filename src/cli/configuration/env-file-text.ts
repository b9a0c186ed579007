/** The text of a file of variables, or the first line that is no text. */
export type EnvFileText = { readonly text: string } | { readonly nulInLine: number }

/** Where a byte of another encoding stood. */
export const undecodable = '\ufffd'

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be'

/**
 * The text of a file of variables. Takes its bytes: UTF-8, or UTF-16 as PowerShell's `>` writes it, with a byte-order mark
 * or without one. Line ends become `\n`, as Python's text files have them; what cannot be decoded becomes `UNDECODABLE`. A
 * NUL is no text: it is what a shell leaves that adds lines of one encoding to a file of another.
 */
export function textOfEnvFile(bytes: Uint8Array): EnvFileText {
  const text = new TextDecoder(encodingOf(bytes)).decode(bytes).replace(/\r\n?/g, '\n')
  const nul = text.indexOf('\0')
  return nul < 0 ? { text } : { nulInLine: text.slice(0, nul).split('\n').length }
}

/** The decoder takes the mark away. Without one, a first character of ASCII tells: half of its two bytes is NUL. */
function encodingOf([first, second]: Uint8Array): Encoding {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  if (first !== 0 && second === 0) return 'utf-16le'
  return first === 0 && second !== undefined && second !== 0 ? 'utf-16be' : 'utf-8'
}
