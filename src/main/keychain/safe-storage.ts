import { safeStorage } from 'electron'
import { type Answer, KeychainClosed, type Question } from './keychain.ts'

/** Where Linux has no keychain Chromium seals with a password that everybody knows, and marks it so. */
const sealedByNobody = 'v10'

/**
 * Asks Electron's own way to the keychain, in this process: by its asynchronous half where there is one (Electron 40 and
 * newer, which waits for the keychain on another thread), else by the one that blocks. Either looks at the keychain once, and
 * remembers to the end of the process what came of it.
 */
export async function askSafeStorage({ sealed, fresh }: Question): Promise<Answer> {
  const isBlocking = !('encryptStringAsync' in safeStorage)
  if (isBlocking && !safeStorage.isEncryptionAvailable()) throw new KeychainClosed(closedHere())
  const own = await seal(fresh, isBlocking).catch(() => {
    throw new KeychainClosed(closedHere())
  })
  if (process.platform === 'linux' && own.subarray(0, 3).toString() === sealedByNobody) throw new KeychainClosed('gone')
  const opened = sealed.map((each) => open(Buffer.from(each, 'base64'), isBlocking).catch(() => null))
  return { opened: await Promise.all(opened), sealed: own.toString('base64') }
}

async function seal(text: string, isBlocking: boolean): Promise<Buffer> {
  return isBlocking ? safeStorage.encryptString(text) : await safeStorage.encryptStringAsync(text)
}

async function open(sealed: Buffer, isBlocking: boolean): Promise<string | null> {
  const text = isBlocking ? safeStorage.decryptString(sealed) : (await safeStorage.decryptStringAsync(sealed)).result
  return isText(text) ? text : null
}

/** What another key has made of it may pass for opened, once in 256 times; it is no text then. */
function isText(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a text does not have
  return !/[\u0000-\u0008\u000e-\u001f\ufffd]/.test(text)
}

/** On macOS a person has said no, or the login keychain was not opened; elsewhere there is none. */
const closedHere = () => (process.platform === 'darwin' ? 'denied' : 'gone')
