import type { Language } from '../io/language.ts'
import { type Catalogue, en, type MessageKey } from './en.ts'
import { fr } from './fr.ts'

export type { MessageKey } from './en.ts'

export const catalogues: Record<Language, Catalogue> = { en, fr }

/** A text as it stands, for the help, which has no values to fill in: nothing that reads ICU messages is loaded. */
export const plainText = (language: Language, key: MessageKey): string => catalogues[language][key]
