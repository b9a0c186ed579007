import { execFile } from 'node:child_process'
import { extname, join } from 'node:path'
import { handoverAttributes } from '../../node/handover.ts'
import type { KeychainTrouble } from '../../node/keychain.ts'
import type { Variables } from './variables.ts'

/** The keychain's answer for the command line; `secret` is base64. */
export type KeychainAnswer =
  | { readonly kind: 'found'; readonly secret: string }
  | { readonly kind: 'absent' | KeychainTrouble }

/**
 * What is done with an item: what is written is read back. Of all that Gazelle Keeper has there: `find` answers `found` if there is
 * anything, and `absent` is the answer once all is removed.
 */
export const keychainVerbs = ['read', 'write', 'find', 'remove'] as const

export interface KeychainQuestion {
  readonly verb: (typeof keychainVerbs)[number]
  /** The item, by its second name; the desktop app's handover by default. */
  readonly account?: string
  /** What to write. */
  readonly secret?: string
}

/** The wait for the keychain: long with a person at the terminal, whom the system may ask to open it, and short without one. */
const patienceMilliseconds = { atTerminal: 60_000, alone: 10_000 }

/** The program beside this one, as it is run: bundled, or from the source. */
const program = join(import.meta.dirname, `keychain-process${extname(import.meta.filename)}`)

/**
 * Asks the keychain for an item of the command line's. A separate process does it, because a question to the keychain cannot be
 * cancelled: under a scheduler, a prompt that nobody sees would keep this process alive forever. A secret goes there through a
 * pipe: other programs can read arguments. Never rejects: on a timeout the keychain counts as locked.
 */
export async function askKeychain(environment: Variables, question: KeychainQuestion): Promise<KeychainAnswer> {
  const { verb, account = handoverAttributes.username, secret = '' } = question
  const timeout = patienceMilliseconds[process.stderr.isTTY === true ? 'atTerminal' : 'alone']
  const options = { env: environment as NodeJS.ProcessEnv, timeout, killSignal: 'SIGKILL', windowsHide: true } as const
  return await new Promise((resolve) => {
    const child = execFile(process.execPath, [program, verb, account], options, (error, stdout) => {
      try {
        if (error !== null) return resolve({ kind: error.killed === true ? 'locked' : 'none' })
        resolve(JSON.parse(stdout))
      } catch {
        resolve({ kind: 'none' })
      }
    })
    child.stdin?.on('error', () => undefined)
    child.stdin?.end(secret)
  })
}
