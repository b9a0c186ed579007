import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { test as base, expect } from '@playwright/test'
import { openSandbox, type Sandbox } from '../../sandbox/index.ts'
import { startVirtualDesktop } from '../../scripts/desktop/virtual-desktop.ts'
import { type ElectronRuntime, resolveElectron } from '../../scripts/runtime/resolve-electron.ts'
import { NotificationDaemon } from '../desktop/notification-daemon.ts'
import { TrayHost } from '../desktop/tray-host.ts'
import { type Desktop, KeeperApp, type LaunchOptions } from './keeper-app.ts'

/** The project's folder. */
export const root = resolve(import.meta.dirname, '../..')

export type { Desktop } from './keeper-app.ts'

export interface WorkerFixtures {
  runtime: ElectronRuntime
  desktop: Desktop
  ownSandbox: Sandbox
}

export interface TestFixtures {
  /** As after a fresh start. */
  sandbox: Sandbox
  /** An empty profile folder. */
  profile: string
  /** The test makes errors that nobody catches; in any other there must be none. */
  makesErrors: boolean
  /** Starts the built app on the sandbox; it is ended after the test. */
  launch: (options?: Partial<LaunchOptions>) => Promise<KeeperApp>
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  runtime: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from its first argument
    async ({}, use) => use(await resolveElectron()),
    { scope: 'worker', timeout: 300_000 },
  ],

  desktop: [
    // biome-ignore lint/correctness/noEmptyPattern: as above
    async ({}, use) => {
      await withDesktop(true, use)
    },
    { scope: 'worker' },
  ],

  ownSandbox: [
    // biome-ignore lint/correctness/noEmptyPattern: as above
    async ({}, use) => {
      const folder = await mkdtemp(join(tmpdir(), 'gazelle-keeper-e2e-'))
      const sandbox = await openSandbox({ folder })
      await use(sandbox)
      await sandbox.close()
      await rm(folder, { recursive: true, force: true })
    },
    { scope: 'worker', timeout: 120_000 },
  ],

  sandbox: async ({ ownSandbox }, use) => {
    await ownSandbox.reset()
    await use(ownSandbox)
  },

  // biome-ignore lint/correctness/noEmptyPattern: as above
  profile: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'gazelle-keeper-profile-'))
    await use(folder)
    await rm(folder, { recursive: true, force: true })
  },

  makesErrors: [false, { option: true }],

  launch: async ({ runtime, desktop, sandbox, profile, makesErrors }, use, testInfo) => {
    const started: KeeperApp[] = []
    await use(async (options = {}) => {
      const app = await KeeperApp.launch({ runtime, desktop, sandbox, profile, root, ...options })
      started.push(app)
      return app
    })
    const logNow = () => readFile(join(profile, 'logs/keeper.log'), 'utf8').catch(() => '')
    // The profile goes with the test: what it could tell of a failure is told now.
    if (testInfo.status !== testInfo.expectedStatus)
      console.log(`The end of keeper.log:\n${(await logNow()).slice(-4_000)}`)
    for (const app of started) await app.close()
    const log = await logNow()
    if (!makesErrors) expect(log).not.toMatch(/ error (uncaughtException|unhandledRejection)/)
  },
})

/** Gives `use` a desktop, with or without a keychain that is open. */
export async function withDesktop(keyring: boolean, use: (desktop: Desktop) => Promise<void>): Promise<void> {
  if (process.platform !== 'linux') {
    await use({ env: { ...process.env } as Record<string, string>, switches: [], tray: null, notifications: null })
    return
  }
  const desktop = await startVirtualDesktop({ keyring })
  const bus = desktop.env['DBUS_SESSION_BUS_ADDRESS'] ?? ''
  const tray = await TrayHost.start(bus)
  const notifications = await NotificationDaemon.start(bus)
  // No graphics card is here, as Chromium finds out for itself once it has started three processes for one.
  await use({ ...desktop, switches: [...desktop.switches, '--disable-gpu'], tray, notifications })
  tray.stop()
  notifications.stop()
  await desktop.close()
}

export { expect } from '@playwright/test'
