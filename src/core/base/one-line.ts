/**
 * Makes somebody else's text fit to be shown: one line, no control or format characters (such as right-to-left marks, which could
 * make one text look like another), at most `longest` characters. Gives null if nothing is left.
 */
export function oneLine(text: unknown, longest: number): string | null {
  if (typeof text !== 'string') return null
  const clean = text.replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Z}]+/gu, ' ').trim()
  if (clean === '') return null
  const characters = [...clean]
  return characters.length > longest ? `${characters.slice(0, longest - 1).join('')}…` : clean
}
