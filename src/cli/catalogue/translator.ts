import { IntlMessageFormat } from 'intl-messageformat'
import { locales } from '../../shared/catalogue/index.ts'
import type { Language } from '../io/language.ts'
import { catalogues, type MessageKey } from './index.ts'

export type Say = (key: MessageKey, values?: Record<string, string | number>) => string

/** Gives the function that turns a key of the command line's own catalogue into a text of that language. */
export function speaker(language: Language): Say {
  return (key, values) => {
    const message = catalogues[language][key]
    if (!message.includes('{')) return message
    return String(new IntlMessageFormat(message, locales[language]).format(values))
  }
}
