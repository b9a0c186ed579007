import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Browser, chromium, expect } from '@playwright/test'
import { buildCli } from '../../scripts/cli/build.ts'
import { buildEdge } from '../../scripts/edge/build.ts'
import { commandLineOf, programOf } from '../../scripts/package/names.ts'
import { packageApp } from '../../scripts/package/package-app.ts'
import type { ElectronRuntime } from '../../scripts/runtime/electron-runtime.ts'
import { chromiumSandboxSwitches } from '../../scripts/system/chromium-sandbox.ts'
import { type Desktop, root } from '../e2e/fixtures.ts'

interface Ended {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** The app as it is installed: what can be done to it from outside. */
export interface Packed {
  /** The one that ships. */
  readonly folder: string
  /**
   * Starts another, which takes switches that the one that ships rejects: without them nobody could look at its pages, and root
   * could not start it. It has this profile; `close` ends it.
   */
  start(profile: string, app?: 'for-tests' | 'for-trying'): Promise<{ pages: Browser; close: () => Promise<void> }>
  /** Runs its command line, on a computer where nothing else is installed, with this environment on top. */
  commandLine(args: string[], env?: NodeJS.ProcessEnv): Promise<Ended>
}

/** The fixture: packs the built app once, with its command line. */
export async function withPacked(
  { runtime, desktop }: { runtime: ElectronRuntime; desktop: Desktop },
  use: (packed: Packed) => Promise<void>,
): Promise<void> {
  const out = await mkdtemp(join(tmpdir(), 'gazelle-keeper-packed-'))
  await buildCli(root)
  await buildEdge(root)
  const folder = await packageApp({ root, runtime, out: join(out, 'shipped') })
  const editions = {
    'for-tests': { takesAnySwitch: true, takesAnyElectron: true },
    'for-trying': { takesAnySwitch: true, project: root },
  }
  const made: { [app in keyof typeof editions]?: Promise<string> } = {}
  const folderOf = (app: keyof typeof editions) => {
    made[app] ??= packageApp({ root, runtime, out: join(out, app), edition: editions[app] })
    return made[app]
  }
  // For the ordinary user who runs it, see ordinary-user.ts.
  for (const each of [out, join(out, 'shipped')]) await chmod(each, 0o755)
  await use({
    folder,
    start: async (profile, app = 'for-tests') => start(programOf(await folderOf(app)), profile, desktop),
    commandLine: (args, env = {}) => run(commandLineOf(folder), args, { ...bareEnvironment(desktop), ...env }),
  })
  await rm(out, { recursive: true, force: true })
}

/** Of the desktop only what every program of its person has; no Node is in the path. */
function bareEnvironment({ env }: Desktop): NodeJS.ProcessEnv {
  const names = ['HOME', 'XDG_STATE_HOME', 'DBUS_SESSION_BUS_ADDRESS']
  return { PATH: '/usr/bin:/bin', ...Object.fromEntries(names.map((name) => [name, env[name]])) }
}

async function start(program: string, profile: string, desktop: Desktop) {
  const child = spawn(
    program,
    [`--user-data-dir=${profile}`, '--remote-debugging-port=0', ...desktop.switches, ...chromiumSandboxSwitches()],
    { env: desktop.env, stdio: 'ignore' },
  )
  // Chromium leaves there where its inspector of pages listens, on this computer alone.
  const portFile = join(profile, 'DevToolsActivePort')
  await expect.poll(() => existsSync(portFile), { timeout: 30_000 }).toBe(true)
  const [port] = readFileSync(portFile, 'utf8').split('\n')
  const pages = await chromium.connectOverCDP(`http://127.0.0.1:${port}`)
  return { pages, close: () => end(child, pages) }
}

async function end(child: ChildProcess, pages: Browser): Promise<void> {
  const exited = once(child, 'exit')
  await pages.close()
  child.kill('SIGTERM')
  await exited
}

async function run(program: string, args: string[], env: NodeJS.ProcessEnv): Promise<Ended> {
  try {
    return { code: 0, ...(await promisify(execFile)(program, args, { env, cwd: '/' })) }
  } catch (error) {
    return error as Ended
  }
}
