import { safeStorage } from 'electron'
import { type KeychainAnswer, KeychainClosed, type KeychainQuestion } from './keychain.ts'

/** Without a keychain on Linux, Chromium seals with a password that everybody knows, and marks the result with this. */
const sealedByNobody = 'v10'

/** Whether this Electron (42 and newer) asks the keychain on another thread; older ones block. */
export const isAsynchronous = 'encryptStringAsync' in safeStorage

/**
 * Asks the keychain through Electron, in this process. Electron looks at the keychain once, and remembers the result until the
 * process ends. Rejects with a `KeychainClosed`.
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

/** Whether the result is a text. Opening with another key seems to succeed once in 256 times, but gives none. */
function isText(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a text does not have
  return !/[\u0000-\u0008\u000e-\u001f\ufffd]/.test(text)
}

/** On macOS a person has said no, or the login keychain was not unlocked; elsewhere there is no keychain. */
const closedHere = () => (process.platform === 'darwin' ? 'denied' : 'gone')
