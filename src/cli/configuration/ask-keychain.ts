import { execFile } from 'node:child_process'
import { extname, join } from 'node:path'
import { promisify } from 'node:util'
import type { KeychainTrouble } from '../../node/keychain.ts'
import type { Variables } from './variables.ts'

/** What the keychain has for the command line; `secret` is base64. */
export type HandoverAnswer =
  | { readonly kind: 'found'; readonly secret: string }
  | { readonly kind: 'absent' | KeychainTrouble }

/** For a person at a terminal, whom the system may ask to open the keychain; and where nobody is. */
const patienceMilliseconds = { atTerminal: 60_000, alone: 10_000 }

/** The program beside this one, as it is run: bundled, or from the source. */
const program = join(import.meta.dirname, `read-handover${extname(import.meta.filename)}`)

/**
 * Asks the keychain for what the desktop app hands to the command line. In a process of its own, because a question to the
 * keychain cannot be called off: under a scheduler a prompt that nobody sees would keep this process for ever. Never
 * rejects: where the time is over the keychain counts as locked.
 */
export async function askKeychain(environment: Variables): Promise<HandoverAnswer> {
  const timeout = patienceMilliseconds[process.stderr.isTTY === true ? 'atTerminal' : 'alone']
  const options = { env: environment as NodeJS.ProcessEnv, timeout, killSignal: 'SIGKILL', windowsHide: true } as const
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [program], options)
    return JSON.parse(stdout)
  } catch (error) {
    return { kind: (error as { killed?: boolean }).killed === true ? 'locked' : 'none' }
  }
}
