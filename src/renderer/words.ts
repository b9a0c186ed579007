import type { Catalogue } from '../shared/catalogue/index.ts'
import type { Language } from '../shared/snapshot.ts'

/** Each catalogue is a file of its own, which a page asks for when it first speaks that language, and only then. */
const catalogues: Record<Language, () => Promise<Catalogue>> = {
  en: async () => (await import('../shared/catalogue/en.ts')).en,
  fr: async () => (await import('../shared/catalogue/fr.ts')).fr,
}

/** Gives the words of a language, loading them the first time. */
export function catalogueIn(language: Language): Promise<Catalogue> {
  return catalogues[language]()
}
