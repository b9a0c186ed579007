import type { Language } from '../languages.ts'
import { type Catalogue, type CommonKey, en } from './en.ts'
import { fr } from './fr.ts'

export type { CommonKey } from './en.ts'

const catalogues: Record<Language, Catalogue> = { en, fr }

/** Turns a key that the app and the command line share into a text. The app's own `Translate` is one. */
export type CommonTranslate = (key: CommonKey, values?: Record<string, string | number>) => string

/**
 * Gives the texts that the command line shares with the app, in a language. What is here is all that the command line carries of the
 * app's texts: whoever words something for both asks for a `CommonTranslate`, and the compiler for its texts in this folder.
 */
export function commonTranslator(language: Language): CommonTranslate {
  return (key, values = {}) => catalogues[language][key].replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ''))
}
