import type { Language } from '../languages.ts'
import { en, type HelpKey } from './help.en.ts'
import { fr } from './help.fr.ts'

export type { HelpKey } from './help.en.ts'

const words: Record<Language, Readonly<Record<HelpKey, string>>> = { en, fr }

/** A text of the help, as it stands. */
export const helpText = (language: Language, key: HelpKey): string => words[language][key]
