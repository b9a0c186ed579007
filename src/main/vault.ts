import { safeStorage } from 'electron'
import ElectronStore from 'electron-store'
import type { SecretKeeping } from '../shared/snapshot.ts'

/**
 * The secrets that must outlive the app, as ciphertext of the system's keychain. Where there is no keychain they are
 * kept in memory and forgotten at the end. Open it when the app is ready: before, the keychain does not answer.
 */
export class Vault {
  readonly keeping: SecretKeeping
  readonly #file: ElectronStore<Record<string, string>>
  readonly #memory = new Map<string, string>()

  constructor() {
    this.keeping = safeStorage.isEncryptionAvailable() ? 'keychain' : 'memory'
    this.#file = new ElectronStore<Record<string, string>>({
      name: 'secrets',
      clearInvalidConfig: true,
      accessPropertiesByDotNotation: false,
    })
  }

  /** The secret of that name, or null when there is none or the keychain can no longer read it. */
  get(name: string): string | null {
    if (this.keeping === 'memory') return this.#memory.get(name) ?? null
    const ciphertext: unknown = this.#file.get(name)
    if (typeof ciphertext !== 'string') return null
    try {
      return safeStorage.decryptString(Buffer.from(ciphertext, 'base64'))
    } catch {
      // Another keychain wrote it (a copied profile, a new user): as good as never remembered.
      return null
    }
  }

  set(name: string, secret: string): void {
    if (this.keeping === 'memory') this.#memory.set(name, secret)
    else this.#file.set(name, safeStorage.encryptString(secret).toString('base64'))
  }

  forget(name: string): void {
    if (this.keeping === 'memory') this.#memory.delete(name)
    else if (this.#file.has(name)) this.#file.delete(name)
  }
}
