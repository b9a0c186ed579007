/**
 * The index of the quotation mark that closes a text: the first unescaped `quote` from `from` on, or -1. Goes over the text once.
 */
export function closingQuote(text: string, from: number, quote: '"' | "'" | '`', escapedBy: '\\' | '`' = '\\'): number {
  const special = new RegExp(`[${quote}\\${escapedBy}]`, 'g')
  special.lastIndex = from
  for (let found = special.exec(text); found !== null; found = special.exec(text)) {
    if (found[0] === quote) return found.index
    special.lastIndex = found.index + 2
  }
  return -1
}
