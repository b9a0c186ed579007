import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { SupabaseStoresOptions } from '../core/supabase/stores.ts'
import { writeSafely } from './safe-file.ts'
import type { Seal } from './sealed.ts'

/** Where Supabase's client keeps sessions, each by its name. */
export type SessionStorage = NonNullable<SupabaseStoresOptions['sessionStorage']>

/**
 * Stores the user's Supabase session between two runs, as ciphertext. All keepers of one row on this computer share it: the
 * last writer wins, and a keeper with a spent session signs in again.
 */
export function sessionFile(folder: string, seal: Seal): SessionStorage {
  const fileOf = (name: string) => join(folder, `${seal.id}.${name.replace(/[^\w-]/g, '_')}.session`)
  return {
    // An unreadable session counts as none: the next sign-in brings another.
    getItem: async (name) => {
      try {
        return seal.open(await readFile(fileOf(name)))
      } catch {
        return null
      }
    },
    setItem: (name, value) => writeSafely(fileOf(name), seal.close(value)).catch(() => undefined),
    removeItem: (name) => rm(fileOf(name), { force: true }).catch(() => undefined),
  }
}
