/**
 * Makes what somebody else wrote fit to be shown: one line, no control or format characters (right-to-left marks… could
 * dress one text up as another), at most `longest` characters. Gives null where nothing is left.
 */
export function oneLine(text: unknown, longest: number): string | null {
  if (typeof text !== 'string') return null
  const clean = text.replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Z}]+/gu, ' ').trim()
  if (clean === '') return null
  const characters = [...clean]
  return characters.length > longest ? `${characters.slice(0, longest - 1).join('')}…` : clean
}
