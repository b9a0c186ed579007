import type { Language } from '../languages.ts'
import { en, type InstallerKey } from './en.ts'
import { fr } from './fr.ts'

const catalogues: Record<Language, Readonly<Record<InstallerKey, string>>> = { en, fr }

/** What an installer says of the app, in this language. */
export const installerText = (language: Language, key: InstallerKey): string => catalogues[language][key]
