import { type Language, languageOf } from '../../shared/catalogue/languages.ts'

export type { Language } from '../../shared/catalogue/languages.ts'

/**
 * The language of the person at this terminal, by POSIX's rules: the first of LC_ALL, LC_MESSAGES and LANG that is set; if none
 * is (Windows, launchd), the system's.
 */
export function languageFrom(environment: Readonly<Record<string, string | undefined>>): Language {
  const named = ['LC_ALL', 'LC_MESSAGES', 'LANG'].map((name) => environment[name]).find((value) => value)
  // `Intl` would give the same answer, but takes twenty times as long to load.
  return languageOf(named ?? navigator.language)
}
