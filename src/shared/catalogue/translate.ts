import { IntlMessageFormat } from 'intl-messageformat'
import type { Catalogue, MessageKey } from './en.ts'
import { type Language, languages } from './languages.ts'

export type Translate = (key: MessageKey, values?: Record<string, string | number>) => string

/** Gives the function that turns a key into a text of that catalogue, which is in that language. */
export function translatorOf(catalogue: Catalogue, language: Language): Translate {
  /** Those with arguments that have been used. */
  const formats = new Map<MessageKey, IntlMessageFormat>()
  return (key, values) => {
    const message = catalogue[key]
    // Most are plain text; in the pages, the others have been read at build time already.
    if (typeof message === 'string' && !message.includes('{')) return message
    const format = formats.get(key) ?? new IntlMessageFormat(message, languages[language].locale)
    formats.set(key, format)
    return String(format.format(values))
  }
}
