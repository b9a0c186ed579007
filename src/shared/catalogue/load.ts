import type { Catalogue } from './en.ts'
import type { Language } from './languages.ts'

/** Each catalogue is a file of its own, which a page loads when it first uses that language. */
const catalogues: Record<Language, () => Promise<Catalogue>> = {
  en: async () => (await import('./en.ts')).en,
  fr: async () => (await import('./fr.ts')).fr,
}

/** Gives the catalogue of a language, loading it the first time. */
export function catalogueIn(language: Language): Promise<Catalogue> {
  return catalogues[language]()
}
