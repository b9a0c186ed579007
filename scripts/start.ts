import { join, resolve } from 'node:path'
import { defaultFolder } from '../sandbox/folder.ts'
import { openSandbox } from '../sandbox/index.ts'
import { build } from './build.ts'
import { hasDisplay } from './desktop/has-display.ts'
import { withVirtualDesktop } from './desktop/virtual-desktop.ts'
import { resolveElectron } from './runtime/resolve-electron.ts'
import { runForPerson } from './start/for-person.ts'
import { handOver } from './start/hand-over.ts'
import { showMainJob } from './start/main-job.ts'
import { sandboxOwner, type Turn, takeTurn } from './start/one-at-a-time.ts'
import { language, words } from './start/words.ts'
import { ensureSystem } from './system/ensure-system.ts'

// `npm start`: the app on the sandbox. Without a display it performs the main job on a virtual one, and ends. If the app of an
// earlier `npm start` is running, it opens that app's popover instead.

const root = resolve(import.meta.dirname, '..')
const say = (line: string) => console.log(line)

async function start(): Promise<void> {
  const folder = defaultFolder()
  const turn = await takeTurn(folder)
  // Never build under a running app.
  if (!('release' in turn)) return await handOver(turn, say)
  try {
    const owner = await sandboxOwner(folder)
    if (owner !== null) {
      throw new Error(words('demo.start.sandbox-open', { pid: owner }))
    }
    await run(folder, turn)
  } finally {
    await turn.release()
  }
}

async function run(folder: string, turn: Turn): Promise<void> {
  const runtime = await resolveElectron({ say })
  ensureSystem('start', runtime.executablePath, say)
  await build(root)
  say(words('demo.start.sandbox'))
  const sandbox = await openSandbox({ folder, language })
  try {
    if (hasDisplay()) await runForPerson({ runtime, sandbox, root, turn, say })
    else {
      say(words('demo.start.no-display'))
      await withVirtualDesktop({}, (desktop) =>
        showMainJob({ runtime, sandbox, desktop, root, screenshots: join(root, 'out/screenshots'), say }),
      )
    }
  } finally {
    await sandbox.close()
  }
}

start().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
