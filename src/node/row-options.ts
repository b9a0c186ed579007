import type { Store } from '../core/keeper/ports.ts'
import type { PartialConnection } from '../core/supabase/connection.ts'

const placeInSupabase = ['supabaseUrl', 'supabaseKey', 'supabaseUser', 'table', 'rowKey'] as const
type PlaceInSupabase = Pick<PartialConnection, (typeof placeInSupabase)[number]>

/** A row in a Supabase project. */
export interface RowInSupabase extends PlaceInSupabase {
  readonly store?: never
  readonly stateSecret?: never
}

/** A row in a store of the program's own. One keeper at a time may keep it, as there is no lease. */
export interface RowInStore extends Readonly<Partial<Record<keyof PlaceInSupabase, never>>> {
  /** Where the row is read and swapped. */
  readonly store: Store
  /**
   * Seals the journal in the state folder: a text that is hard to guess, 32 characters at least, the same at every start and
   * another for each row. Without it the journal is in memory, and a token that a crash catches before it is saved is lost.
   */
  readonly stateSecret?: string | undefined
}

/** Where the row is: in Supabase, or in a store of the program's own. */
export type RowOptions = RowInSupabase | RowInStore

/** In characters. */
export const shortestSecret = 32

/**
 * What is wrong with the choice of the row, as a sentence for developers that quotes no value; null if nothing is. Takes what
 * a program in plain JavaScript may give; the values of Supabase's fields are not looked at.
 */
export function faultInRow(
  options: Readonly<Partial<Record<keyof RowInStore | 'stateFolder', unknown>>>,
): string | null {
  const { store, stateSecret, stateFolder } = options
  const inSupabase = placeInSupabase.filter((name) => options[name] != null)
  if (store === undefined) {
    if (inSupabase.length === 0) return 'Either supabaseUrl and supabaseKey must be given, or a store.'
    return stateSecret === undefined
      ? null
      : 'stateSecret goes with a store: the Supabase key seals the files of its row.'
  }
  if (inSupabase.length > 0) return `Either a store must be given, or ${inSupabase.join(', ')}: not both.`
  if (!isStore(store)) return 'store must have the methods read and swap.'
  if (stateSecret === undefined) {
    return stateFolder == null ? null : 'stateFolder needs a stateSecret, which seals the files in it.'
  }
  const isLongEnough = typeof stateSecret === 'string' && stateSecret.length >= shortestSecret
  return isLongEnough ? null : `stateSecret must be a text of ${shortestSecret} characters or more.`
}

function isStore(store: unknown): boolean {
  if (typeof store !== 'object' || store === null) return false
  const { read, swap } = store as Partial<Record<keyof Store, unknown>>
  return typeof read === 'function' && typeof swap === 'function'
}
