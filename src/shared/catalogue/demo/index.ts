import type { Language } from '../languages.ts'
import { type DemoKey, en } from './en.ts'
import { fr } from './fr.ts'

const catalogues: Record<Language, Readonly<Record<DemoKey, string>>> = { en, fr }

/** Gives a text of the demo, its `{names}` filled in. */
export type DemoWords = (key: DemoKey, values?: Readonly<Record<string, string | number>>) => string

/** The words of the demo in this language. */
export function demoWords(language: Language): DemoWords {
  return (key, values = {}) =>
    catalogues[language][key].replace(/\{(\w+)\}/g, (name, inside) => String(values[inside] ?? name))
}
