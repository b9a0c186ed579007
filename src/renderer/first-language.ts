import { allLanguages } from '../shared/catalogue/languages.ts'
import { catalogueIn } from '../shared/catalogue/load.ts'

/**
 * Loads the catalogue of the language that main names in the page it sends (main/windows/begun.ts): so it comes together with the
 * page's scripts and its first snapshot, not after them. Does nothing where main names none of the program's languages: the first
 * snapshot tells.
 */
export async function loadFirstLanguage(): Promise<void> {
  const named = allLanguages.find((each) => each === document.documentElement.dataset['language'])
  if (named !== undefined) await catalogueIn(named)
}
