import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type DiskTrouble, diskTroubleOf } from '../core/base/disk-trouble.ts'
import { emptyJournal, type JournalContent } from '../core/keeper/journal.ts'
import { FileJournal } from '../node/file-journal.ts'
import { writeSafely } from '../node/safe-file.ts'
import { createSeal, type Seal } from '../node/sealed.ts'
import { type Keeping, openStateFolder } from '../node/state-folder.ts'
import { translator } from '../shared/catalogue/index.ts'
import type { Call } from './call.ts'
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
  /** Tells the person what keeps this computer from keeping anything, and with null that nothing does any more. */
  tellDisk(trouble: DiskTrouble | null): void
}

/**
 * Opens this computer's folder for what the keeper keeps; never throws. A fingerprint is no secret and lies in clear. Where the
 * folder was there before, or has no room, the person is told that it takes nothing.
 */
export function openMemory(connection: Connection, { output, say, language }: Call): Memory {
  const { supabaseKey, supabaseUrl, table, rowKey } = connection
  const keeping = openStateFolder(undefined)
  let told: DiskTrouble | null = null
  const tellDisk = (trouble: DiskTrouble | null) => {
    // Nothing was ever kept there, and nobody asked for it.
    const isUsual = keeping.in === 'memory' && troubleOf(keeping) === null
    if (trouble === told || isUsual) return
    told = trouble
    if (trouble === null) output.line(say('disk.mended'))
    else {
      const reason = translator(language)(`disk.${trouble}`)
      output.complaint(say('disk.meanwhile', { reason, folder: keeping.folder ?? '' }))
    }
  }
  const trouble = troubleOf(keeping)
  if (trouble !== null) tellDisk(trouble)
  const seal = createSeal(supabaseKey, [supabaseUrl, table, rowKey])
  const file = keeping.in === 'folder' ? join(keeping.folder, `${seal.id}.saved`) : null
  let saved: string | null = null
  return {
    keeping,
    seal,
    tellDisk,
    journal: async () => (keeping.folder === null ? emptyJournal : new FileJournal(keeping.folder, seal).peek()),
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

/** Who runs it where there has never been a folder, as in a container, need not be told at each run. */
function troubleOf(keeping: Keeping): DiskTrouble | null {
  if (keeping.in === 'folder' || keeping.folder === null) return null
  const trouble = diskTroubleOf(Object.assign(new Error(), { code: keeping.why }), process.platform)
  return trouble === 'full' || existsSync(keeping.folder) ? trouble : null
}
