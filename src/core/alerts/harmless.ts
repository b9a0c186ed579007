import { oneLine } from '../base/one-line.ts'

const longest = 80

/** What some channel takes for markup, or for calling somebody. */
const markup = /[<>[\]{}*_~`|#\\@^=]+/g

/**
 * Makes somebody else's text, such as a company's name, fit for an alert: one line of at most 80 characters, without markup,
 * and without anything that a channel would make a link of: an alert must lead nowhere on the word of a name. Gives null if
 * nothing is left. Pure.
 */
export function harmless(text: string | null): string | null {
  const plain = oneLine(text, longest)?.replace(markup, ' ')
  // A domain or an address stays readable, and is none any more.
  return oneLine(
    plain?.replace(/[.:](?=\S)/gu, (sign) => `${sign} `),
    longest,
  )
}
