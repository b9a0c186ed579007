import { execFile } from 'node:child_process'
import { extname, join } from 'node:path'
import { promisify } from 'node:util'
import type { KeychainTrouble } from '../../node/keychain.ts'
import type { Variables } from './variables.ts'

/** The keychain's answer for the command line; `secret` is base64. */
export type HandoverAnswer =
  | { readonly kind: 'found'; readonly secret: string }
  | { readonly kind: 'absent' | KeychainTrouble }

/** What is done with the handover; once it is removed, the answer is `absent`. */
export type HandoverQuestion = 'read' | 'remove'

/** The wait for the keychain: long with a person at the terminal, whom the system may ask to open it, and short without one. */
const patienceMilliseconds = { atTerminal: 60_000, alone: 10_000 }

/** The program beside this one, as it is run: bundled, or from the source. */
const program = join(import.meta.dirname, `ask-handover${extname(import.meta.filename)}`)

/**
 * Asks the keychain for the desktop app's handover to the command line, or to remove it. A separate process does it, because a question to the
 * keychain cannot be cancelled: under a scheduler, a prompt that nobody sees would keep this process alive forever. Never
 * rejects: on a timeout the keychain counts as locked.
 */
export async function askKeychain(
  environment: Variables,
  question: HandoverQuestion = 'read',
): Promise<HandoverAnswer> {
  const timeout = patienceMilliseconds[process.stderr.isTTY === true ? 'atTerminal' : 'alone']
  const options = { env: environment as NodeJS.ProcessEnv, timeout, killSignal: 'SIGKILL', windowsHide: true } as const
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [program, question], options)
    return JSON.parse(stdout)
  } catch (error) {
    return { kind: (error as { killed?: boolean }).killed === true ? 'locked' : 'none' }
  }
}
