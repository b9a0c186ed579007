import { en } from './en.ts'
import { fr } from './fr.ts'
import type { Language } from './languages.ts'
import { type Translate, translatorOf } from './translate.ts'

export type { Catalogue, MessageKey } from './en.ts'
export { type Language, languageOf } from './languages.ts'
export type { Translate } from './translate.ts'

// Every language at hand, for main and the command line. The pages load the one they need (load.ts).
const translators: Record<Language, Translate> = { en: translatorOf(en, 'en'), fr: translatorOf(fr, 'fr') }

/** Gives the function that turns a key into a text of that language. */
export function translator(language: Language): Translate {
  return translators[language]
}
