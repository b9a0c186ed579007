import type { Keychain } from '../keychain/keychain.ts'
import { askedOf, newKey, type OpenedFile, openFile } from './sealed-secrets.ts'
import type { SealedContent, SealedFile, SecretFiles } from './secret-files.ts'

/** What was found on disk, and what the keychain said to it. */
export interface FoundSecrets {
  /** A new one, for what has none yet, and as the keychain seals it. */
  readonly key: string
  readonly sealedKey: string
  readonly current: SealedContent
  readonly file: OpenedFile
  readonly aside: readonly (SealedFile & { readonly opened: OpenedFile })[]
}

/**
 * Reads the files, and asks the keychain about all of them at once. With `isAsked` a person wants it, who may be asked to open
 * the keychain. Rejects with `KeychainClosed` while that is closed.
 */
export async function findSecrets(files: SecretFiles, keychain: Keychain, isAsked: boolean): Promise<FoundSecrets> {
  const key = newKey()
  const current = files.current()
  const aside = files.aside()
  const asked = [current, ...aside.map(({ content }) => content)].map(askedOf)
  const { opened, sealed } = await keychain.ask({ sealed: asked.flat(), fresh: key }, isAsked)
  const said = [...opened]
  const [ofCurrent = [], ...ofAside] = asked.map((each) => said.splice(0, each.length))
  return {
    key,
    sealedKey: sealed,
    current,
    file: openFile(current, ofCurrent),
    aside: aside.map((file, index) => ({ ...file, opened: openFile(file.content, ofAside[index] ?? []) })),
  }
}

/** Whether the keychain is open and opens nothing of it: another keychain has sealed it. */
export function isAnothers({ file, aside }: FoundSecrets): boolean {
  return isUnreadable(file) && aside.every(({ opened }) => isUnreadable(opened))
}

const isUnreadable = ({ secrets, isPart }: OpenedFile) => secrets.size === 0 && isPart
