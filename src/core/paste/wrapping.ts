const FENCE = '```'

/** Pairs of marks that stand around what was quoted. */
const PAIRS: readonly (readonly [string, string])[] = [
  ['"', '"'],
  ["'", "'"],
  ['`', '`'],
]

/**
 * The same text as it may have been before somebody wrapped it: each reading is worth a try where those before it say
 * nothing. First without a code fence, the marks of a quotation and quotation marks around the whole; then as it is; then
 * with straight quotation marks for typographic ones; then with the headers that were commented out. Goes over the text a
 * few times.
 */
export function* readingsOf(text: string): Generator<string> {
  const bare = unwrapped(text)
  yield bare
  if (bare !== text) yield text
  const straight = unwrapped(straightened(bare))
  if (straight !== bare) yield straight
  const uncommented = straight.replace(/^[ \t]*(?:\/\/|#)[ \t]*(?=["'`]?[\w-]{1,60}["'`]?[ \t]*:)/gm, '')
  if (uncommented !== straight) yield uncommented
}

/** Without what a message, a page or a terminal puts around what was copied; in several layers, perhaps. */
function unwrapped(text: string): string {
  let inner = text
  for (let layer = 0; layer < 4; layer += 1) {
    const before = inner
    inner = unquoted(unfenced(unmarked(inner))).trim()
    if (inner === before) break
  }
  return inner
}

/** Marks of a quotation (`> `) before every line; of a terminal, before every line that goes on. */
function unmarked(text: string): string {
  if (!text.includes('>')) return text
  if (text.startsWith('>') && /^(?:[ \t]*>[^\n]*(?:\n|$)|[ \t]*(?:\n|$))+$/.test(text)) {
    return text.replace(/^[ \t]*>+[ \t]?/gm, '')
  }
  return text.replace(/\\\n> /g, '\\\n')
}

/** What stands in the one code fence, without the name of its language; an address in the words around it may be the token's own. */
function unfenced(text: string): string {
  const open = text.indexOf(FENCE)
  const close = text.lastIndexOf(FENCE)
  if (open < 0 || close < open + FENCE.length) return text
  const inner = text.slice(open + FENCE.length, close)
  if (inner.includes(FENCE) || /:\/\//.test(text.slice(0, open) + text.slice(close))) return text
  return inner.replace(/^[\w.+-]{0,30}[ \t]*\n/, '')
}

function unquoted(text: string): string {
  const plain = text.replace(/[,;]$/, '')
  for (const [open, close] of PAIRS) {
    if (plain.length < 2 || !plain.startsWith(open) || !plain.endsWith(close)) continue
    const inner = plain.slice(1, -1)
    if (!inner.includes(open)) return inner
  }
  return text
}

/** Typographic quotation marks as straight ones; a long dash before an option as the two short ones it was. */
function straightened(text: string): string {
  return text
    .replace(/[“”„‟″＂]/g, '"')
    .replace(/«[ \t]?|[ \t]?»/g, '"')
    .replace(/[‘’‚‛′‹›]/g, "'")
    .replace(/(?<=\s)[–—](?=[a-z])/g, '--')
    .replace(/(?<=\s)[–—](?=[A-Z]\s)/g, '-')
}
