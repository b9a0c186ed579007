import { resolve } from 'node:path'
import { defaultFolder } from '../sandbox/folder.ts'
import { openSandbox } from '../sandbox/index.ts'
import { hasDisplay } from './desktop/has-display.ts'
import { DevApp } from './dev/app.ts'
import { watchBuild } from './dev/watch-build.ts'
import { drawIcons } from './icons.ts'
import { resolveElectron } from './runtime/resolve-electron.ts'
import { sandboxOwner, type Turn, takeTurn } from './start/one-at-a-time.ts'
import { language, words } from './start/words.ts'
import { ensureSystem } from './system/ensure-system.ts'

// `npm run dev`: the app on the sandbox, rebuilt on each change. A change of a page reloads the windows, any other restarts the
// app. The arguments after `--` go to Electron: `npm run dev -- --remote-debugging-port=9222`.

const root = resolve(import.meta.dirname, '..')
const say = (line: string) => console.log(line)

async function dev(): Promise<void> {
  if (!hasDisplay()) {
    throw new Error(words('demo.dev.needs-display'))
  }
  const folder = defaultFolder()
  const turn = await takeTurn(folder)
  if (!('release' in turn)) {
    throw new Error(words('demo.dev.running', { pid: turn.pid }))
  }
  try {
    const owner = await sandboxOwner(folder)
    if (owner !== null) {
      throw new Error(words('demo.dev.sandbox-open', { pid: owner }))
    }
    await run(folder, turn)
  } finally {
    await turn.release()
  }
}

async function run(folder: string, turn: Turn): Promise<void> {
  const runtime = await resolveElectron({ say })
  ensureSystem('start', runtime.executablePath, say)
  say(words('demo.dev.building'))
  drawIcons(root)
  // Each takes seconds, and neither needs the other.
  const opening = openSandbox({ folder, language })
  let app: DevApp | null = null
  const building = watchBuild(root, {
    onAppChanged: () => app?.restart(),
    onPagesChanged: () => app?.reload(),
    onError: (error) => console.error(words('demo.dev.build-failed', { why: error.message })),
  })
  try {
    const [sandbox] = await Promise.all([opening, building])
    app = new DevApp({ runtime, sandbox, root, turn, switches: process.argv.slice(2), say })
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => app?.stop())
    app.restart()
    await app.ended
  } finally {
    await Promise.allSettled([
      opening.then((sandbox) => sandbox.close()),
      building.then((watching) => watching.close()),
    ])
  }
}

dev().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
