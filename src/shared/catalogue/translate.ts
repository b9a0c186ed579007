import { IntlMessageFormat } from 'intl-messageformat'
import type { Language } from '../snapshot.ts'
import type { Catalogue, MessageKey } from './en.ts'

export type Translate = (key: MessageKey, values?: Record<string, string | number>) => string

/** What `Intl` writes numbers and dates by. */
export const locales: Record<Language, string> = { en: 'en-CA', fr: 'fr-CA' }

/** The language to speak to a person whose system speaks `locale` ("fr-CA"): French for any French, else English. */
export function languageOf(locale: string): Language {
  return /^fr\b/i.test(locale) ? 'fr' : 'en'
}

/** Gives the function that turns a key into a text of that catalogue, which is in that language. */
export function translatorOf(catalogue: Catalogue, language: Language): Translate {
  /** Those with arguments that have been used. */
  const formats = new Map<MessageKey, IntlMessageFormat>()
  return (key, values) => {
    const message = catalogue[key]
    // Most are plain text; in the pages, the others have been read at build time already.
    if (typeof message === 'string' && !message.includes('{')) return message
    const format = formats.get(key) ?? new IntlMessageFormat(message, locales[language])
    formats.set(key, format)
    return String(format.format(values))
  }
}
