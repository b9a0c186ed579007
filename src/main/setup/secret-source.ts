import type { Vault } from '../connection/vault.ts'
import type { Clipboard } from '../system/clipboard.ts'

/** Where a secret is pasted from, and how it is cleared from there after a while. */
export interface SecretSource {
  read(): Promise<string>
  clearSoon(text: string): void
}

/** The clipboard, for secrets that may never be shown again: one that is forgotten with the app is left there. */
export const pastedSecrets = (
  clipboard: Pick<Clipboard, 'read' | 'clearSoon'>,
  vault: Pick<Vault, 'keeping'>,
): SecretSource => ({
  read: () => clipboard.read(),
  clearSoon: (text) => vault.keeping === 'keychain' && clipboard.clearSoon(text),
})
