import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type DiskTrouble, diskTroubleOf } from '../core/base/disk-trouble.ts'
import { emptyJournal, type JournalContent } from '../core/keeper/journal.ts'
import type { Connection } from '../core/supabase/connection.ts'
import { openRowFiles, type RowFiles } from '../node/row-files.ts'
import { writeSafely } from '../node/safe-file.ts'
import type { StatePlace } from '../node/state-folder.ts'
import type { CommandContext } from './command-context.ts'

/** This computer's memory of a row between two runs. */
export interface Memory extends RowFiles {
  /** The journal of this row's keepers on this computer; empty if nothing is kept. Never rejects. */
  journal(): Promise<JournalContent>
  /** The fingerprint of the token that this computer saved last; null if there is none, or nothing is kept. */
  savedHere(): Promise<string | null>
  /** Never rejects: a lost fingerprint costs one word of an answer. */
  rememberSaved(fingerprint: string): Promise<void>
  /** Tells the person why this computer cannot keep anything; null says that it can again. */
  tellDisk(trouble: DiskTrouble | null): void
}

/**
 * Opens this computer's folder for the keeper's files; never throws. A fingerprint is no secret and is stored in plain text. If
 * the folder existed before, or its disk is full, the person is told that it cannot be written.
 */
export function openMemory(connection: Connection, { output, say, language }: CommandContext): Memory {
  const files = openRowFiles(connection)
  const { place, seal } = files
  let told: DiskTrouble | null = null
  const tellDisk = (trouble: DiskTrouble | null) => {
    // Nothing was ever kept there, and nobody asked for it.
    const isUsual = place.in === 'memory' && troubleOf(place) === null
    if (trouble === told || isUsual) return
    told = trouble
    if (trouble === null) output.line(say('disk.mended'))
    else void complain(trouble)
  }
  // The words that the app has too take time to load, and are seldom needed here.
  const complain = async (trouble: DiskTrouble) => {
    const { commonTranslator } = await import('../shared/catalogue/common/index.ts')
    const reason = commonTranslator(language)(`disk.${trouble}`)
    output.complaint(say('disk.meanwhile', { reason, folder: place.folder ?? '' }))
  }
  const trouble = troubleOf(place)
  if (trouble !== null) tellDisk(trouble)
  const file = place.in === 'folder' ? join(place.folder, `${seal.id}.saved`) : null
  let saved: string | null = null
  return {
    ...files,
    tellDisk,
    journal: async () => files.openJournal()?.peek() ?? emptyJournal,
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

/** A container, where there has never been a folder, need not be told at each run. */
function troubleOf(place: StatePlace): DiskTrouble | null {
  if (place.in === 'folder' || place.folder === null) return null
  const trouble = diskTroubleOf(Object.assign(new Error(), { code: place.why }), process.platform)
  return trouble === 'full' || existsSync(place.folder) ? trouble : null
}
