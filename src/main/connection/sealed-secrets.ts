import { randomBytes } from 'node:crypto'
import type { JournalContent } from '../../core/keeper/journal.ts'
import { mergeJournals } from '../../node/merge-journals.ts'
import { createSeal, type Seal } from '../../node/sealed.ts'
import type { SealedContent } from './secret-files.ts'

/** The name under which a file holds its own key, sealed by the keychain. */
export const keyName = 'key'
const keyMark = 'gazelle-keeper-1:'

/** A new key, as a text that the keychain can seal. */
export function newKey(): string {
  return keyMark + randomBytes(32).toString('base64')
}

/** Makes the seal of a key; null if the text is not a key but the output of another keychain. */
export function sealOf(key: string | null): Seal | null {
  return key?.startsWith(keyMark) ? createSeal(key, ['vault']) : null
}

/** The texts of a file that the keychain must open: its key or, in a file of 0.1.0, each secret. */
export function askedOf(content: SealedContent): string[] {
  const key = content[keyName]
  return key === undefined ? Object.values(content) : [key, ...Object.values(content).filter((each) => !isOwn(each))]
}

/** A file, as far as it could be opened. */
export interface OpenedFile {
  /** Null: the file has no key of its own, or it could not be opened. */
  readonly seal: Seal | null
  readonly secrets: ReadonlyMap<string, string>
  /** Whether some of the file could not be opened. */
  readonly isPart: boolean
}

/** Opens a file with the keychain's answers to `askedOf`, in its order. */
export function openFile(content: SealedContent, said: readonly (string | null)[]): OpenedFile {
  const answers = new Map(askedOf(content).map((sealed, index) => [sealed, said[index] ?? null]))
  const key = content[keyName]
  const seal = key === undefined ? null : sealOf(answers.get(key) ?? null)
  const secrets = new Map<string, string>()
  const names = Object.keys(content).filter((name) => name !== keyName)
  for (const name of names) {
    const sealed = content[name] ?? ''
    const secret = isOwn(sealed) ? openOwn(seal, sealed) : (answers.get(sealed) ?? null)
    if (secret !== null) secrets.set(name, secret)
  }
  return { seal, secrets, isPart: secrets.size < names.length }
}

/** Seals a secret for the file. */
export function sealOwn(seal: Seal, secret: string): string {
  return `${seal.id}.${seal.close(secret).toString('base64')}`
}

/** Null if another seal has closed it. */
export function openOwn(seal: Seal | null, sealed: string): string | null {
  const [id, bytes] = sealed.split('.')
  if (seal === null || id !== seal.id || bytes === undefined) return null
  try {
    return seal.open(Buffer.from(bytes, 'base64'))
  } catch {
    return null
  }
}

/** The keychain's texts are Base64, which has no dot. */
const isOwn = (sealed: string) => sealed.includes('.')

export const journalNames = /^journal\./

/**
 * Merges secrets that were kept apart: journals are joined, of all others the first wins. A null says that the secret was
 * forgotten.
 */
export function mergeSecrets(...all: readonly ReadonlyMap<string, string | null>[]): Map<string, string> {
  const names = new Set(all.flatMap((each) => [...each.keys()]))
  const merged = new Map<string, string>()
  for (const name of names) {
    const found = all.map((each) => each.get(name)).filter((each) => each !== undefined)
    const secret = journalNames.test(name) ? mergeJournalTexts(found) : found[0]
    if (typeof secret === 'string') merged.set(name, secret)
  }
  return merged
}

function mergeJournalTexts(texts: readonly (string | null)[]): string | null {
  const journals = texts.flatMap((text): JournalContent[] => {
    try {
      return text === null ? [] : [JSON.parse(text)]
    } catch {
      return []
    }
  })
  return journals.length === 0 ? null : JSON.stringify(mergeJournals(journals))
}
