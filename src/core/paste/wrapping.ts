import { rejoined } from './broken.ts'

const fenceText = '```'

/** Pairs of marks around a quoted text. */
const pairs: readonly (readonly [string, string])[] = [
  ['"', '"'],
  ["'", "'"],
  ['`', '`'],
  ['<', '>'],
  ['(', ')'],
]

/**
 * The readings of a text: its possible forms before somebody wrapped it, each worth trying if those before it give nothing.
 * Without a code fence, quotation prefixes and quotation marks around the whole; as it is; with straight quotation marks; with
 * entities decoded; with escapes resolved; without Markdown; and with the headers that were commented out. Goes over the text a
 * few times.
 */
export function* readingsOf(text: string): Generator<string> {
  const decoded = withoutEntities(text)
  // If every quotation mark is an entity, the text is certainly HTML.
  const written = rejoined(/["']/.test(text) ? text : decoded)
  // A list of headers is read as headers, because the host is among them.
  const given =
    /authorization|gazelle-api/i.test(written) && headerInList.test(written)
      ? withoutMarkdown(unmarked(written))
      : written
  const bare = unwrapped(given)
  yield bare
  if (bare !== given) yield given
  const straight = unwrapped(straightened(bare))
  if (straight !== bare) yield straight
  if (decoded !== text) yield unwrapped(rejoined(decoded))
  const unescaped = unwrapped(withoutEscapes(straight))
  if (unescaped !== straight) yield unescaped
  const unformatted = unwrapped(withoutMarkdown(straight))
  if (unformatted !== straight) yield unformatted
  const uncommented = straight.replace(/^[ \t]*(?:\/\/|#)[ \t]*(?=["'`]?[\w-]{1,60}["'`]?[ \t]*:)/gm, '')
  if (uncommented !== straight) yield uncommented
}

const headerInList =
  /^[ \t>]*(?:[-*•+‣–]|\d{1,3}[.)]|\|)[ \t]+(?:\[[ x]\][ \t]+)?[*_`]{0,3}(?:host|:authority|authorization|x-gazelle-api-key)\b/im

const entities: Readonly<Record<string, string>> = { quot: '"', apos: "'", lt: '<', gt: '>', nbsp: ' ', amp: '&' }

/** Decodes the entities of a page's source, twice for a text that was encoded twice. */
function withoutEntities(text: string): string {
  const decode = (each: string) =>
    each.replace(
      /&(?:(quot|apos|lt|gt|nbsp|amp)|#(\d{1,5})|#x([\da-f]{1,4}));/gi,
      (whole, name?: string, code?: string, hex?: string) => {
        if (name !== undefined) return entities[name.toLowerCase()] ?? whole
        return String.fromCharCode(code === undefined ? Number.parseInt(hex ?? '', 16) : Number(code))
      },
    )
  return text.includes('&') ? decode(decode(text)) : text
}

/** Resolves the escapes of JSON inside another JSON's string, or inside an address. */
function withoutEscapes(text: string): string {
  if (/^[{[]?\s*\\"|[{,=:]\s*\\"/.test(text)) return text.replace(/\\(["\\/])/g, '$1')
  if (!/^%(?:7B|5B|22)/i.test(text)) return text
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Removes the Markdown of lists, two-column tables, bold and italic words and code. */
function withoutMarkdown(text: string): string {
  // The same marks mean something else in code and JSON.
  if (/[{;]/.test(text) || !/[-*_`|•‣–]|\d[.)]/.test(text)) return text
  return text
    .split('\n')
    .map((line) => {
      const cells = /^\|?[ \t]*([^|\n]{1,80}?)[ \t]*\|[ \t]*([^|\n]{1,9000}?)[ \t]*\|?$/.exec(line)
      const plain = cells === null ? line : `${cells[1]}: ${cells[2]}`
      return plain
        .replace(/^[ \t]*(?:[-*•+‣–][ \t]+|\d{1,3}[.)][ \t]+)(?:\[[ x]\][ \t]+)?/, '')
        .replace(/(\*\*|__)(?=\S)(.{1,9000}?)\1/g, '$2')
        .replace(/^\*(?=\S)([^*]{1,9000})\*/, '$1')
        .replace(/`([^`]{1,9000})`/g, '$1')
        .replace(/\\([_*~`-])/g, '$1')
    })
    .join('\n')
}

/** Removes the wrapping that a message, a page or a terminal adds, in up to four layers. */
function unwrapped(text: string): string {
  let inner = text
  for (let layer = 0; layer < 4; layer += 1) {
    const before = inner
    inner = unquoted(unfenced(unmarked(inner))).trim()
    if (inner === before) break
  }
  return inner
}

/** Removes the marks of a quotation (`> `) before every line, or a terminal's before every continued line. */
function unmarked(text: string): string {
  if (!text.includes('>')) return text
  if (text.startsWith('>') && /^(?:[ \t]*>[^\n]*(?:\n|$)|[ \t]*(?:\n|$))+$/.test(text)) {
    return text.replace(/^[ \t]*>(?:[ \t]?>)*[ \t]?/gm, '')
  }
  return text.replace(/\\\n> /g, '\\\n')
}

/**
 * The content of the only code fence, without its language's name. The text stays as it is if an address stands outside the
 * fence: the token may be meant for that.
 */
function unfenced(text: string): string {
  const open = text.indexOf(fenceText)
  const close = text.lastIndexOf(fenceText)
  if (open < 0 || close < open + fenceText.length) return text
  const inner = text.slice(open + fenceText.length, close)
  if (inner.includes(fenceText) || /:\/\//.test(text.slice(0, open) + text.slice(close))) return text
  return inner.replace(/^[\w.+-]{0,30}[ \t]*\n/, '')
}

function unquoted(text: string): string {
  const plain = text.replace(/[,;]$/, '')
  for (const [open, close] of pairs) {
    if (plain.length < 2 || !plain.startsWith(open) || !plain.endsWith(close)) continue
    const inner = plain.slice(1, -1)
    if (!inner.includes(open)) return inner
  }
  return text
}

/** Straightens typographic quotation marks, and turns a long dash before an option back into its hyphens. */
function straightened(text: string): string {
  return text
    .replace(/[“”„‟″＂]/g, '"')
    .replace(/«[ \t]?|[ \t]?»/g, '"')
    .replace(/[‘’‚‛′‹›]/g, "'")
    .replace(/(?<=\s)[–—](?=[a-z])/g, '--')
    .replace(/(?<=\s)[–—](?=[A-Z]\s)/g, '-')
}
