import { DiskError } from '../../core/base/disk-trouble.ts'
import { emptyJournal, type Journal } from '../../core/keeper/journal.ts'
import { packJournal, unpackJournal } from '../../node/journal-content.ts'
import type { Vault } from '../connection/vault.ts'
import type { Disk } from '../system/disk.ts'

/**
 * The keeper's journal of one row in the vault: ciphertext on disk, written atomically; in memory where there is no keychain.
 * `row` names the row: a token of one company must never get into the row of another.
 */
export function openJournal(vault: Vault, row: string, disk: Disk): Journal {
  const name = `journal.${row}`
  return {
    async read() {
      const text = vault.get(name)
      const unpacked = text === null ? null : unpackJournal(text)
      // A newer version's journal may hold more than this one understands: put it aside rather than overwrite it.
      if (text !== null && unpacked?.isNewer) vault.set(`${name}.newer`, text)
      return unpacked?.content ?? emptyJournal
    },
    async write(content) {
      // Memory holds the journal, and the disk is tried again; until then it would not survive a crash.
      if (!vault.set(name, packJournal(content))) throw new DiskError(disk.trouble.value ?? 'busy')
    },
  }
}
