import { readdirSync, readlinkSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { openSandbox, type Sandbox } from '../../sandbox/index.ts'
import { startVirtualDesktop, type VirtualDesktop } from '../../scripts/desktop/virtual-desktop.ts'
import { gazellePageOf, guideOf, signInTo } from '../../scripts/driver/windows.ts'
import type { ElectronRuntime } from '../../scripts/runtime/resolve-electron.ts'
import { Keyring } from '../desktop/keyring.ts'
import { KeeperApp } from '../e2e/keeper-app.ts'
import { rowOf, writeRow } from '../e2e/row.ts'
import { type Disk, mountDisk } from './disk.ts'
import { countHandles } from './handles.ts'
import { ShellPart, Tray } from './shell.ts'
import type { Sample } from './slopes.ts'
import type { Known, Seen } from './truths.ts'

export const second = 1000
export const minute = 60 * second
export const hour = 60 * minute
export const day = 24 * hour

/** How long the app may be at something before it counts as stuck, in milliseconds. */
const patienceMilliseconds = 90 * second
const lookAgainMilliseconds = 100
/** Short, so that many renewals come in a month. */
const tokenLifeSeconds = (4 * day) / second

/** What in-main.cjs keeps in the app. */
interface InMain {
  aheadMilliseconds: number
  boxes: string[]
  longestBlockMilliseconds: number
  measure(): Promise<Omit<Sample, 'start' | 'day' | 'handles'>>
}

/** Everything that the app lives in: its desktop, its keychain, its disk, Gazelle and Supabase, and the time. */
export class World {
  readonly desktop: VirtualDesktop
  readonly sandbox: Sandbox
  readonly keyring: Keyring
  readonly notifications: ShellPart
  readonly panel: ShellPart
  readonly tray: Tray
  /** Null where none can be mounted. */
  readonly disk: Disk | null
  /** The titles of all notifications that were shown. */
  readonly notified: string[]
  /** How often the app was started. */
  starts = 0
  longestQuitMilliseconds = 0
  /** Whether the row's token was dead at some time since this was last set back, so that somebody may have been asked. */
  wasTokenDead = false
  /** Whether somebody looks at a panel that answers. */
  hasPanel = true
  /** How far the app's clock alone is ahead. */
  clockErrorMilliseconds = 0
  readonly #root: string
  readonly #runtime: ElectronRuntime
  readonly #profile: string
  readonly #clock: { ahead: number }
  readonly #folders: readonly string[]
  #app: KeeperApp | null = null
  #read = 0

  private constructor(parts: {
    root: string
    runtime: ElectronRuntime
    profile: string
    folders: readonly string[]
    clock: { ahead: number }
    desktop: VirtualDesktop
    sandbox: Sandbox
    keyring: Keyring
    notifications: ShellPart
    panel: ShellPart
    tray: Tray
    disk: Disk | null
    notified: string[]
  }) {
    this.#root = parts.root
    this.#runtime = parts.runtime
    this.#profile = parts.profile
    this.#folders = parts.folders
    this.#clock = parts.clock
    this.desktop = parts.desktop
    this.sandbox = parts.sandbox
    this.keyring = parts.keyring
    this.notifications = parts.notifications
    this.panel = parts.panel
    this.tray = parts.tray
    this.disk = parts.disk
    this.notified = parts.notified
  }

  /** Makes a world with a token in its row, and starts the app of the project at `root` in it. */
  static async open(root: string, runtime: ElectronRuntime): Promise<World> {
    const folder = await mkdtemp(join(tmpdir(), 'gazelle-keeper-soak-'))
    const profile = await mkdtemp(join(tmpdir(), 'gazelle-keeper-profile-'))
    const disk = await mountDisk(profile)
    const clock = { ahead: 0 }
    const sandbox = await openSandbox({ folder, now: () => Date.now() + clock.ahead })
    const desktop = await startVirtualDesktop({ keyring: false })
    const bus = desktop.env['DBUS_SESSION_BUS_ADDRESS'] ?? ''
    const notified: string[] = []
    const world = new World({
      root,
      runtime,
      profile,
      folders: [folder, profile],
      clock,
      desktop,
      sandbox,
      disk,
      notified,
      keyring: await Keyring.start(desktop.env),
      notifications: new ShellPart('notifications', desktop.env, (title) => notified.push(title)),
      panel: new ShellPart('tray', desktop.env),
      tray: new Tray(bus),
    })
    await world.notifications.start()
    await world.panel.start()
    sandbox.gazelle.configure({ accessTokenLifeSeconds: tokenLifeSeconds })
    await writeRow(sandbox, { ...sandbox.gazelle.grantPair(), created_at: world.nowSeconds() })
    await world.launch()
    return world
  }

  async close(): Promise<void> {
    await this.#app?.close().catch(() => undefined)
    for (const part of [this.notifications, this.panel]) await part.stop()
    this.tray.close()
    await this.keyring.close()
    await this.desktop.close()
    await this.sandbox.close()
    await this.disk?.unmount()
    for (const folder of this.#folders) await rm(folder, { recursive: true, force: true })
  }

  /** Simulated, in milliseconds since 1970. */
  now(): number {
    return Date.now() + this.#clock.ahead
  }

  nowSeconds(): number {
    return Math.floor(this.now() / second)
  }

  get app(): KeeperApp {
    if (this.#app === null) throw new Error('The app is not running.')
    return this.#app
  }

  get isRunning(): boolean {
    const process = this.#app?.electron.process()
    return process !== undefined && process.exitCode === null && process.signalCode === null
  }

  async launch(): Promise<void> {
    const ahead = this.#clock.ahead + this.clockErrorMilliseconds
    this.#app = await KeeperApp.launch({
      runtime: this.#runtime,
      sandbox: this.sandbox,
      profile: this.#profile,
      root: this.#root,
      desktop: {
        env: { ...this.desktop.env, SOAK_AHEAD_MILLISECONDS: String(ahead) },
        switches: ['--password-store=gnome-libsecret'],
        tray: null,
        notifications: null,
      },
      switches: ['-r', join(import.meta.dirname, 'in-main.cjs')],
    })
    this.starts += 1
    this.#read = 0
    await this.#tellTime()
  }

  /** As the system does that runs out of memory. */
  async kill(): Promise<void> {
    const { electron } = this.app
    if (!this.isRunning) return
    const ended = new Promise((resolve) => electron.process().once('exit', resolve))
    electron.process().kill('SIGKILL')
    await ended
  }

  async quit(): Promise<void> {
    const started = performance.now()
    await this.app.close()
    this.longestQuitMilliseconds = Math.max(this.longestQuitMilliseconds, performance.now() - started)
  }

  /** All clocks go on; the app is told as after a sleep, and has looked when it resolves. */
  async advance(milliseconds: number): Promise<void> {
    this.#clock.ahead += milliseconds
    await this.sandbox.supabase.skew(this.#clock.ahead / second)
    await this.#tellTime()
    this.wasTokenDead ||= !(await this.known()).isTokenAlive
    await this.wake()
  }

  /** The app's clock alone is wrong by so much. */
  async misset(milliseconds: number): Promise<void> {
    this.clockErrorMilliseconds = milliseconds
    await this.#tellTime()
    await this.wake()
  }

  async wake(): Promise<void> {
    await this.app.electron.evaluate(({ powerMonitor }) => powerMonitor.emit('resume'))
  }

  /** The app moves to another timezone, as it does with its computer. */
  async moveTo(timezone: string): Promise<void> {
    this.desktop.env['TZ'] = timezone
    await this.app.electron.evaluate((_electron, zone) => {
      process.env['TZ'] = zone
    }, timezone)
  }

  /** Opens the popover, waits until the app is at rest, having checked if it is asked to, and reads what is there. */
  async look({ asked }: { asked: boolean }): Promise<Seen> {
    await this.#openPopover()
    if (asked) {
      await this.#press()
      await this.#inPopover(() => window.keeper.ask('check'))
    }
    await this.#rest()
    const read = await this.#inPopover(async () => {
      const text = (selector: string) => document.querySelector(selector)?.textContent?.trim() ?? null
      const snapshot = await window.keeper.snapshot()
      // One task later the page shows it.
      await new Promise((resolve) => setTimeout(resolve, 50))
      return {
        condition: document.querySelector('.popover')?.getAttribute('data-condition') as Seen['condition'],
        headline: text('.words h1') ?? '',
        sentence: text('.words p') ?? '',
        button: text('.actions button'),
        daysLeft: text('.ring strong'),
        snapshot,
      }
    })
    const item = this.hasPanel ? await this.tray.item() : null
    return {
      ...read,
      daysLeft: read.daysLeft === null ? null : Number(read.daysLeft),
      toolTip: (await item?.toolTip().catch(() => null)) ?? null,
    }
  }

  /** What is so now, whatever the app shows, but for how the servers answer. */
  async known(): Promise<Pick<Known, 'isTokenAlive' | 'expiresAt' | 'now' | 'isClockRight'>> {
    const row = await rowOf(this.sandbox)
    const created = Number(row?.['created_at'])
    const life = Number(row?.['expires_in'])
    return {
      isTokenAlive: this.#isAlive(row?.['access_token']),
      expiresAt: Number.isFinite(created + life) ? (created + life) * second : null,
      now: this.now(),
      isClockRight: this.clockErrorMilliseconds === 0,
    }
  }

  /** The row's token, where Gazelle has issued it; else null. */
  async tokenOfRow(): Promise<string | null> {
    const token = (await rowOf(this.sandbox))?.['access_token']
    return this.sandbox.gazelle.tokens.find(({ accessToken }) => accessToken === token)?.accessToken ?? null
  }

  /** Whether Gazelle, asked over the network, takes the row's token. */
  async isRowAccepted(): Promise<boolean> {
    const token = (await rowOf(this.sandbox))?.['access_token']
    const answer = await fetch(this.sandbox.gazelle.graphqlUrl, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ allClients(first: 1) { totalCount } }' }),
    })
    return answer.status === 200
  }

  /** Signs in as a person does who has been asked to, by the popover's button. */
  async signIn(): Promise<void> {
    await this.#openPopover()
    await this.#press()
    await this.#inPopover(() => document.querySelector<HTMLElement>('.actions button')?.click())
    const guide = await guideOf(this.app.electron)
    const closed = guide.waitForEvent('close', { timeout: patienceMilliseconds })
    const { gazelleUrl, gazelleEmail, gazellePassword } = this.sandbox.connection
    const gazelle = await gazellePageOf(this.app.electron, gazelleUrl)
    // Where somebody is signed in still there is no form, and it closes by itself.
    const form = signInTo(gazelle, gazelleEmail, gazellePassword)
    await Promise.race([form.then(() => closed), closed])
    form.catch(() => undefined)
  }

  /** What the app has written since this was last asked. */
  newOutput(): string {
    const { output } = this.app
    const fresh = output.slice(this.#read)
    this.#read = output.length
    return fresh
  }

  /** Takes the error boxes, and how long main has answered to nothing, since this was last asked. */
  async troublesInMain(): Promise<Pick<InMain, 'boxes' | 'longestBlockMilliseconds'>> {
    return await this.app.electron.evaluate(() => {
      const { soak } = globalThis as unknown as { soak: InMain }
      const { boxes, longestBlockMilliseconds } = soak
      Object.assign(soak, { boxes: [], longestBlockMilliseconds: 0 })
      return { boxes, longestBlockMilliseconds }
    })
  }

  /** What main holds once its garbage is collected. */
  async measure(onDay: number): Promise<Sample> {
    const memory = await this.app.electron.evaluate(() => {
      const { soak } = globalThis as unknown as { soak: InMain }
      return soak.measure()
    })
    const handles = countHandles(targetsOf(this.app.electron.process().pid))
    return { start: this.starts, day: onDay, handles, ...memory }
  }

  /** Ends processes of the app by what they are to Chromium. */
  async killProcesses(isIt: (metric: { type: string; serviceName?: string }) => boolean): Promise<number> {
    const metrics = await this.app.electron.evaluate(({ app }) =>
      app.getAppMetrics().map(({ pid, type, serviceName }) => ({ pid, type, ...(serviceName ? { serviceName } : {}) })),
    )
    const found = metrics.filter(isIt)
    for (const { pid } of found) {
      try {
        process.kill(pid, 'SIGKILL')
      } catch {
        // It has just ended by itself.
      }
    }
    // A page that is asked before main knows of its end never answers.
    const pids = found.map(({ pid }) => pid)
    const isKnown = () =>
      this.app.electron.evaluate(
        ({ app, webContents }, pids) =>
          app.getAppMetrics().every(({ pid }) => !pids.includes(pid)) &&
          webContents.getAllWebContents().every((page) => page.isCrashed() || !pids.includes(page.getOSProcessId())),
        pids,
      )
    await this.#until(isKnown, 'Killed processes are still there.')
    return found.length
  }

  #isAlive(accessToken: unknown): boolean {
    const token = this.sandbox.gazelle.tokens.find((each) => each.accessToken === accessToken)
    return token !== undefined && token.revokedAt === null && token.expiresAt > this.nowSeconds()
  }

  async #openPopover(): Promise<void> {
    const item = this.hasPanel ? await this.tray.item() : null
    const { electron } = this.app
    const isShown = await electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().some(
        (window) => window.isVisible() && window.webContents.getURL().includes('popover.html'),
      ),
    )
    if (!isShown && item !== null) await item.activate()
    else if (!isShown) await electron.evaluate(({ app }) => app.emit('second-instance', {}, [], ''))
    // What it shows first is a picture.
    const isThere = () => document.querySelector('#root:not([inert]) > *') !== null
    await this.#until(() => this.#inPopover(isThere).catch(() => false), 'The popover does not come.')
    await this.#inPopover(setClock, this.#clock.ahead + this.clockErrorMilliseconds)
  }

  /** A key in the popover that does nothing there: main wants to see that somebody is at it. */
  async #press(): Promise<void> {
    await this.app.electron.evaluate(({ BrowserWindow }) => {
      const popover = BrowserWindow.getAllWindows().find(({ webContents }) =>
        webContents.getURL().includes('popover.html'),
      )
      popover?.webContents.sendInputEvent({ type: 'keyDown', keyCode: 'F9' })
    })
  }

  /** Runs a function in the popover's page. Not by Playwright, which gives a page up whose process has died once. */
  async #inPopover<T, Argument>(run: (argument: Argument) => T | Promise<T>, argument?: Argument): Promise<T> {
    const script = `(${run})(${JSON.stringify(argument)})`
    return await this.app.electron.evaluate(async ({ BrowserWindow }, script) => {
      const popover = BrowserWindow.getAllWindows().find(({ webContents }) =>
        webContents.getURL().includes('popover.html'),
      )
      if (popover === undefined || popover.webContents.isCrashed()) throw new Error('There is no popover.')
      return await popover.webContents.executeJavaScript(script)
    }, script)
  }

  /** Idle once may be the moment before it begins. */
  async #rest(): Promise<void> {
    let idle = 0
    await this.#until(async () => {
      const { keeper } = await this.#inPopover(() => window.keeper.snapshot())
      idle = keeper.activity === 'idle' ? idle + 1 : 0
      return idle === 2
    }, 'The app does not come to rest.')
  }

  async #until(isSo: () => Promise<boolean>, otherwise: string): Promise<void> {
    const deadline = performance.now() + patienceMilliseconds
    while (!(await isSo())) {
      if (performance.now() > deadline) throw new Error(otherwise)
      await pause(lookAgainMilliseconds)
    }
  }

  /** Its pages are told when they are looked at. */
  async #tellTime(): Promise<void> {
    const ahead = this.#clock.ahead + this.clockErrorMilliseconds
    await this.app.electron.evaluate((_electron, ahead) => {
      const { soak } = globalThis as unknown as { soak: InMain }
      soak.aheadMilliseconds = ahead
    }, ahead)
  }
}

/** What the open handles of a process lead to. */
function targetsOf(pid: number | undefined): string[] {
  const folder = `/proc/${pid}/fd`
  return readdirSync(folder).flatMap((handle) => {
    try {
      return [readlinkSync(join(folder, handle))]
    } catch {
      // It has just been closed.
      return []
    }
  })
}

function setClock(ahead: number): void {
  const page = globalThis as unknown as { soakRealNow?: () => number }
  page.soakRealNow ??= Date.now
  const { soakRealNow } = page
  Date.now = () => soakRealNow() + ahead
}
