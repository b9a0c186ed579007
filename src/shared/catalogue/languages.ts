/** How a language is named and written. */
interface Traits {
  /** What it calls itself: so it is found by those who read no other. */
  readonly name: string
  /** What `Intl` writes its numbers and dates by. */
  readonly locale: string
  /** How a date begins on the first of a month. */
  readonly first: string
  /** Whether no things are counted as one thing is: "0 jeton", but "0 tokens". */
  readonly countsZeroAsOne: boolean
}

/** The languages of the program: a line for each, and nothing outside this folder names one. */
export const languages = {
  en: { name: 'English', locale: 'en-CA', first: '1', countsZeroAsOne: false },
  fr: { name: 'Français', locale: 'fr-CA', first: '1er', countsZeroAsOne: true },
} as const satisfies Readonly<Record<string, Traits>>

export type Language = keyof typeof languages

/** All languages, in the order in which the settings offer them. */
export const allLanguages = Object.keys(languages) as Language[]

/** The language that the project's own documents are written in, such as its changelog. */
export const languageOfDocuments: Language = 'en'

/**
 * The language for a person whose system speaks `locale` ("fr-CA", "fr_CA.UTF-8"): French for any French, and English where no
 * other is.
 */
export function languageOf(locale: string): Language {
  const spoken = /^[a-z]*/i.exec(locale)?.[0].toLowerCase()
  return allLanguages.find((language) => language === spoken) ?? 'en'
}
