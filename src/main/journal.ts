import { emptyJournal, type Journal, type JournalContent } from '../core/keeper/journal.ts'
import type { Vault } from './vault.ts'

const name = 'journal'

/** The keeper's journal in the vault: ciphertext on disk, written atomically; in memory where there is no keychain. */
export function openJournal(vault: Vault): Journal {
  return {
    async read() {
      const text = vault.get(name)
      const content: JournalContent = text === null ? emptyJournal : JSON.parse(text)
      return content
    },
    async write(content) {
      vault.set(name, JSON.stringify(content))
    },
  }
}
