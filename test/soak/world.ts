import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSandbox, type Sandbox } from '../../sandbox/index.ts'
import { startVirtualDesktop, type VirtualDesktop } from '../../scripts/desktop/virtual-desktop.ts'
import type { ElectronRuntime } from '../../scripts/runtime/resolve-electron.ts'
import { Keyring } from '../desktop/keyring.ts'
import { KeeperApp } from '../e2e/keeper-app.ts'
import { rowOf, writeRow } from '../e2e/row.ts'
import { tellTime } from './app-main.ts'
import { AppPopover } from './app-popover.ts'
import { type Disk, mountDisk } from './disk.ts'
import { ShellPart, Tray } from './shell.ts'
import type { Known } from './truths.ts'

export const second = 1000
export const minute = 60 * second
export const hour = 60 * minute
export const day = 24 * hour

/** Short, so that a month brings many renewals. */
const tokenLifeSeconds = (4 * day) / second

/** The app's whole environment: its desktop, keychain and disk, Gazelle and Supabase, and the time. */
export class World {
  readonly desktop: VirtualDesktop
  readonly sandbox: Sandbox
  readonly keyring: Keyring
  readonly notifications: ShellPart
  readonly panel: ShellPart
  readonly tray: Tray
  /** Null if none can be mounted. */
  readonly disk: Disk | null
  /** The titles of all notifications that were shown. */
  readonly notified: string[]
  readonly popover = new AppPopover(this)
  /** How often the app was started. */
  starts = 0
  longestQuitMilliseconds = 0
  /** Whether the row's token has been dead since this was last reset, so that a person may have been asked to sign in. */
  wasTokenDead = false
  /** Whether there is a panel that responds. */
  hasPanel = true
  /** How far the app's clock alone is ahead, in milliseconds. */
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

  /** How far the app's clock is ahead of this computer's, in milliseconds. */
  get aheadMilliseconds(): number {
    return this.#clock.ahead + this.clockErrorMilliseconds
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
    this.#app = await KeeperApp.launch({
      runtime: this.#runtime,
      sandbox: this.sandbox,
      profile: this.#profile,
      root: this.#root,
      desktop: {
        env: { ...this.desktop.env, SOAK_AHEAD_MILLISECONDS: String(this.aheadMilliseconds) },
        switches: ['--password-store=gnome-libsecret'],
        tray: null,
        notifications: null,
      },
      switches: ['-r', join(import.meta.dirname, 'in-main.cjs')],
    })
    this.starts += 1
    this.#read = 0
    await tellTime(this.app, this.aheadMilliseconds)
  }

  /** Kills the app like a system that runs out of memory. */
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

  /** Advances all clocks, and tells the app that the computer has woken up. */
  async advance(milliseconds: number): Promise<void> {
    this.#clock.ahead += milliseconds
    await this.sandbox.supabase.skew(this.#clock.ahead / second)
    await tellTime(this.app, this.aheadMilliseconds)
    this.wasTokenDead ||= !(await this.known()).isTokenAlive
    await this.wake()
  }

  /** Sets only the app's clock wrong by so many milliseconds. */
  async misset(milliseconds: number): Promise<void> {
    this.clockErrorMilliseconds = milliseconds
    await tellTime(this.app, this.aheadMilliseconds)
    await this.wake()
  }

  async wake(): Promise<void> {
    await this.app.electron.evaluate(({ powerMonitor }) => powerMonitor.emit('resume'))
  }

  /** Moves the app to another timezone, as if with its computer. */
  async moveTo(timezone: string): Promise<void> {
    this.desktop.env['TZ'] = timezone
    await this.app.electron.evaluate((_electron, zone) => {
      process.env['TZ'] = zone
    }, timezone)
  }

  /** The facts of this moment, whatever the app shows, except the servers' answers. */
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

  /** The row's token if Gazelle has issued it; else null. */
  async tokenOfRow(): Promise<string | null> {
    const token = (await rowOf(this.sandbox))?.['access_token']
    return this.sandbox.gazelle.tokens.find(({ accessToken }) => accessToken === token)?.accessToken ?? null
  }

  /** Whether Gazelle, asked over the network, accepts the row's token. */
  async isRowAccepted(): Promise<boolean> {
    const token = (await rowOf(this.sandbox))?.['access_token']
    const answer = await fetch(this.sandbox.gazelle.graphqlUrl, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ allClients(first: 1) { totalCount } }' }),
    })
    return answer.status === 200
  }

  /** The app's output since the last call. */
  newOutput(): string {
    const { output } = this.app
    const fresh = output.slice(this.#read)
    this.#read = output.length
    return fresh
  }

  #isAlive(accessToken: unknown): boolean {
    const token = this.sandbox.gazelle.tokens.find((each) => each.accessToken === accessToken)
    return token !== undefined && token.revokedAt === null && token.expiresAt > this.nowSeconds()
  }
}
