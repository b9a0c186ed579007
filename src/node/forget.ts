import { readdir, rm, rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { JournalContent } from '../core/keeper/journal.ts'
import { FileJournal } from './file-journal.ts'
import { isLiving } from './owner.ts'
import { type KeptRow, sealOf } from './row-files.ts'
import { type SessionStorage, sessionFile } from './session-file.ts'
import { defaultStateFolder } from './state-folder.ts'

/** The files kept for one row in the state folder. */
export interface KeptOfRow {
  /** A process that may still be running writes a journal there. */
  readonly isInUse: boolean
  /** What keepers have written down. Never rejects. */
  journal(): Promise<JournalContent>
  /** Supabase's session. */
  readonly sessionStorage: SessionStorage
  /**
   * Removes it. Where nothing of another row is left, the words that holders of leases have left go too, and the folder. Rejects
   * with the system's error; then something may be left.
   */
  forget(): Promise<void>
}

/**
 * Looks what is kept of a row; null where nothing is. Takes the folder, this computer's by default, which need not be there
 * and is not made. Rejects with the system's error.
 */
export async function keptOfRow(row: KeptRow, folder = defaultStateFolder()): Promise<KeptOfRow | null> {
  if (folder === null) return null
  const seal = sealOf(row)
  const names = async () => (await namesIn(folder)).filter((name) => name.startsWith(`${seal.id}.`))
  const kept = await names()
  if (kept.length === 0) return null
  const journals = kept.filter((name) => name.endsWith('.journal'))
  return {
    isInUse: journals.some((name) => isLiving(name.split('.')[1] ?? '')),
    journal: () => new FileJournal(folder, seal).peek(),
    sessionStorage: sessionFile(folder, seal),
    async forget() {
      for (const name of await names()) await rm(join(folder, name), { force: true })
      const left = await namesIn(folder)
      if (!left.every((name) => name.endsWith('.holder'))) return
      for (const name of left) await rm(join(folder, name), { force: true })
      // Somebody may just have written there.
      await rmdir(folder).catch(() => undefined)
    },
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}
