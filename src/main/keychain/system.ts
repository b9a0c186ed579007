import { powerMonitor } from 'electron'
import type { ClosedBecause, Keychain, KeychainAnswer, KeychainQuestion } from './keychain.ts'
import { askSafeStorage } from './safe-storage.ts'

const againMilliseconds = { first: 30_000, last: 60 * 60_000 }

/**
 * The keychain of macOS, and its counterpart on Windows, which answers at once. Chromium asks either on a thread of its own, once
 * in the life of a process: after "Deny", a person is asked again at the next start. No event tells of a change, so asking again
 * may help when the screen is unlocked, and after a pause that doubles each time.
 */
export class SystemKeychain implements Keychain {
  readonly sealsCookies = true

  async ask(question: KeychainQuestion): Promise<KeychainAnswer> {
    return await askSafeStorage(question)
  }

  listen(reader: (why: ClosedBecause | null) => void): void {
    let pause = againMilliseconds.first
    const again = () => {
      reader(null)
      setTimeout(again, pause).unref()
      pause = Math.min(2 * pause, againMilliseconds.last)
    }
    setTimeout(again, pause).unref()
    powerMonitor.on('unlock-screen', () => reader(null))
  }
}
