import { execFileSync } from 'node:child_process'
import type { BrowserWindow } from 'electron'
import { expect, test, withDesktop } from './fixtures.ts'
import type { KeeperApp, Popover } from './keeper-app.ts'

// Where the popover stands, and how it comes and goes.

/** Evaluates in main, on the popover's window. */
async function onWindow<T>(app: KeeperApp, popover: Popover, read: (window: BrowserWindow) => T): Promise<T> {
  const window = await app.electron.browserWindow(popover.page)
  return (await window.evaluate(read)) as T
}

const boundsOf = (app: KeeperApp, popover: Popover) => onWindow(app, popover, (window) => window.getBounds())

/** How many of the app's own pages there are, shown or not. */
async function pagesOf(app: KeeperApp): Promise<number> {
  return await app.electron.evaluate(({ webContents }) => webContents.getAllWebContents().length)
}

test('stands at the panel, which on Linux only the work area tells @linux', async ({ launch, desktop }) => {
  // As a window manager says that a panel takes the uppermost 30 pixels.
  const workArea = ['-root', '-f', '_NET_WORKAREA', '32c', '-set', '_NET_WORKAREA']
  const supported = ['-root', '-f', '_NET_SUPPORTED', '32a', '-set', '_NET_SUPPORTED', '_NET_WORKAREA']
  for (const words of [supported, [...workArea, '0, 30, 1280, 770']]) execFileSync('xprop', words, { env: desktop.env })
  try {
    const app = await launch()
    const popover = await app.openPopover()
    await popover.expectCondition('missing')
    // The cursor of this desktop rests in the middle of the screen.
    await expect.poll(() => boundsOf(app, popover)).toMatchObject({ x: 1280 - 360 - 8, y: 38, width: 360 })
  } finally {
    for (const property of ['_NET_WORKAREA', '_NET_SUPPORTED']) {
      execFileSync('xprop', ['-root', '-remove', property], { env: desktop.env })
    }
  }
})

test('stays where it was opened while its content grows and shrinks', async ({ launch }) => {
  const app = await launch()
  const popover = await app.openPopover()
  await popover.expectCondition('missing')
  const before = await boundsOf(app, popover)
  await popover.page.evaluate(() => {
    const more = document.body.appendChild(document.createElement('div'))
    more.style.height = '80px'
  })
  await expect.poll(async () => (await boundsOf(app, popover)).height).toBe(before.height + 80)
  const after = await boundsOf(app, popover)
  const workArea = await app.electron.evaluate(({ screen }) => screen.getPrimaryDisplay().workArea)
  expect(after.x).toBe(before.x)
  expect(after.y >= workArea.y && after.y + after.height <= workArea.y + workArea.height).toBe(true)
})

test('is in no taskbar, and carries our icon @linux', async ({ launch, desktop }) => {
  const app = await launch()
  const popover = await app.openPopover()
  await popover.expectCondition('missing')
  const id = await onWindow(app, popover, (window) => window.getNativeWindowHandle().readUInt32LE())
  const property = (...words: string[]) =>
    execFileSync('xprop', ['-id', String(id), ...words], { env: desktop.env, encoding: 'utf8' })
  expect(property('_NET_WM_WINDOW_TYPE')).toContain('_NET_WM_WINDOW_TYPE_TOOLBAR')
  // Width and height come first.
  expect(property('-len', '16', '32c', '_NET_WM_ICON')).toContain('256, 256')
})

test('closes when another window takes the focus', async ({ launch }) => {
  const app = await launch()
  const popover = await app.openPopover()
  await popover.expectCondition('missing')
  await expect.poll(() => onWindow(app, popover, (window) => window.isFocused())).toBe(true)
  await app.electron.evaluate(async ({ BrowserWindow }) => {
    const other = new BrowserWindow({ width: 200, height: 200, x: 0, y: 0 })
    await other.loadURL('about:blank')
    other.focus()
    Object.assign(globalThis, { otherWindow: other })
  })
  await expect.poll(() => popover.isVisible()).toBe(false)
})

test('a click whose press has closed it does not open it again; the next one does @linux', async ({ launch }) => {
  const app = await launch()
  const popover = await app.openPopover()
  await popover.expectCondition('missing')
  await expect.poll(() => popover.isVisible()).toBe(true)
  const tray = await app.tray()
  // Press and click lie in one moment, however slow this machine is.
  await app.electron.evaluate(() => {
    const now = performance.now()
    performance.now = () => now
  })
  await onWindow(app, popover, (window) => void window.emit('blur'))
  await tray.activate()
  expect(await popover.isVisible()).toBe(false)
  await tray.activate()
  await expect.poll(() => popover.isVisible()).toBe(true)
})

test('opened again by the mouse it shows no focus that the keyboard has left @linux', async ({ launch }) => {
  const app = await launch()
  const popover = await app.openPopover()
  await popover.expectCondition('missing')
  await popover.page.keyboard.press('Tab')
  const focused = popover.page.locator(':focus-visible')
  await expect(focused).toHaveCount(1)
  await popover.page.keyboard.press('Escape')
  await expect.poll(() => popover.isVisible()).toBe(false)
  await app.openPopover()
  await expect.poll(() => popover.isVisible()).toBe(true)
  await expect(focused).toHaveCount(0)
})

test('is destroyed when it has been closed for a while, and made anew by the next click', async ({ launch }) => {
  const app = await launch({ switches: ['--keeper-popover-rest=200'] })
  const first = await app.openPopover()
  await first.expectCondition('missing')
  const closed = first.page.waitForEvent('close')
  await first.page.keyboard.press('Escape')
  await closed
  await expect.poll(() => pagesOf(app)).toBe(0)
  const second = await app.openPopover()
  await second.expectCondition('missing')
  await expect.poll(() => second.isVisible()).toBe(true)
})

test('opened again in time, it is kept', async ({ launch }) => {
  const rest = 54_321
  const app = await launch({ switches: [`--keeper-popover-rest=${rest}`] })
  // Which of the timers of that length still run.
  await app.electron.evaluate((_electron, length) => {
    const running = new Set<unknown>()
    const { setTimeout: start, clearTimeout: stop } = globalThis
    Object.assign(globalThis, {
      resting: running,
      setTimeout: (work: () => void, milliseconds?: number) => {
        const timer = start(work, milliseconds)
        if (milliseconds === length) running.add(timer)
        return timer
      },
      clearTimeout: (timer: NodeJS.Timeout | undefined) => {
        running.delete(timer)
        stop(timer)
      },
    })
  }, rest)
  const resting = () =>
    app.electron.evaluate(() => (globalThis as unknown as { resting: ReadonlySet<unknown> }).resting.size)

  const popover = await app.openPopover()
  await popover.expectCondition('missing')
  await popover.page.keyboard.press('Escape')
  await expect.poll(resting).toBe(1)
  await app.openPopover()
  await expect.poll(() => popover.isVisible()).toBe(true)
  expect(await resting()).toBe(0)
})

test('without a tray it stays where it is while a person signs in @linux', async ({ launch }) => {
  await withDesktop(true, async (desktop) => {
    desktop.tray?.stop()
    const app = await launch({ desktop: { ...desktop, tray: null } })
    const popover = await app.popover()
    await popover.expectCondition('missing')
    await onWindow(app, popover, (window) => {
      window.minimize = () => void Object.assign(globalThis, { isMinimized: true })
    })
    await popover.press('Sign in to Gazelle')
    await app.signInWindow()
    expect(await popover.isVisible()).toBe(true)
    expect(await app.electron.evaluate(() => 'isMinimized' in globalThis)).toBe(false)
    // Before the desktop does: what it asks of a bus that ends is nobody's to answer.
    await app.close()
  })
})

test('without a tray it is shown by itself, as a window of its own, and ends the app only if asked to @linux', async ({
  launch,
}) => {
  await withDesktop(true, async (desktop) => {
    desktop.tray?.stop()
    const app = await launch({ desktop: { ...desktop, tray: null } })
    const popover = await app.popover()
    await popover.expectCondition('missing')
    await expect.poll(() => popover.isVisible()).toBe(true)
    expect(await onWindow(app, popover, (window) => window.isAlwaysOnTop())).toBe(false)
    await app.electron.evaluate(({ dialog }) => {
      // The button that quits is the second.
      dialog.showMessageBox = async () => ({ response: 1, checkboxChecked: false })
    })
    const ended = new Promise<number | null>((resolve) => app.electron.process().once('exit', resolve))
    await onWindow(app, popover, (window) => setImmediate(() => window.close()))
    expect(await ended).toBe(0)
  })
})
