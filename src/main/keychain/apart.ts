import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { app } from 'electron'
import { ownSwitches } from '../start/known-switches.ts'
import { type ClosedBecause, type KeychainAnswer, KeychainClosed, type KeychainQuestion } from './keychain.ts'
import { askSafeStorage } from './safe-storage.ts'

/** With this switch the app only asks the keychain: it reads the question from stdin, answers on stdout, and ends. */
const apartSwitch = ownSwitches.keychain
/** Precedes the answer: Chromium may write something before it. */
const mark = 'keychain:'

type Said = { readonly answer: KeychainAnswer } | { readonly closed: ClosedBecause }

/**
 * Asks the keychain in a process of its own, because Chromium's code for it blocks, and remembers a closed keychain until its
 * process ends. If no answer comes within `milliseconds`, that process is killed. `store`: the value of Chromium's switch
 * `--password-store` that this app was started with. Rejects with a `KeychainClosed`.
 */
export async function askApart(
  question: KeychainQuestion,
  store: string,
  milliseconds: number,
): Promise<KeychainAnswer> {
  const folder = await mkdtemp(join(tmpdir(), 'gazelle-keeper-keychain-'))
  const child = spawn(process.execPath, [...program(), ...switches(store, folder)], {
    stdio: ['pipe', 'pipe', 'ignore'],
    signal: AbortSignal.timeout(milliseconds),
    killSignal: 'SIGKILL',
  })
  const end = () => void child.kill('SIGKILL')
  app.once('will-quit', end)
  try {
    const ended = once(child, 'close')
    child.stdin.on('error', () => undefined)
    child.stdin.end(JSON.stringify(question))
    const [said] = await Promise.all([text(child.stdout), ended])
    const from = said.lastIndexOf(mark)
    const heard: Said = from < 0 ? { closed: 'frozen' } : JSON.parse(said.slice(from + mark.length))
    if ('closed' in heard) throw new KeychainClosed(heard.closed)
    return heard.answer
  } catch (error) {
    throw error instanceof KeychainClosed ? error : new KeychainClosed('frozen')
  } finally {
    app.off('will-quit', end)
    await rm(folder, { recursive: true, force: true, maxRetries: 5 }).catch(() => undefined)
  }
}

/**
 * Whether this is that process. Only on Linux, where any program of the same user may ask the keychain; on macOS only this app
 * may, and would ask on behalf of whichever program starts it.
 */
export function asksApart(): boolean {
  return process.platform === 'linux' && app.commandLine.hasSwitch(apartSwitch)
}

/** Runs that process, which shows nothing and keeps nothing. */
export async function serveApart(): Promise<void> {
  const question = text(process.stdin)
  app.disableHardwareAcceleration()
  await app.whenReady()
  const said: Said = await question
    .then((asked) => askSafeStorage(JSON.parse(asked)))
    .then(
      (answer) => ({ answer }),
      (error: unknown) => ({ closed: error instanceof KeychainClosed ? error.why : 'denied' }),
    )
  process.stdout.write(`${mark}${JSON.stringify(said)}`, () => app.exit())
}

function program(): string[] {
  return app.isPackaged ? [] : [app.getAppPath()]
}

function switches(store: string, folder: string): string[] {
  const { commandLine } = app
  return [
    `--${apartSwitch}`,
    ...(store === '' ? [] : [`--password-store=${store}`]),
    `--user-data-dir=${folder}`,
    ...(commandLine.hasSwitch('no-sandbox') ? ['--no-sandbox'] : []),
  ]
}
