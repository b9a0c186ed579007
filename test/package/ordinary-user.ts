import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chown, copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Desktop } from '../e2e/fixtures.ts'

/** "nobody" of Linux and its group. */
const nobody = 65_534

export interface Ended {
  /** Null where it had to be killed. */
  readonly code: number | null
  readonly stderr: string
}

/**
 * Somebody with a home of their own who is not root: whom Chromium's sandbox is on for. Where the tests run as root on Linux
 * it is "nobody", who has no session bus, else whoever runs them.
 */
export interface OrdinaryUser {
  readonly home: string
  /** Starts a program, with the desktop's display. What is still running after the test is ended. */
  start(program: string, args: readonly string[], env?: NodeJS.ProcessEnv): ChildProcess
  /** Runs a program that is to end by itself at once, without a display. */
  run(program: string, args: readonly string[], env?: NodeJS.ProcessEnv): Promise<Ended>
}

/** The longest that a program which does not start may take to say so, in milliseconds. */
const patience = 20_000

export async function withOrdinaryUser(
  { env: desktop }: Desktop,
  use: (person: OrdinaryUser) => Promise<void>,
): Promise<void> {
  const home = await mkdtemp(join(tmpdir(), 'gazelle-keeper-home-'))
  const isRoot = process.getuid?.() === 0
  const identity = isRoot ? { uid: nobody, gid: nobody } : {}
  const display: NodeJS.ProcessEnv = isRoot ? { DISPLAY: desktop['DISPLAY'] } : { ...desktop }
  if (isRoot) {
    await chown(home, nobody, nobody)
    const xauthority = join(home, 'Xauthority')
    await copyFile(desktop['XAUTHORITY'] ?? '', xauthority)
    await chown(xauthority, nobody, nobody)
    display['XAUTHORITY'] = xauthority
  }
  const bare: NodeJS.ProcessEnv = {
    PATH: process.env['PATH'],
    HOME: home,
    XDG_CONFIG_HOME: join(home, '.config'),
    // A folder of one's own that others may not write in.
    TMPDIR: home,
    LANG: 'en_CA.UTF-8',
  }
  const started: ChildProcess[] = []
  const go = (program: string, args: readonly string[], env: NodeJS.ProcessEnv) => {
    const child = spawn(program, args, { ...identity, env, stdio: ['ignore', 'ignore', 'pipe'] })
    started.push(child)
    return child
  }
  await use({
    home,
    start: (program, args, env = {}) => go(program, args, { ...display, ...bare, ...env }),
    run: async (program, args, env = {}) => {
      const child = go(program, args, { ...bare, ...env })
      let stderr = ''
      child.stderr?.on('data', (chunk) => {
        stderr += chunk
      })
      const timer = setTimeout(() => child.kill('SIGKILL'), patience)
      const [code] = await once(child, 'close')
      clearTimeout(timer)
      return { code, stderr }
    },
  })
  for (const child of started) {
    if (child.exitCode !== null || child.signalCode !== null) continue
    const exited = once(child, 'exit')
    child.kill('SIGKILL')
    await exited
  }
  await rm(home, { recursive: true, force: true, maxRetries: 10 })
}
