import type { Credential } from '../core/gazelle/credential.ts'
import type { Journal } from '../core/keeper/journal.ts'
import type { Vault } from './vault.ts'

const name = 'journal'

/** The keeper's journal in the vault: ciphertext on disk, written atomically; in memory where there is no keychain. */
export function openJournal(vault: Vault): Journal {
  return {
    async read() {
      const credentials: readonly Credential[] = JSON.parse(vault.get(name) ?? '[]')
      return credentials
    },
    async write(credentials) {
      if (credentials.length > 0) vault.set(name, JSON.stringify(credentials))
      else vault.forget(name)
    },
  }
}
