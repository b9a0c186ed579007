import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { lstatSync, readlinkSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Sandbox } from '../../sandbox/index.ts'
import type { ElectronRuntime } from '../runtime/resolve-electron.ts'
import { recordOutput } from './app-output.ts'
import type { Turn } from './one-at-a-time.ts'
import { appSwitches } from './switches.ts'

/** What `tell-when-shown.cjs` writes. */
const shown = 'window shown'

/**
 * Runs the app for the person at the display until it is quit, and says how to sign in once its window is there.
 * Errors: that the app broke off.
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
    say(instructions(sandbox, log))
  })
  let isStopped = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      isStopped = true
      app.kill()
    })
  }
  const [code, signal] = await once(app, 'exit')
  // Whoever asked it to stop is not told that it stopped; a crash ends by a signal too, and must be said.
  if (code !== 0 && !isStopped) {
    throw new Error(`The app ended unexpectedly (${signal ?? `exit code ${code}`}). Everything it wrote: ${log}`)
  }
}

/**
 * A Chromium that was killed leaves the folder of its single instance's socket among the temporary files, and the next one
 * forgets it: only the link in the profile knows it is ours. The turn is this start's, so nobody uses it.
 */
function removeLeftovers(profile: string): void {
  const link = lstatSync(join(profile, 'SingletonSocket'), { throwIfNoEntry: false })
  if (!link?.isSymbolicLink()) return
  const folder = dirname(readlinkSync(join(profile, 'SingletonSocket')))
  if (basename(folder).startsWith('scoped_dir')) rmSync(folder, { recursive: true, force: true })
}

function instructions({ connection }: Sandbox, log: string): string {
  return `
Gazelle Keeper is running: look for its icon in the tray.

  Sign in to the sandbox's Gazelle with
    email     ${connection.gazelleEmail}
    password  ${connection.gazellePassword}

  To stop: choose Quit in the icon's menu, or press Ctrl-C here. Run \`npm start\` again to open the popover.
  Log: ${log}
`
}
