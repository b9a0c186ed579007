import { languageOf, type Translate, translator } from '../../shared/catalogue/index.ts'
import type { Language } from '../../shared/snapshot.ts'
import type { Settings } from './settings.ts'

/** What the app speaks at the moment, and how. */
export interface Words {
  readonly language: () => Language
  /** The language of the alerts that reach people elsewhere. */
  readonly alertLanguage: () => Language
  /** Gives what puts a text in that language. */
  readonly translate: () => Translate
}

/** The words that the settings choose. `locale` is the system's, "fr-CA": it decides where the settings leave it to the system. */
export function wordsOf(settings: Pick<Settings, 'get'>, locale: string): Words {
  const language = () => {
    const chosen = settings.get('language')
    return chosen === 'system' ? languageOf(locale) : chosen
  }
  const alertLanguage = () => {
    const chosen = settings.get('alertLanguage')
    return chosen === 'same' ? language() : chosen
  }
  return { language, alertLanguage, translate: () => translator(language()) }
}
