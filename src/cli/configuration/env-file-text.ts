/** The text of a file of variables, or the first line with a NUL. */
export type EnvFileText = { readonly text: string } | { readonly nulInLine: number }

/** The replacement for a byte of another encoding. */
export const undecodable = '\ufffd'

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be'

/**
 * The text of a file of variables. Takes its bytes: UTF-8, or UTF-16 as PowerShell's `>` writes it, with or without a byte-order
 * mark. Line ends become `\n`, as in Python's text files; bytes that cannot be decoded become `undecodable`. A NUL comes from a
 * shell that appends lines of one encoding to a file of another; such a file is not text.
 */
export function textOfEnvFile(bytes: Uint8Array): EnvFileText {
  const text = new TextDecoder(encodingOf(bytes)).decode(bytes).replace(/\r\n?/g, '\n')
  const nul = text.indexOf('\0')
  return nul < 0 ? { text } : { nulInLine: text.slice(0, nul).split('\n').length }
}

/**
 * The decoder removes the byte-order mark. Without one, an ASCII first character tells the encoding: one of its two bytes is NUL.
 */
function encodingOf([first, second]: Uint8Array): Encoding {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  if (first !== 0 && second === 0) return 'utf-16le'
  return first === 0 && second !== undefined && second !== 0 ? 'utf-16be' : 'utf-8'
}
