import { powerMonitor } from 'electron'
import type { ClosedBecause, Keychain, KeychainAnswer, KeychainQuestion } from './keychain.ts'
import { askSafeStorage } from './safe-storage.ts'

const againMilliseconds = { first: 30_000, last: 60 * 60_000 }

/**
 * The keychain of macOS, and what stands for one on Windows, which answers at once. Chromium asks either on a thread of its
 * own, once in the life of a process: who has said "Deny" is asked again at the next start. Nothing tells of a change: it is
 * tried again after a while, each time after twice as long, and when the screen is unlocked.
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
