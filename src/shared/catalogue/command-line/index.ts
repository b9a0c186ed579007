import type { Language } from '../languages.ts'
import { type Catalogue, en } from './en.ts'
import { fr } from './fr.ts'

export type { MessageKey } from './en.ts'

export const catalogues: Record<Language, Catalogue> = { en, fr }
