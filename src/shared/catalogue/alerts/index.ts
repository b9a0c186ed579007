import type { Language } from '../languages.ts'
import { type AlertKey, en } from './en.ts'
import { fr } from './fr.ts'

export type { AlertKey } from './en.ts'

const catalogues: Record<Language, Readonly<Record<AlertKey, string>>> = { en, fr }

/** Gives a text of an alert, its `{names}` filled in. */
export type AlertSay = (key: AlertKey, values?: Readonly<Record<string, string | number>>) => string

/** The texts of alerts in a language. */
export function alertSpeaker(language: Language): AlertSay {
  return (key, values = {}) =>
    catalogues[language][key].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))
}
