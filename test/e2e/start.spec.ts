import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, statSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, root, test } from './fixtures.ts'

// `npm start` at a display, as real processes.

interface Running {
  readonly process: ChildProcess
  /** What it has written to stdout and stderr. */
  output: string
  /** Resolves with the exit code. */
  readonly ended: Promise<number | null>
}

function run(script: string, env: Record<string, string>): Running {
  const child = spawn(process.execPath, [join(root, script)], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const running: Running = { process: child, output: '', ended: once(child, 'close').then(([code]) => code) }
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      running.output += chunk
    })
  }
  return running
}

/** Waits, as long as a slow machine may need, for what `running` writes. */
async function expectOutput(running: Running, text: string | RegExp): Promise<void> {
  await expect.poll(() => running.output, { timeout: 240_000 }).toMatch(text)
}

test('a second start opens the popover of the running app and builds nothing; the first ends on a signal @linux', async ({
  runtime,
  desktop,
}) => {
  const cache = await mkdtemp(join(tmpdir(), 'gazelle-keeper-start-'))
  const env = {
    ...desktop.env,
    XDG_CACHE_HOME: cache,
    GAZELLE_KEEPER_ELECTRON: runtime.executablePath,
    LC_ALL: 'C.UTF-8',
  }
  const first = run('scripts/start.ts', env)
  try {
    await expectOutput(first, /password {2}\S+/)
    // The last that is said, and nothing of what Chromium misses on this desktop.
    expect(first.output.trim().split('\n').at(-1)).toMatch(/app\.log$/)
    expect(first.output).not.toMatch(/ERROR:|WARNING:/)
    const built = statSync(join(root, 'out/main/index.js')).mtimeMs

    const second = run('scripts/start.ts', env)
    expect(await second.ended).toBe(0)
    expect(second.output.trim()).toBe(
      `Gazelle Keeper is already running (process ${first.process.pid}); its popover is now open. Nothing was built or started.`,
    )
    expect(statSync(join(root, 'out/main/index.js')).mtimeMs).toBe(built)

    first.process.kill('SIGTERM')
    expect(await first.ended).toBe(0)
    const log = readFileSync(join(cache, 'gazelle-keeper/sandbox/app.log'), 'utf8')
    expect(log).toContain('window shown')
  } finally {
    first.process.kill('SIGTERM')
    await first.ended
    await desktop.tray?.waitForNoItem()
    await rm(cache, { recursive: true, force: true })
  }
})

test('while `npm run sandbox` has the sandbox, it says so and builds nothing @linux', async ({ runtime, desktop }) => {
  const cache = await mkdtemp(join(tmpdir(), 'gazelle-keeper-start-'))
  const env = {
    ...desktop.env,
    XDG_CACHE_HOME: cache,
    GAZELLE_KEEPER_ELECTRON: runtime.executablePath,
    LC_ALL: 'C.UTF-8',
  }
  const sandbox = run('sandbox/main.ts', env)
  try {
    await expectOutput(sandbox, 'Ctrl-C stops it')
    const built = statSync(join(root, 'out/main/index.js')).mtimeMs
    const start = run('scripts/start.ts', env)
    expect(await start.ended).toBe(1)
    expect(start.output).toContain(`by \`npm run sandbox\` (process ${sandbox.process.pid})`)
    const french = run('scripts/start.ts', { ...env, LC_ALL: 'fr_CA.UTF-8' })
    expect(await french.ended).toBe(1)
    expect(french.output).toContain(`par \`npm run sandbox\` (processus ${sandbox.process.pid})`)
    expect(statSync(join(root, 'out/main/index.js')).mtimeMs).toBe(built)
  } finally {
    sandbox.process.kill('SIGTERM')
    await sandbox.ended
    await rm(cache, { recursive: true, force: true })
  }
})

test('without a display it does the main job by itself, also when a token is there already @linux', async ({
  runtime,
}) => {
  test.setTimeout(900_000)
  const cache = await mkdtemp(join(tmpdir(), 'gazelle-keeper-start-'))
  const { DISPLAY, WAYLAND_DISPLAY, ...others } = process.env
  const env = { ...others, XDG_CACHE_HOME: cache, GAZELLE_KEEPER_ELECTRON: runtime.executablePath } as Record<
    string,
    string
  >
  try {
    for (const state of ['No token yet', 'All is well']) {
      const start = run('scripts/start.ts', { ...env, LC_ALL: 'C.UTF-8', LANGUAGE: 'en' })
      expect(await start.ended, start.output).toBe(0)
      expect(start.output).toContain(`Its popover says: ${state}`)
      expect(start.output).toMatch(/The row in Supabase: .*\(\d+ characters, fingerprint [0-9a-f]{8}\)/)
      expect(start.output).toMatch(/The popover says: All is well, 30 days left/)
    }
  } finally {
    await rm(cache, { recursive: true, force: true })
  }
})
