import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { emptyJournal, type JournalContent } from '../core/keeper/journal.ts'
import { FileJournal } from '../node/file-journal.ts'
import { writeSafely } from '../node/safe-file.ts'
import { createSeal, type Seal } from '../node/sealed.ts'
import { type Keeping, openStateFolder } from '../node/state-folder.ts'
import type { Connection } from './configuration/connection.ts'

/** What this computer remembers of a row between two runs. */
export interface Memory {
  readonly keeping: Keeping
  readonly seal: Seal
  /** What the keepers of this row have written down on this computer; empty where nothing is kept. Never rejects. */
  journal(): Promise<JournalContent>
  /** The token that this computer saved last, by its fingerprint; null where there is none, or nothing is kept. */
  savedHere(): Promise<string | null>
  /** Never rejects: to forget it costs one word of an answer. */
  rememberSaved(fingerprint: string): Promise<void>
}

/** Opens this computer's folder for what the keeper keeps; never throws. A fingerprint is no secret and lies in clear. */
export function openMemory({ supabaseKey, supabaseUrl, table, rowKey }: Connection): Memory {
  const keeping = openStateFolder(undefined)
  const seal = createSeal(supabaseKey, [supabaseUrl, table, rowKey])
  const file = keeping.in === 'folder' ? join(keeping.folder, `${seal.id}.saved`) : null
  let saved: string | null = null
  return {
    keeping,
    seal,
    journal: async () => (keeping.in === 'folder' ? new FileJournal(keeping.folder, seal).peek() : emptyJournal),
    async savedHere() {
      if (file === null || saved !== null) return saved
      const text = await readFile(file, 'utf8').catch(() => '')
      return /^[0-9a-f]{8}$/.test(text) ? text : null
    },
    async rememberSaved(fingerprint) {
      saved = fingerprint
      if (file !== null) await writeSafely(file, Buffer.from(fingerprint)).catch(() => undefined)
    },
  }
}
