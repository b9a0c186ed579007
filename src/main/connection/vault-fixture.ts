import { randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach } from 'vitest'
import { emptyJournal } from '../../core/keeper/journal.ts'
import { createSeal } from '../../node/sealed.ts'
import type { SecretsTrouble } from '../../shared/snapshot.ts'
import {
  type ClosedBecause,
  type Keychain,
  type KeychainAnswer,
  KeychainClosed,
  type KeychainQuestion,
} from '../keychain/keychain.ts'
import { Disk } from '../system/disk.ts'
import { SecretFiles } from './secret-files.ts'
import { Vault } from './vault.ts'

/** A keychain that a test can close, and of which there may be several. */
export class TestKeychain implements Keychain {
  readonly sealsCookies = true
  why: ClosedBecause | null = null
  /** How often it was asked, and whether for a person. */
  readonly questions: boolean[] = []
  reader: (why: ClosedBecause | null) => void = () => undefined
  readonly #seal = createSeal(randomUUID(), ['test'])

  async ask({ sealed, fresh }: KeychainQuestion, isAsked: boolean): Promise<KeychainAnswer> {
    this.questions.push(isAsked)
    if (this.why !== null) throw new KeychainClosed(this.why)
    const open = (each: string) => {
      try {
        return this.#seal.open(Buffer.from(each, 'base64'))
      } catch {
        return null
      }
    }
    return { opened: sealed.map(open), sealed: this.close(fresh) }
  }

  listen(reader: (why: ClosedBecause | null) => void): void {
    this.reader = reader
  }

  close(text: string): string {
    return this.#seal.close(text).toString('base64')
  }
}

/** The profile, and the keychain of this computer; fresh for each test. */
export let folder: string
export let first: TestKeychain
let expectsSecrets: boolean
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gazelle-keeper-vault-'))
  first = new TestKeychain()
  expectsSecrets = false
})
afterEach(() => rmSync(folder, { recursive: true }))

/** From now on, something is set up that needs secrets. */
export function expectSecrets(): void {
  expectsSecrets = true
}

/** Starts the app: a vault that was opened without a person. */
export async function start(keychain = first): Promise<Vault> {
  const vault = new Vault({
    files: new SecretFiles(folder),
    disk: new Disk(),
    keychain,
    expectsSecrets: () => expectsSecrets,
  })
  await vault.open(false)
  return vault
}

/** Starts the app once, keeps these, and ends it. */
export async function kept(secrets: Record<string, string>, keychain = first): Promise<void> {
  const vault = await start(keychain)
  for (const [name, secret] of Object.entries(secrets)) vault.set(name, secret)
}

export const onDisk = () => readFileSync(join(folder, 'secrets.json'), 'utf8')
/** The files that were put aside. */
export const asides = () => readdirSync(folder).filter((name) => name.startsWith('secrets.aside-'))
export const unread = (why: SecretsTrouble | null) => ({ unread: why })
const heldToken = (accessToken: string) => ({
  ...emptyJournal,
  held: [{ credential: { accessToken, refreshToken: null }, supersedes: null, foundAt: 1 }],
})
export const journalOf = (...tokens: string[]) =>
  JSON.stringify({ ...emptyJournal, held: tokens.flatMap((each) => heldToken(each).held) })
