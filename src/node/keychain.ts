import { lookAtKeychain } from './keychain-look.ts'

/**
 * Why the system's keychain did not do what it was asked:
 * - `none`: there is none here that answers
 * - `silent`: there is one, and it does not answer
 * - `locked`: it is locked, and nobody opened it
 * - `too-long`: the secret is longer than it takes (on Windows 2,560 bytes)
 * - `refused`: anything else, as a person who says no when the system asks
 */
export const keychainTroubles = ['none', 'silent', 'locked', 'too-long', 'refused'] as const
export type KeychainTrouble = (typeof keychainTroubles)[number]

/** Enough time for a keychain that is started by this question. */
const lookMilliseconds = 5_000

/** The keychain did not do as asked. The text quotes nothing. */
export class KeychainError extends Error {
  override readonly name = 'KeychainError'
  readonly trouble: KeychainTrouble

  constructor(trouble: KeychainTrouble) {
    super(`The keychain did not do it: ${trouble}`)
    this.trouble = trouble
  }
}

/**
 * One secret in the system's keychain, which other programs of the same user can find by the same names: the Secret Service
 * on Linux, the login keychain on macOS, the Credential Manager on Windows. The native code for it is loaded with the first
 * question. A question waits as long as the system prompts the person to open the keychain, and cannot be cancelled: not even
 * the process can end meanwhile. On Linux, a keychain that does not answer at all is not asked. Each method rejects with a
 * `KeychainError`.
 */
export class KeychainItem {
  readonly #service: string
  readonly #account: string

  constructor(service: string, account: string) {
    this.#service = service
    this.#account = account
  }

  /** Null where there is none. */
  async read(): Promise<Uint8Array | null> {
    const secret = await this.#ask((entry) => entry.getSecret())
    return secret === null ? null : Uint8Array.from(secret)
  }

  async write(secret: Uint8Array): Promise<void> {
    await this.#ask((entry) => entry.setSecret(secret))
  }

  /** Resolves where there is none either. */
  async remove(): Promise<void> {
    await this.#ask((entry) => entry.deleteCredential())
  }

  /** All items of the same service, this one among them if it is there. */
  async all(): Promise<KeychainItem[]> {
    // Without one that answers, the library would look at the kernel's memory here.
    await this.read()
    const { findCredentialsAsync } = await import('@napi-rs/keyring')
    try {
      const found = await findCredentialsAsync(this.#service)
      return found.map(({ account }) => new KeychainItem(this.#service, account))
    } catch (error) {
      throw new KeychainError(troubleOf(error))
    }
  }

  async #ask<T>(question: (entry: Entry) => Promise<T>): Promise<T> {
    await this.#look()
    const entry = await this.#open()
    try {
      return await question(entry)
    } catch (error) {
      throw new KeychainError(troubleOf(error))
    }
  }

  async #look(): Promise<void> {
    if (process.platform !== 'linux') return
    const item = { service: this.#service, username: this.#account }
    const look = await lookAtKeychain('secret-service', item, lookMilliseconds)
    if (look !== 'open' && look !== 'locked') throw new KeychainError(look)
  }

  async #open(): Promise<Entry> {
    try {
      const { AsyncEntry } = await import('@napi-rs/keyring')
      // Without this, the library would fall back on kernel memory, which does not last and which any program can read.
      return new AsyncEntry(this.#service, this.#account, { linux: { store: 'secret-service' } })
    } catch {
      throw new KeychainError('none')
    }
  }
}

type Entry = InstanceType<typeof import('@napi-rs/keyring')['AsyncEntry']>

/** The trouble behind a library error, which only its text tells. */
function troubleOf(error: unknown): KeychainTrouble {
  const text = error instanceof Error ? error.message : ''
  if (text.startsWith("Couldn't access")) return 'locked'
  return /longer than/.test(text) ? 'too-long' : 'refused'
}
