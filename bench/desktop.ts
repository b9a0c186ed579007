import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { openSandbox, type Sandbox } from '../sandbox/index.ts'
import { build } from '../scripts/build.ts'
import { startVirtualDesktop, type VirtualDesktop } from '../scripts/desktop/virtual-desktop.ts'
import { type ElectronRuntime, resolveElectron } from '../scripts/runtime/resolve-electron.ts'
import { appSwitches } from '../scripts/start/switches.ts'
import { TrayHost } from '../test/desktop/tray-host.ts'
import type { TrayItem } from '../test/desktop/tray-item.ts'
import { writeRow } from '../test/e2e/row.ts'
import { median } from './median.ts'
import { memoryOf, workBetween, workOf } from './process-tree.ts'
import type { BenchOptions, BenchResult } from './result.ts'

const root = resolve(import.meta.dirname, '..')
/** Memory is read when the icon has been there for this long, in milliseconds, and from then on the work is counted. */
const settleMilliseconds = 15_000
const idleMilliseconds = 60_000
/** A row that Keeper has to do nothing about. */
const validTooltip = 'All is well'

const programs = ['bare', 'hidden', 'keeper'] as const
type Program = (typeof programs)[number]

interface Idle {
  /** In bytes, when it has come to rest. */
  readonly pss: number
  readonly anonymous: number
  readonly cpuMilliseconds: number
  readonly wakeUps: number
}

interface Round {
  /** Milliseconds from the start of the program until the panel hears of its icon. */
  readonly start: number
  /** Null where starts alone are measured. */
  readonly idle: Idle | null
}

interface Place {
  readonly runtime: ElectronRuntime
  readonly sandbox: Sandbox
  readonly desktop: VirtualDesktop
  readonly host: TrayHost
  /** Each program has a profile of its own, which it keeps from round to round, as people do. */
  readonly profiles: string
}

/**
 * What the app costs a person who looks at its icon alone, beside an app of ten lines that has an icon and nothing else, and beside
 * that with a hidden window: the time from the start until the panel hears of the icon, the memory of all processes when they have
 * come to rest, and what they do in a minute in which nothing happens. All on the same Electron, by turns; a first round, not
 * counted, makes the profiles. Linux only, where /proc tells, and where a panel hears of icons over D-Bus.
 */
export async function desktop({ rounds = 7, starts = false }: BenchOptions): Promise<BenchResult> {
  if (process.platform !== 'linux')
    throw new Error('This bench needs a tray that tells of its icons, and /proc: Linux.')
  const runtime = await resolveElectron()
  await build(root)
  const folder = mkdtempSync(join(tmpdir(), 'bench-desktop-'))
  const sandbox = await openSandbox({ folder: join(folder, 'sandbox') })
  const virtual = await startVirtualDesktop()
  const host = await TrayHost.start(virtual.env['DBUS_SESSION_BUS_ADDRESS'] ?? '')
  try {
    await writeRow(sandbox, sandbox.gazelle.grantPair())
    const place: Place = { runtime, sandbox, desktop: virtual, host, profiles: join(folder, 'profiles') }
    const found: Record<Program, Round[]> = { bare: [], hidden: [], keeper: [] }
    for (let round = -1; round < rounds; round++) {
      for (const program of programs) {
        const taken = await run(program, place, round >= 0 && !starts)
        if (round >= 0) found[program].push(taken)
      }
    }
    return toResult(found)
  } finally {
    host.stop()
    await virtual.close()
    await sandbox.close()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

async function run(program: Program, place: Place, measuresIdle: boolean): Promise<Round> {
  const { host } = place
  const began = performance.now()
  const electron = begin(program, place)
  const ended = once(electron, 'exit')
  try {
    const icon = await patiently(() => host.waitForItem())
    const start = performance.now() - began
    if (!measuresIdle) {
      // Left at once, it would not have come to know what its next start shows.
      if (program === 'keeper') await untilValid(icon)
      return { start, idle: null }
    }
    await pause(settleMilliseconds)
    if (program === 'keeper') await untilValid(icon)
    const pid = electron.pid ?? 0
    const { pss, anonymous } = memoryOf(pid)
    const before = workOf(pid)
    await pause(idleMilliseconds)
    const { milliseconds: cpuMilliseconds, wakeUps } = workBetween(before, workOf(pid))
    return { start, idle: { pss, anonymous, cpuMilliseconds, wakeUps } }
  } finally {
    electron.kill('SIGTERM')
    await ended
    await patiently(() => host.waitForNoItem())
  }
}

/** Waits longer than tests do, for a machine with much else to do. */
async function patiently<T>(wait: () => Promise<T>): Promise<T> {
  return await wait().catch(wait).catch(wait).catch(wait)
}

async function untilValid(icon: TrayItem): Promise<void> {
  const deadline = performance.now() + 60_000
  while (!(await icon.toolTip()).includes(validTooltip)) {
    if (performance.now() > deadline)
      throw new Error(`Keeper’s row is to be valid; its icon says: ${await icon.toolTip()}`)
    await pause(500)
  }
}

function begin(program: Program, { runtime, sandbox, desktop, profiles }: Place): ChildProcess {
  const profile = join(profiles, program)
  mkdirSync(profile, { recursive: true })
  const switches = appSwitches(sandbox, profile).filter((each) => program === 'keeper' || !each.startsWith('--keeper'))
  const app = program === 'keeper' ? [root] : [join(import.meta.dirname, 'bare'), program]
  return spawn(runtime.executablePath, [...switches, ...desktop.switches, ...app], {
    env: { ...desktop.env, LC_ALL: 'en_CA.UTF-8' },
    stdio: 'ignore',
  })
}

const figures = {
  start: { label: 'start to icon', unit: 'ms', limit: 1.15, of: ({ start }: Round) => start },
  pss: { label: 'memory, PSS', unit: 'MiB', limit: 1.08, of: ({ idle }: Round) => toMiB(idle?.pss) },
  anonymous: { label: 'of it anonymous', unit: 'MiB', limit: 1.1, of: ({ idle }: Round) => toMiB(idle?.anonymous) },
  cpu: { label: 'CPU in 60 s', unit: 'ms', limit: 1.25, of: ({ idle }: Round) => idle?.cpuMilliseconds ?? null },
  'wake-ups': { label: 'wake-ups in 60 s', unit: '', limit: 1.1, of: ({ idle }: Round) => idle?.wakeUps ?? null },
}

function toMiB(bytes: number | undefined): number | null {
  return bytes === undefined ? null : bytes / 2 ** 20
}

function toResult(found: Readonly<Record<Program, readonly Round[]>>): BenchResult {
  const table: [string, string][] = []
  const ratios: Record<string, number> = {}
  const limits: Record<string, number> = {}
  for (const [name, { label, unit, limit, of }] of Object.entries(figures)) {
    const all = (program: Program) => found[program].map(of).filter((value) => value !== null)
    const bare = median(all('bare'))
    if (all('bare').length === 0) continue
    for (const program of programs) {
      const values = all(program)
      const [least, most] = [Math.min(...values), Math.max(...values)].map((value) => value.toFixed(0))
      const ratio = median(values) / bare
      const words = [median(values).toFixed(0), unit, `(${least}–${most})`, ratio.toFixed(3)].filter(Boolean)
      table.push([`${label}, ${names[program]}`, words.join(' ')])
      if (program === 'keeper') ratios[`${name}-to-bare`] = ratio
    }
    limits[`${name}-to-bare`] = limit
  }
  return { name: 'desktop', table, ratios, limits }
}

const names: Readonly<Record<Program, string>> = {
  bare: 'bare tray',
  hidden: 'with a hidden window',
  keeper: 'Gazelle Keeper',
}
