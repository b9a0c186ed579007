import { type Language, languages } from '../languages.ts'
import { catalogues, type MessageKey } from './index.ts'

/** Gives a text of the person's language, its `{names}` filled in. */
export type Say = (key: MessageKey, values?: Readonly<Record<string, string | number>>) => string

/**
 * Gives the function that turns a key of the command line's own catalogue into a text of that language. Its messages have
 * plain names only: what reads ICU's plurals takes longer to load than the requests of `status` take to answer, so a
 * number chooses its key itself, see `numbered`.
 */
export function speaker(language: Language): Say {
  return (key, values = {}) => catalogues[language][key].replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ''))
}

/** The ending of a key for this number of things: English counts 0 as many, French as one. */
export function numbered(count: number, language: Language): 'one' | 'many' {
  return count === 1 || (count === 0 && languages[language].countsZeroAsOne) ? 'one' : 'many'
}
