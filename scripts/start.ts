import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join, resolve } from 'node:path'
import { defaultFolder } from '../sandbox/folder.ts'
import { openSandbox, type Sandbox } from '../sandbox/index.ts'
import { build } from './build.ts'
import { hasDisplay } from './desktop/has-display.ts'
import { withVirtualDesktop } from './desktop/virtual-desktop.ts'
import { type ElectronRuntime, resolveElectron } from './runtime/resolve-electron.ts'
import { showMainJob } from './start/main-job.ts'
import { appSwitches } from './start/switches.ts'
import { ensureSystem } from './system/ensure-system.ts'

// `npm start`: the app on the sandbox. Without a display it shows the main job by itself on a virtual one, and ends.

const root = resolve(import.meta.dirname, '..')
const say = (line: string) => console.log(line)

async function start(): Promise<void> {
  const runtime = await resolveElectron({ say })
  ensureSystem('start', runtime.executablePath, say)
  await build(root)
  say('Starting the sandbox (a Gazelle and a Supabase on this computer only) …')
  const sandbox = await openSandbox({ folder: defaultFolder() })
  try {
    if (hasDisplay()) await runForPerson(runtime, sandbox)
    else {
      say('There is no display: the main job is done by itself on a virtual one.')
      await withVirtualDesktop({}, (desktop) =>
        showMainJob({ runtime, sandbox, desktop, root, screenshots: join(root, 'out/screenshots'), say }),
      )
    }
  } finally {
    await sandbox.close()
  }
}

async function runForPerson(runtime: ElectronRuntime, sandbox: Sandbox): Promise<void> {
  const { gazelleEmail, gazellePassword } = sandbox.connection
  say(`Sign in to the sandbox's Gazelle with   ${gazelleEmail}   and   ${gazellePassword}`)
  const app = spawn(runtime.executablePath, [root, ...appSwitches(sandbox), '--popover'], { stdio: 'inherit' })
  let isStopped = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      isStopped = true
      app.kill()
    })
  }
  const [code, signal] = await once(app, 'exit')
  // Whoever asked it to stop is not told that it stopped; a crash ends by a signal too, and must be said.
  if (code !== 0 && !isStopped) throw new Error(`The app ended unexpectedly (${signal ?? `exit code ${code}`}).`)
}

start().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
