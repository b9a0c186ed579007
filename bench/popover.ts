import { type ChildProcess, spawn } from 'node:child_process'
import { on, once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
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
import { median } from './median.ts'
import { memoryOf as memoryOfTree } from './process-tree.ts'
import type { BenchOptions, BenchResult } from './result.ts'

const root = resolve(import.meta.dirname, '..')
const bare = join(import.meta.dirname, 'bare-window')
/** By default. */
const openings = 25
/** How long a closed popover is kept: as short as can be for first openings, never over for later ones, as shipped for memory. */
const rests = { first: 50, later: 3_600_000 }
/** Before each opening, in milliseconds: a person finds the app at rest, not with the last window's process still ending. */
const restMilliseconds = 500
/** Memory is read when nothing has happened for this long, in milliseconds, and once more after the popover was closed this long. */
const settleMilliseconds = 15_000
const afterClosingMilliseconds = 120_000

/**
 * The popover on a real Electron: from the click on the tray icon (the panel's call over D-Bus) until the frame with its
 * whole content is on the screen, for openings that make the window and for later ones, by turns with an app that opens an
 * empty page; and the memory that all the app's processes have for themselves before, while it is open, and two minutes after.
 * Linux only: nowhere else can a program click a tray icon.
 */
export async function popover({ rounds = openings }: BenchOptions): Promise<BenchResult> {
  if (process.platform !== 'linux') throw new Error('This bench needs a tray that a program can click: Linux.')
  const runtime = await resolveElectron()
  await build(root)
  const folder = mkdtempSync(join(tmpdir(), 'bench-popover-'))
  const sandbox = await openSandbox({ folder })
  const desktop = await startVirtualDesktop()
  const host = await TrayHost.start(desktop.env['DBUS_SESSION_BUS_ADDRESS'] ?? '')
  const run = async <T>(program: string, switches: string[], work: (app: App) => Promise<T>) => {
    const app = await App.start({ runtime, sandbox, desktop, host, program, switches })
    try {
      return await work(app)
    } finally {
      await app.close()
    }
  }
  const beside = (switches: string[]) =>
    run(bare, [], (empty) => run(root, switches, (keeper) => openingsOf(keeper, empty, rounds)))
  try {
    const first = await beside([`--keeper-popover-rest=${rests.first}`])
    const later = await beside([`--keeper-popover-rest=${rests.later}`])
    const memory = await run(root, [], memoryOf)
    return toResult(first, later, memory)
  } finally {
    host.stop()
    await desktop.close()
    await sandbox.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** From the click, in milliseconds. */
interface Opening {
  readonly painted: number
  readonly answers: number
}

interface Memory {
  readonly before: number
  readonly open: number
  readonly after: number
}

/** Those of the popover, and those of an empty page between them. */
interface Openings {
  readonly ours: Opening[]
  readonly empty: Opening[]
}

function toResult(first: Openings, later: Openings, { before, open, after }: Memory): BenchResult {
  const painted = (openings: Opening[]) => openings.map((each) => each.painted)
  const answers = (openings: Opening[]) => openings.map((each) => each.answers)
  const figures = (times: number[]) =>
    `${median(times).toFixed(0)} ms (${Math.min(...times).toFixed(0)}–${Math.max(...times).toFixed(0)}, ${times.length} times)`
  const size = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MiB (${(bytes / before).toFixed(3)})`
  return {
    name: 'popover',
    table: [
      ['an empty page, painted, median', figures(painted(first.empty))],
      ['first opening, painted, median', figures(painted(first.ours))],
      ['first opening, answers, median', figures(answers(first.ours))],
      ['an empty page beside later ones', figures(painted(later.empty))],
      ['later opening, painted, median', figures(painted(later.ours))],
      ['memory, tray only', size(before)],
      ['memory, popover open', size(open)],
      [`memory, ${afterClosingMilliseconds / 1000} s after closing`, size(after)],
    ],
    ratios: {
      'first-opening-to-empty-page': median(painted(first.ours)) / median(painted(first.empty)),
      'first-opening-answers-to-empty-page': median(answers(first.ours)) / median(painted(first.empty)),
      'later-opening-to-empty-page': median(painted(later.ours)) / median(painted(later.empty)),
      'memory-after-to-before': after / before,
    },
    limits: {
      'first-opening-to-empty-page': 1.3,
      'first-opening-answers-to-empty-page': 1.8,
      'later-opening-to-empty-page': 0.4,
      'memory-after-to-before': 1,
    },
  }
}

async function openingsOf(ours: App, empty: App, rounds: number): Promise<Openings> {
  const found: Openings = { ours: [], empty: [] }
  // The very first one also starts what every later window finds running, and makes the one that later openings find.
  for (let round = -1; round < rounds; round++) {
    for (const [app, openings] of [[ours, found.ours] as const, [empty, found.empty] as const]) {
      await pause(restMilliseconds)
      const opening = await app.open()
      if (round >= 0) openings.push(opening)
      await app.hide()
    }
  }
  return found
}

async function memoryOf(app: App): Promise<Memory> {
  await pause(settleMilliseconds)
  const before = app.memory()
  await app.open()
  await pause(settleMilliseconds)
  const open = app.memory()
  await app.hide()
  await pause(afterClosingMilliseconds)
  return { before, open, after: app.memory() }
}

interface Parts {
  runtime: ElectronRuntime
  sandbox: Sandbox
  desktop: VirtualDesktop
  host: TrayHost
  /** The folder of the app. */
  program: string
  switches: string[]
}

/** The app, its tray icon, and what `note-paints.cjs` tells of its windows. */
class App {
  readonly #electron: ChildProcess
  readonly #tray: TrayItem
  readonly #profile: string
  readonly #isDestroyed: boolean

  private constructor(
    electron: ChildProcess,
    tray: TrayItem,
    { profile, isDestroyed }: { profile: string; isDestroyed: boolean },
  ) {
    this.#electron = electron
    this.#tray = tray
    this.#profile = profile
    this.#isDestroyed = isDestroyed
  }

  static async start({ runtime, sandbox, desktop, host, program, switches }: Parts): Promise<App> {
    const profile = mkdtempSync(join(tmpdir(), 'bench-popover-profile-'))
    const notePaints = ['-r', join(import.meta.dirname, 'note-paints.cjs')]
    const own = appSwitches(sandbox, profile).filter((each) => program === root || !each.startsWith('--keeper'))
    const electron = spawn(runtime.executablePath, [...own, ...desktop.switches, ...switches, ...notePaints, program], {
      env: { ...desktop.env, LC_ALL: 'en_CA.UTF-8' },
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
    const isDestroyed = program === bare || switches.includes(`--keeper-popover-rest=${rests.first}`)
    return new App(electron, await newItem(host), { profile, isDestroyed })
  }

  /** Clicks the icon; gives how long it took until the popover was painted, and until it answered. */
  async open(): Promise<Opening> {
    const told = this.#next((message) => typeof message === 'object')
    const clicked = performance.timeOrigin + performance.now()
    await this.#tray.activate()
    const { painted, answers } = (await told) as Opening
    return { painted: painted - clicked, answers: answers - clicked }
  }

  /** Closes the popover by a click, and waits until its window is hidden, or destroyed where it is to be. */
  async hide(): Promise<void> {
    const told = this.#next((message) => message === (this.#isDestroyed ? 'destroyed' : 'hidden'))
    await this.#tray.activate()
    await told
  }

  async #next(isIt: (message: unknown) => boolean): Promise<unknown> {
    for await (const [message] of on(this.#electron, 'message', { close: ['exit'] })) if (isIt(message)) return message
    throw new Error('The app has ended.')
  }

  /**
   * The memory of all the app's processes, in bytes: anonymous and shared between themselves. Not the files they map: those are
   * divided among all programs of the machine that map them, so that another Electron that comes or goes would change the figure.
   */
  memory(): number {
    const { anonymous, shared } = memoryOfTree(this.#electron.pid ?? 0)
    return anonymous + shared
  }

  async close(): Promise<void> {
    this.#electron.send('quit')
    await once(this.#electron, 'exit')
    rmSync(this.#profile, { recursive: true, force: true })
  }
}

const known = new Set<string>()

/** The icon that is not from before: while another app has one, it is the newest of them only once it is there. */
async function newItem(host: TrayHost): Promise<TrayItem> {
  const deadline = performance.now() + 60_000
  while (performance.now() < deadline) {
    const item = await host.waitForItem()
    if (!known.has(item.busName)) {
      known.add(item.busName)
      return item
    }
    await pause(50)
  }
  throw new Error('An app has put no icon in the tray.')
}
