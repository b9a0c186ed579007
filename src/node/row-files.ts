import { randomUUID } from 'node:crypto'
import type { Connection } from '../core/supabase/connection.ts'
import { FileJournal } from './file-journal.ts'
import { createSeal, type Seal } from './sealed.ts'
import { type SessionStorage, sessionFile } from './session-file.ts'
import { openStateFolder, type StatePlace } from './state-folder.ts'

/** The row that something is kept of, and the key that opens it. */
export type KeptRow = Pick<Connection, 'supabaseUrl' | 'supabaseKey' | 'table' | 'rowKey'>

/** Where this computer keeps what it has of one row between two runs, and what closes it. */
export interface RowFiles {
  /** Whether it is kept in a folder, or why not. */
  readonly place: StatePlace
  readonly seal: Seal
  /** Where Supabase's session is kept; left out where no folder takes it. */
  readonly sessionStorage?: SessionStorage
  /** The row's journals for one keeper; null where there is no folder. A folder that takes nothing can still be read. */
  openJournal(): FileJournal | null
}

/** The seal of a row's files: no other row has the same, and nobody without the project's key. */
export const sealOf = ({ supabaseUrl, supabaseKey, table, rowKey }: KeptRow): Seal =>
  createSeal(supabaseKey, [supabaseUrl, table, rowKey])

/** Opens the files of a row in Supabase. Takes the folder that is wanted, as `openStateFolder` does, and makes it. Never throws. */
export const openRowFiles = (row: KeptRow, wanted?: string | null): RowFiles =>
  filesIn(openStateFolder(wanted), sealOf(row))

/**
 * Opens the files of a row in a store of the program's own. Takes the secret that seals them, or null: then nothing is kept; and
 * the folder, as `openRowFiles` does. Never throws.
 */
export function openStoreFiles(secret: string | null, wanted?: string | null): RowFiles {
  if (secret === null) return filesIn({ in: 'memory', why: 'no-secret', folder: null }, createSeal(randomUUID(), []))
  return filesIn(openStateFolder(wanted), createSeal(secret, ['store']))
}

function filesIn(place: StatePlace, seal: Seal): RowFiles {
  return {
    place,
    seal,
    ...(place.in === 'folder' && { sessionStorage: sessionFile(place.folder, seal) }),
    openJournal: () => (place.folder === null ? null : new FileJournal(place.folder, seal)),
  }
}
