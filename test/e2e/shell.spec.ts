import type { Page } from '@playwright/test'
import type { MessageBoxOptions } from 'electron'
import { startVirtualDesktop, type VirtualDesktop } from '../../scripts/desktop/virtual-desktop.ts'
import { settingsOf } from '../../scripts/driver/windows.ts'
import { NotificationDaemon } from '../desktop/notification-daemon.ts'
import { type DesktopProgram, Dunst, startDunst, startPanel, trayHolds } from '../desktop/real-programs.ts'
import { TrayHost } from '../desktop/tray-host.ts'
import { askFrom } from './asking.ts'
import { test as base, type Desktop, expect } from './fixtures.ts'
import type { KeeperApp, Popover } from './keeper-app.ts'
import { ageRow } from './row.ts'

// Panels and notification daemons that are not there, come late, freeze, go and are replaced.

/** A desktop on which nothing runs yet; what a test starts on it ends with it. */
interface Bare {
  readonly desktop: VirtualDesktop
  readonly bus: string
  startDaemon(): Promise<NotificationDaemon>
  startTray(): Promise<TrayHost>
  keep<T extends DesktopProgram>(program: Promise<T>): Promise<T>
  /** As the tests' other helpers know a desktop. */
  with(parts?: Partial<Desktop>): Desktop
}

const test = base.extend<{ bare: Bare }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from its first argument
  bare: async ({}, use) => {
    const desktop = await startVirtualDesktop({ keyring: false })
    const bus = desktop.env['DBUS_SESSION_BUS_ADDRESS'] ?? ''
    const stops: (() => unknown)[] = []
    const kept = <T extends { stop(): unknown }>(one: T): T => {
      stops.push(() => one.stop())
      return one
    }
    await use({
      desktop,
      bus,
      startDaemon: async () => kept(await NotificationDaemon.start(bus)),
      startTray: async () => kept(await TrayHost.start(bus)),
      keep: async (program) => kept(await program),
      with: (parts = {}) => ({ ...desktop, tray: null, notifications: null, ...parts }),
    })
    for (const stop of stops.reverse()) await stop()
    await desktop.close()
  },

  // The apps end before what they run on.
  launch: async ({ bare: _, launch }, use) => await use(launch),
})

/** From now on main notes how long it was held up at worst, in milliseconds. */
async function watchMain(app: KeeperApp): Promise<() => Promise<number>> {
  await app.electron.evaluate(() => {
    const held = { up: 0 }
    let last = performance.now()
    setInterval(() => {
      held.up = Math.max(held.up, performance.now() - last)
      last = performance.now()
    }, 50)
    Object.assign(globalThis, { held })
  })
  return () => app.electron.evaluate(() => (globalThis as unknown as { held: { up: number } }).held.up)
}

/** Longer than a busy machine holds anything up, shorter than any time limit of D-Bus's libraries. */
const heldUp = 3000

/** Answers the question at the end by the button of that number, and gives what was asked. */
async function answerBox(app: KeeperApp, response: number): Promise<() => Promise<MessageBoxOptions[]>> {
  await app.electron.evaluate(({ dialog }, response) => {
    const boxes: MessageBoxOptions[] = []
    Object.assign(globalThis, { boxes })
    dialog.showMessageBox = (async (_window: unknown, options: MessageBoxOptions) => {
      boxes.push(options)
      return { response, checkboxChecked: false }
    }) as typeof dialog.showMessageBox
  }, response)
  return () => app.electron.evaluate(() => (globalThis as unknown as { boxes: MessageBoxOptions[] }).boxes)
}

/** Asks Supabase and Gazelle how things stand, and waits for their answer. */
const checkNow = (popover: Popover) => askFrom(popover.page, 'check')

const isPopover = async (app: KeeperApp, page: Page) =>
  await (await app.electron.browserWindow(page)).evaluate((window) => window.isAlwaysOnTop())

const closeWindow = async (app: KeeperApp, page: Page) =>
  await (await app.electron.browserWindow(page)).evaluate((window) => setImmediate(() => window.close()))

const signInNeeded = 'Gazelle needs you to sign in'

test.describe('notifications @linux', () => {
  test('a daemon that comes late shows what there was to tell, once in a run', async ({ launch, bare }) => {
    const tray = await bare.startTray()
    const app = await launch({ desktop: bare.with({ tray }) })
    await app.needsPerson()
    const notifications = await bare.startDaemon()
    expect((await notifications.waitFor(() => true)).summary).toBe(signInNeeded)
    await app.close()

    const again = await launch({ desktop: bare.with({ tray, notifications }) })
    expect((await again.nextNotification()).summary).toBe(signInNeeded)
    await (await again.openPopover()).expectCondition('missing')
    expect(again.notifications()).toHaveLength(1)
  })

  test('what no daemon has shown is told at the next start', async ({ launch, bare }) => {
    const tray = await bare.startTray()
    const app = await launch({ desktop: bare.with({ tray }) })
    await app.needsPerson()
    await app.close()

    const notifications = await bare.startDaemon()
    const again = await launch({ desktop: bare.with({ tray, notifications }) })
    expect((await again.nextNotification()).summary).toBe(signInNeeded)
  })

  test('a daemon that has frozen holds nobody up, and shows it once when it goes on', async ({ launch, bare }) => {
    const tray = await bare.startTray()
    const notifications = await bare.startDaemon()
    notifications.freeze()
    const app = await launch({ desktop: bare.with({ tray, notifications }) })
    const worst = await watchMain(app)
    await app.needsPerson()
    const popover = await app.openPopover()
    await popover.expectCondition('missing')
    await checkNow(popover)
    expect(await worst()).toBeLessThan(heldUp)
    expect(app.notifications()).toEqual([])
    await popover.close()
    notifications.thaw()
    const { id, summary } = await app.nextNotification()
    expect(summary).toBe(signInNeeded)
    notifications.click(id)
    await (await app.signInWindow()).expectPhase('waiting')
    expect(app.notifications()).toHaveLength(1)
  })

  test('a daemon in the place of one that has frozen shows it', async ({ launch, bare }) => {
    const tray = await bare.startTray()
    const frozen = await bare.startDaemon()
    frozen.freeze()
    const app = await launch({ desktop: bare.with({ tray }) })
    await app.needsPerson()
    frozen.stop()
    const notifications = await bare.startDaemon()
    expect((await notifications.waitFor(() => true)).summary).toBe(signInNeeded)
  })

  test('looks as Electron’s own, with a button more where the daemon has buttons', async ({ launch, bare }) => {
    const tray = await bare.startTray()
    const notifications = await bare.startDaemon()
    const app = await launch({ desktop: bare.with({ tray, notifications }) })
    const notification = await app.nextNotification()
    expect(notification).toMatchObject({
      replaces: 0,
      appName: 'Gazelle Keeper',
      icon: '',
      actions: [
        { key: 'default', label: 'Open Gazelle Keeper' },
        { key: 'button', label: 'Remind me tomorrow' },
      ],
      hints: { urgency: 2, 'sender-pid': BigInt(app.electron.process().pid ?? 0) },
    })
  })

  test('a sign-in window that was left open silences nothing', async ({ launch, desktop, sandbox }) => {
    const app = await launch({ switches: ['--keeper-attention=500'] })
    await app.nextNotification()
    await (await app.signIn()).expectCondition('valid')
    const popover = await app.openPopover()
    sandbox.gazelle.endSessions()
    await askFrom(popover.page, 'sign-in')
    await (await app.signInWindow()).expectPhase('waiting')
    await ageRow(sandbox)
    sandbox.gazelle.revokeAll()
    // The settings take the focus from the sign-in window, as everything does that is done meanwhile.
    await askFrom((await app.openPopover()).page, { do: 'open-settings', section: 'gazelle' })
    await settingsOf(app.electron)
    await (await app.tray()).clickMenu('Check now')
    await expect.poll(() => app.notifications().at(-1)?.body).toContain('can no longer reach Gazelle')
    expect(desktop.notifications?.shown.at(-1)?.summary).toBe(signInNeeded)
  })

  test('dunst: frozen it holds nobody up, thawed it shows, and a click leads to the window', async ({
    launch,
    bare,
  }) => {
    const tray = await bare.startTray()
    const daemon = await bare.keep(startDunst(bare.desktop.env))
    daemon.freeze()
    const app = await launch({ desktop: bare.with({ tray }) })
    const worst = await watchMain(app)
    await app.needsPerson()
    const popover = await app.openPopover()
    await popover.expectCondition('missing')
    await checkNow(popover)
    expect(await worst()).toBeLessThan(heldUp)
    await popover.close()
    daemon.thaw()
    const dunst = new Dunst(bare.bus)
    await expect.poll(() => dunst.displayed()).toBe(1)
    await dunst.click()
    await (await app.signInWindow()).expectPhase('waiting')
    dunst.stop()
  })

  test('dunst: killed while frozen, the next one shows it, and no one after that', async ({ launch, bare }) => {
    const tray = await bare.startTray()
    const frozen = await bare.keep(startDunst(bare.desktop.env))
    frozen.freeze()
    const app = await launch({ desktop: bare.with({ tray }) })
    await app.needsPerson()
    await frozen.kill()
    const next = await bare.keep(startDunst(bare.desktop.env))
    const dunst = new Dunst(bare.bus)
    await expect.poll(() => dunst.displayed()).toBe(1)
    await next.stop()
    const notifications = await bare.startDaemon()
    await checkNow(await app.openPopover())
    expect(notifications.shown).toEqual([])
    dunst.stop()
  })
})

test.describe('the tray @linux', () => {
  test('a panel that comes late gets the icon; until then the window is the face', async ({ launch, bare }) => {
    const app = await launch({ desktop: bare.with() })
    const face = await app.popover()
    await face.expectCondition('missing')
    await expect.poll(() => face.isVisible()).toBe(true)
    const asked = await answerBox(app, 0)
    await closeWindow(app, face.page)
    await expect.poll(async () => (await asked()).map(({ message }) => message)).toEqual(['Quit Gazelle Keeper?'])
    expect(face.page.isClosed()).toBe(false)

    const tray = await bare.startTray()
    const item = await tray.waitForItem()
    await item.waitForToolTip((text) => text.startsWith('Gazelle Keeper'))
    // Nobody's window vanishes by that; the icon's click brings the popover in its place.
    expect(face.page.isClosed()).toBe(false)
    const gone = face.page.waitForEvent('close')
    await item.activate()
    await gone
    const popover = await app.popover()
    await popover.expectCondition('missing')
    expect(await isPopover(app, popover.page)).toBe(true)
    await closeWindow(app, popover.page)
    expect(await asked()).toHaveLength(1)
  })

  test('a panel that is replaced gets the icon, as often as it is', async ({ launch, bare }) => {
    let tray = await bare.startTray()
    const app = await launch({ desktop: bare.with() })
    await tray.waitForItem()
    for (let time = 0; time < 3; time++) {
      tray.stop()
      tray = await bare.startTray()
      await (await tray.waitForItem()).waitForToolTip((text) => text.startsWith('Gazelle Keeper'))
    }
    // It was the icon that came back, and no window in its place.
    expect(app.electron.windows()).toEqual([])
  })

  test('a panel that has gone for good leaves the window as the face', async ({ launch, bare }) => {
    const tray = await bare.startTray()
    const app = await launch({ desktop: bare.with() })
    await tray.waitForItem()
    tray.stop()
    const face = await app.popover()
    await expect.poll(() => face.isVisible()).toBe(true)
    expect(await isPopover(app, face.page)).toBe(false)
  })

  test('xfce4-panel: started after the app it shows the icon, and again after a restart', async ({ launch, bare }) => {
    const app = await launch({ desktop: bare.with() })
    await (await app.popover()).expectCondition('missing')
    const { pid } = app.electron.process()
    const panel = await bare.keep(startPanel(bare.desktop.env))
    await expect.poll(() => trayHolds(bare.bus, pid)).toBe(true)
    await panel.kill()
    await bare.keep(startPanel(bare.desktop.env))
    await expect.poll(() => trayHolds(bare.bus, pid)).toBe(true)
  })

  test('xfce4-panel: frozen at the start it holds nobody up; thawed it shows the icon', async ({ launch, bare }) => {
    const panel = await bare.keep(startPanel(bare.desktop.env))
    panel.freeze()
    const app = await launch({ desktop: bare.with() })
    const worst = await watchMain(app)
    const face = await app.popover()
    await face.expectCondition('missing')
    await expect.poll(() => face.isVisible()).toBe(true)
    await checkNow(face)
    expect(await worst()).toBeLessThan(heldUp)
    panel.thaw()
    await expect.poll(() => trayHolds(bare.bus, app.electron.process().pid)).toBe(true)
  })
})
