import { safeStorage } from 'electron'
import { type KeychainAnswer, KeychainClosed, type KeychainQuestion } from './keychain.ts'

/** Where Linux has no keychain Chromium seals with a password that everybody knows, and marks it so. */
const sealedByNobody = 'v10'

/** Whether this Electron (42 and newer) asks the keychain on another thread; the older way blocks. */
export const isAsynchronous = 'encryptStringAsync' in safeStorage

/**
 * Asks Electron's own way to the keychain, in this process. It looks at the keychain once, and remembers to the end of the
 * process what came of it. Rejects with a `KeychainClosed`.
 */
export async function askSafeStorage({ sealed, fresh }: KeychainQuestion): Promise<KeychainAnswer> {
  if (!isAsynchronous && !safeStorage.isEncryptionAvailable()) throw new KeychainClosed(closedHere())
  const own = await seal(fresh).catch(() => {
    throw new KeychainClosed(closedHere())
  })
  if (process.platform === 'linux' && own.subarray(0, 3).toString() === sealedByNobody) throw new KeychainClosed('gone')
  const opened = sealed.map((each) => open(Buffer.from(each, 'base64')).catch(() => null))
  return { opened: await Promise.all(opened), sealed: own.toString('base64') }
}

async function seal(text: string): Promise<Buffer> {
  return isAsynchronous ? await safeStorage.encryptStringAsync(text) : safeStorage.encryptString(text)
}

async function open(sealed: Buffer): Promise<string | null> {
  const text = isAsynchronous
    ? (await safeStorage.decryptStringAsync(sealed)).result
    : safeStorage.decryptString(sealed)
  return isText(text) ? text : null
}

/** What another key has made of it may pass for opened, once in 256 times; it is no text then. */
function isText(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a text does not have
  return !/[\u0000-\u0008\u000e-\u001f\ufffd]/.test(text)
}

/** On macOS a person has said no, or the login keychain was not opened; elsewhere there is none. */
const closedHere = () => (process.platform === 'darwin' ? 'denied' : 'gone')
