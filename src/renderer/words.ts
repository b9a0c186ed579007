import type { Catalogue } from '../shared/catalogue/index.ts'
import type { Language } from '../shared/snapshot.ts'

/** Each catalogue is a file of its own, which a page loads when it first uses that language. */
const catalogues: Record<Language, () => Promise<Catalogue>> = {
  en: async () => (await import('../shared/catalogue/en.ts')).en,
  fr: async () => (await import('../shared/catalogue/fr.ts')).fr,
}

/** Gives the catalogue of a language, loading it the first time. */
export function catalogueIn(language: Language): Promise<Catalogue> {
  return catalogues[language]()
}
