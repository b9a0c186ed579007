import { shortestSecret } from './row-options.ts'

/** A place of the program's own for one sealed text. Each method may reject: then nothing is spent. */
export interface JournalPlace {
  /** The text that was last written; null where there is none. */
  read(): Promise<string | null>
  /** Replaces the text; resolves once it outlives a crash. */
  write(sealed: string): Promise<void>
}

/** A journal that is kept in no folder, for hosts without a disk. */
export interface JournalOptions {
  /**
   * Where it is kept. `row`: beside the token, under the row's key and `.journal`, which all keepers of the row may share; it
   * needs Supabase. A place of the program's own is for one keeper at a time.
   */
  readonly in: 'row' | JournalPlace
  /** Seals it: a text that is hard to guess, 32 characters at least, and the same at every start. */
  readonly secret: string
}

/** What is wrong with this option, as a sentence for developers that quotes no value; null if nothing is. */
export function faultInJournal(options: { readonly journal?: unknown; readonly store?: unknown }): string | null {
  const { journal, store } = options
  if (journal === undefined) return null
  if (typeof journal !== 'object' || journal === null) return 'journal must be an object with in and secret.'
  const { in: place, secret } = journal as Partial<Record<keyof JournalOptions, unknown>>
  if (typeof secret !== 'string' || secret.length < shortestSecret) {
    return `journal.secret must be a text of ${shortestSecret} characters or more.`
  }
  if (place === 'row')
    return store === undefined ? null : 'A journal in the row needs Supabase: there is no lease beside a store.'
  return isPlace(place) ? null : "journal.in must be 'row', or an object with the methods read and write."
}

function isPlace(place: unknown): boolean {
  if (typeof place !== 'object' || place === null) return false
  const { read, write } = place as Partial<Record<keyof JournalPlace, unknown>>
  return typeof read === 'function' && typeof write === 'function'
}
