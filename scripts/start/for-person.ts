import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { lstatSync, readlinkSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Sandbox } from '../../sandbox/index.ts'
import type { ElectronRuntime } from '../runtime/resolve-electron.ts'
import { recordOutput } from './app-output.ts'
import type { Turn } from './one-at-a-time.ts'
import { appSwitches } from './switches.ts'
import { howEnded, words } from './words.ts'

/** The line that `tell-when-shown.cjs` writes. */
const shown = 'window shown'

/**
 * Runs the app for the person at the display until it is quit, and says how to sign in once its window is shown. Error: the app
 * crashed.
 */
export async function runForPerson(options: {
  runtime: ElectronRuntime
  sandbox: Sandbox
  root: string
  turn: Turn
  say: (line: string) => void
}): Promise<void> {
  const { runtime, sandbox, root, turn, say } = options
  const profile = join(sandbox.folder, 'profile')
  removeLeftovers(profile)
  const args = [root, ...appSwitches(sandbox, profile), '--popover']
  const log = join(sandbox.folder, 'app.log')
  const watch = ['-r', join(import.meta.dirname, 'tell-when-shown.cjs')]
  const app = spawn(runtime.executablePath, [...watch, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  recordOutput([app.stdout, app.stderr], log, (line) => {
    if (line !== shown) {
      console.error(line)
      return
    }
    turn.announce([runtime.executablePath, ...args])
    const { gazelleEmail: email, gazellePassword: password } = sandbox.connection
    say(words('demo.start.instructions', { email, password, log }))
  })
  let isStopped = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      isStopped = true
      app.kill()
    })
  }
  const [code, signal] = await once(app, 'exit')
  // Report a crash, which may also end by a signal, but not an end that was asked for.
  if (code !== 0 && !isStopped) {
    throw new Error(words('demo.start.crashed', { how: howEnded(code, signal), log }))
  }
}

/**
 * A killed Chromium leaves the folder of its single instance's socket among the temporary files, and the next one forgets it:
 * only the link in the profile shows that it is ours. This start has the turn, so nobody uses the folder.
 */
function removeLeftovers(profile: string): void {
  const link = lstatSync(join(profile, 'SingletonSocket'), { throwIfNoEntry: false })
  if (!link?.isSymbolicLink()) return
  const folder = dirname(readlinkSync(join(profile, 'SingletonSocket')))
  if (basename(folder).startsWith('scoped_dir')) rmSync(folder, { recursive: true, force: true })
}
