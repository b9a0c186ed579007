import { mkdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type ElectronApplication, expect, type Page } from '@playwright/test'
import type { Sandbox } from '../../sandbox/index.ts'
import { type Launch, launchAgain, launchApp } from '../../scripts/driver/launch.ts'
import { gazellePageOf, guideOf, popoverOf, signInTo } from '../../scripts/driver/windows.ts'
import type { ElectronRuntime } from '../../scripts/runtime/resolve-electron.ts'
import { appSwitches } from '../../scripts/start/switches.ts'
import type { Condition, SignInPhase } from '../../src/shared/snapshot.ts'
import type { NotificationDaemon, ShownNotification } from '../desktop/notification-daemon.ts'
import type { TrayHost } from '../desktop/tray-host.ts'
import type { TrayItem } from '../desktop/tray-item.ts'

/** The desktop the app runs on; on Linux one of the tests' own, with a tray and a notification daemon that remember. */
export interface Desktop {
  readonly env: Record<string, string>
  readonly switches: string[]
  readonly tray: TrayHost | null
  readonly notifications: NotificationDaemon | null
}

export interface LaunchOptions {
  runtime: ElectronRuntime
  desktop: Desktop
  sandbox: Sandbox
  profile: string
  root: string
  /** False: the app is not told of the sandbox, as on a computer where nothing is set up. */
  onSandbox: boolean
  /** More switches. */
  switches: string[]
  /** What stands behind the switches, as a link does. */
  args: string[]
  /** "fr_CA.UTF-8" and the like. */
  locale: string
}

/** The app as a person has it before them: a tray icon, a popover, a sign-in window. */
export class KeeperApp {
  readonly electron: ElectronApplication
  /** Everything the app has written to stdout and stderr. */
  output = ''
  readonly #options: LaunchOptions
  readonly #launch: Launch
  readonly #notifiedBefore: number
  #closing: Promise<void> | undefined

  private constructor(electron: ElectronApplication, options: LaunchOptions, launch: Launch, notifiedBefore: number) {
    this.electron = electron
    this.#options = options
    this.#launch = launch
    this.#notifiedBefore = notifiedBefore
    // Nobody looks at what turns, and each of its sixty pictures a second is drawn by the processor.
    electron.on('window', (page) => page.emulateMedia({ reducedMotion: 'reduce' }).catch(() => undefined))
    for (const stream of [electron.process().stdout, electron.process().stderr]) {
      stream?.on('data', (chunk) => {
        this.output += chunk
      })
    }
  }

  static async launch(
    options: Omit<LaunchOptions, 'onSandbox' | 'switches' | 'args' | 'locale'> & Partial<LaunchOptions>,
  ): Promise<KeeperApp> {
    const complete: LaunchOptions = { onSandbox: true, switches: [], args: [], locale: 'en_CA.UTF-8', ...options }
    const { runtime, desktop, sandbox, profile, root, locale } = complete
    const ofSandbox = appSwitches(sandbox, profile)
    const launch: Launch = {
      executablePath: runtime.executablePath,
      root,
      env: { ...desktop.env, LANGUAGE: locale, LC_ALL: locale },
      switches: [
        ...ofSandbox.filter((each) => complete.onSandbox || !each.startsWith('--keeper-sandbox')),
        ...desktop.switches,
        ...complete.switches,
      ],
      args: complete.args,
    }
    const notifiedBefore = desktop.notifications?.shown.length ?? 0
    return new KeeperApp(await launchApp(launch), complete, launch, notifiedBefore)
  }

  /** The tray icon on the desktop's panel. */
  async tray(): Promise<TrayItem> {
    const { tray } = this.#options.desktop
    if (tray === null) throw new Error('This desktop shows its tray to nobody.')
    return await tray.waitForItem()
  }

  /** What this app has notified of so far. */
  notifications(): ShownNotification[] {
    return this.daemon().shown.slice(this.#notifiedBefore)
  }

  daemon(): NotificationDaemon {
    const { notifications } = this.#options.desktop
    if (notifications === null) throw new Error('This desktop shows its notifications to nobody.')
    return notifications
  }

  /** Waits for a notification of this app. */
  async nextNotification(): Promise<ShownNotification> {
    const before = this.#notifiedBefore
    const { shown } = this.daemon()
    return await this.daemon().waitFor((each) => shown.indexOf(each) >= before)
  }

  /** Waits until a person is needed, by the log: by then a notification has been given to whoever shows it. */
  async needsPerson(): Promise<void> {
    const log = join(this.#options.profile, 'logs/keeper.log')
    await expect.poll(() => readFile(log, 'utf8').catch(() => '')).toContain('human needed')
  }

  /** Opens the popover, by a click on the tray icon where there is one to click. */
  async openPopover(): Promise<Popover> {
    if (this.#options.desktop.tray === null) await this.startAgain()
    else await (await this.tray()).activate()
    return await this.popover()
  }

  /** The popover, once it is there. */
  async popover(): Promise<Popover> {
    return new Popover(await popoverOf(this.electron), this.electron)
  }

  /** Starts the app a second time, with these arguments behind its switches. */
  async startAgain(...args: string[]): Promise<void> {
    await launchAgain({ ...this.#launch, args })
  }

  /** The network goes, or comes back, as the system tells it; resolves once the app has looked. */
  async setOnline(isOnline: boolean): Promise<void> {
    await this.electron.evaluate(
      ({ net }, isOnline) =>
        new Promise<void>((resolve) => {
          net.isOnline = () => {
            resolve()
            return isOnline
          }
        }),
      isOnline,
    )
  }

  /** The sign-in window, once it is there. */
  async signInWindow(): Promise<SignInWindow> {
    const { gazelleUrl } = this.#options.sandbox.connection
    const page = gazellePageOf(this.electron, gazelleUrl)
    return new SignInWindow(await guideOf(this.electron), await page)
  }

  /** The whole way in: popover, button, form, until the sign-in window has closed by itself. */
  async signIn(): Promise<Popover> {
    const popover = await this.openPopover()
    await popover.expectCondition('missing')
    await popover.press('Sign in to Gazelle')
    const window = await this.signInWindow()
    const closed = window.closed()
    const { gazelleEmail, gazellePassword } = this.#options.sandbox.connection
    await signInTo(window.gazelle, gazelleEmail, gazellePassword)
    await closed
    return popover
  }

  /** Ends the app. May be called again. */
  close(): Promise<void> {
    this.#closing ??= this.electron.close().then(() => this.#options.desktop.tray?.waitForNoItem())
    return this.#closing
  }
}

export class Popover {
  readonly page: Page
  readonly #electron: ElectronApplication

  constructor(page: Page, electron: ElectronApplication) {
    this.page = page
    this.#electron = electron
  }

  async isVisible(): Promise<boolean> {
    const window = await this.#electron.browserWindow(this.page)
    return await window.evaluate((it) => it.isVisible())
  }

  /** Waits until the popover shows this state. */
  async expectCondition(condition: Condition | 'unconnected'): Promise<void> {
    await expect(this.page.locator('.popover')).toHaveAttribute('data-condition', condition)
  }

  async expectText(text: string | RegExp): Promise<void> {
    await expect(this.page.locator('.popover')).toContainText(text)
  }

  async press(button: string): Promise<void> {
    await this.page.getByRole('button', { name: button }).click()
  }

  /** Closes it, by Escape: no notification comes on top of an open one. */
  async close(): Promise<void> {
    await this.page.keyboard.press('Escape')
    await expect.poll(() => this.page.isClosed() || this.isVisible().catch(() => false)).toBe(false)
  }
}

export class SignInWindow {
  /** The bar above Gazelle's page. */
  readonly guide: Page
  /** Gazelle's own page. */
  readonly gazelle: Page

  constructor(guide: Page, gazelle: Page) {
    this.guide = guide
    this.gazelle = gazelle
  }

  /** Waits until the bar tells this phase, for so many milliseconds at most; as long as for any other where none are given. */
  async expectPhase(phase: SignInPhase, timeout?: number): Promise<void> {
    const patience = timeout === undefined ? {} : { timeout }
    await expect(this.guide.locator('.guide')).toHaveAttribute('data-phase', phase, patience)
  }

  async press(button: string): Promise<void> {
    try {
      await this.guide.getByRole('button', { name: button }).click()
    } catch (error) {
      // A button that closes the window may do so before the click is told to be done.
      if (!this.guide.isClosed()) throw error
    }
  }

  /** Call it before what closes the window, and await it after. */
  async closed(): Promise<void> {
    await this.guide.waitForEvent('close', { timeout: 120_000 })
  }
}

const pictures = join(import.meta.dirname, '../../out/test/screenshots')

/** Leaves pictures of a window for people to look at, in both themes, in out/test/screenshots. */
export async function picture(page: Page, name: string): Promise<void> {
  mkdirSync(pictures, { recursive: true })
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.screenshot({ path: join(pictures, `${name}-${colorScheme}.png`) })
  }
}
