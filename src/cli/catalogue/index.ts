import type { Language } from '../io/language.ts'
import { type Catalogue, en } from './en.ts'
import { fr } from './fr.ts'

export type { MessageKey } from './en.ts'

export const catalogues: Record<Language, Catalogue> = { en, fr }
