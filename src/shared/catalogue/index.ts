import { IntlMessageFormat } from 'intl-messageformat'
import type { Language } from '../snapshot.ts'
import { type Catalogue, en, type MessageKey } from './en.ts'
import { fr } from './fr.ts'

export type { Catalogue, MessageKey } from './en.ts'

export type Translate = (key: MessageKey, values?: Record<string, string | number>) => string

const catalogues: Record<Language, Catalogue> = { en, fr }
/** What `Intl` writes numbers and dates by. */
export const locales: Record<Language, string> = { en: 'en-CA', fr: 'fr-CA' }

/** The language to speak to a person whose system speaks `locale` ("fr-CA"): French for any French, else English. */
export function languageOf(locale: string): Language {
  return /^fr\b/i.test(locale) ? 'fr' : 'en'
}

/** Those with arguments that have been used. */
const formats: Record<Language, Map<MessageKey, IntlMessageFormat>> = { en: new Map(), fr: new Map() }

/** Gives the function that turns a key into a text of that language. */
export function translator(language: Language): Translate {
  return (key, values) => {
    const message = catalogues[language][key]
    // Most are plain text; in the pages, the others have been read at build time already.
    if (typeof message === 'string' && !message.includes('{')) return message
    const format = formats[language].get(key) ?? new IntlMessageFormat(message, locales[language])
    formats[language].set(key, format)
    return String(format.format(values))
  }
}
