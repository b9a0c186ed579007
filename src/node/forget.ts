import { readdir, rm, rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import { isLiving } from './owner.ts'
import type { Seal } from './sealed.ts'

/** What is kept of one row in the state folder. */
export interface KeptOfRow {
  /** The files, by name: journals, the Supabase session, what was saved last. */
  readonly files: readonly string[]
  /** A process that may still be running writes a journal there. */
  readonly isInUse: boolean
}

/** Looks what is kept of the row of this seal. Takes the folder, which need not be there. Rejects with the system's error. */
export async function keptOfRow(folder: string, seal: Seal): Promise<KeptOfRow> {
  const files = (await namesIn(folder)).filter((name) => name.startsWith(`${seal.id}.`))
  const journals = files.filter((name) => name.endsWith('.journal'))
  return { files, isInUse: journals.some((name) => isLiving(name.split('.')[1] ?? '')) }
}

/**
 * Removes what is kept of the row of this seal. Where nothing of another row is left, the words that holders of leases have left go
 * too, and the folder. Rejects with the system's error; then something may be left.
 */
export async function forgetRow(folder: string, seal: Seal): Promise<void> {
  for (const name of (await keptOfRow(folder, seal)).files) await rm(join(folder, name), { force: true })
  const left = await namesIn(folder)
  if (!left.every((name) => name.endsWith('.holder'))) return
  for (const name of left) await rm(join(folder, name), { force: true })
  // Somebody may just have written there.
  await rmdir(folder).catch(() => undefined)
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}
