import { execFileSync } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { askFrom } from './asking.ts'
import { Site } from './elsewhere.ts'
import { expect, test, withDesktop } from './fixtures.ts'
import type { KeeperApp, Popover } from './keeper-app.ts'

// Every window lies inside a work area, whatever was saved, asked for or unplugged (bitwarden#18315).

/** The windows that do not lie inside a work area, with their bounds; and how many there are. */
async function windowsOf(app: KeeperApp) {
  return await app.electron.evaluate(({ BrowserWindow, screen }) => {
    const areas = screen.getAllDisplays().map(({ workArea }) => workArea)
    const windows = BrowserWindow.getAllWindows().map((window) => ({
      page: window.webContents.getURL().replace(/^.*\/|\.html.*$/g, ''),
      ...window.getBounds(),
    }))
    const outside = windows.filter(
      (it) =>
        !areas.some(
          ({ x, y, width, height }) =>
            it.x >= x && it.y >= y && it.x + it.width <= x + width && it.y + it.height <= y + height,
        ),
    )
    return { outside, windows }
  })
}

async function expectInside(app: KeeperApp, pages: string[]): Promise<void> {
  await expect
    .poll(async () => {
      const { outside, windows } = await windowsOf(app)
      return { outside, pages: windows.map(({ page }) => page).toSorted() }
    })
    .toEqual({ outside: [], pages: pages.toSorted() })
}

async function openSettings(app: KeeperApp, popover: Popover): Promise<void> {
  await popover.page.evaluate(() => window.keeper.request({ do: 'open-settings', section: 'general' }))
  // Shown when it is drawn.
  await expect
    .poll(() =>
      app.electron.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows().some((it) => it.webContents.getURL().includes('settings') && it.isVisible()),
      ),
    )
    .toBe(true)
}

for (const [what, settingsBounds, expected] of [
  ['a title bar above the screen', { x: 100, y: -60, width: 700, height: 500 }, { x: 100, y: 0, width: 700 }],
  ['larger than the screen', { x: -700, y: -500, width: 3000, height: 2000 }, { x: 0, y: 0 }],
  ['on a display that is unplugged', { x: 2500, y: 200, width: 700, height: 500 }, { x: 580, y: 200, width: 700 }],
  ['nothing', {}, { width: 760, height: 600 }],
  ['no numbers', { x: null, y: null, width: null, height: null }, { width: 760, height: 600 }],
  ['strings', { x: '1', y: '1', width: '700', height: '500' }, { width: 760, height: 600 }],
  ['a list', [1, 2, 3, 4], { width: 760, height: 600 }],
] as const) {
  test(`the settings come back inside the screen: saved was ${what} @linux`, async ({ launch, profile }) => {
    await writeFile(join(profile, 'settings.json'), JSON.stringify({ settingsBounds }))
    const app = await launch()
    const popover = await app.openPopover()
    await popover.expectCondition('missing')
    await openSettings(app, popover)
    await expectInside(app, ['popover', 'settings'])
    const { windows } = await windowsOf(app)
    expect(windows.find(({ page }) => page === 'settings')).toMatchObject(expected)
  })
}

for (const scale of [1, 1.25, 1.5, 2]) {
  test(`all windows fit a small screen at ${scale * 100} % @linux`, async ({ launch }) => {
    const app = await launch({ switches: [`--force-device-scale-factor=${scale}`] })
    const popover = await app.openPopover()
    await popover.expectCondition('missing')
    await openSettings(app, popover)
    await askFrom(popover.page, 'sign-in')
    const guided = await app.signInWindow()
    await guided.expectPhase('waiting')
    await expectInside(app, ['guide', 'popover', 'settings'])
  })
}

test('without a tray, the popover’s window fits it too @linux', async ({ launch }) => {
  await withDesktop(true, async (desktop) => {
    desktop.tray?.stop()
    const app = await launch({
      desktop: { ...desktop, tray: null },
      switches: ['--force-device-scale-factor=3'],
    })
    await (await app.popover()).expectCondition('missing')
    await expectInside(app, ['popover'])
    // Before the desktop does: what it asks of a bus that ends is nobody's to answer.
    await app.close()
  })
})

test('a page’s pop-up goes where the page wants only on the screen @linux', async ({ launch }) => {
  const site = await Site.start(['provider.example'], () => '<title>In</title><button>Move</button>')
  try {
    const app = await launch({ switches: site.switches() })
    const popover = await app.openPopover()
    await popover.press('Sign in to Gazelle')
    const guided = await app.signInWindow()
    await guided.expectPhase('waiting')
    await guided.gazelle.evaluate(() => {
      const button = document.createElement('button')
      button.textContent = 'With a provider'
      const features = 'left=-900,top=-700,width=900,height=850'
      button.onclick = () => void window.open('https://provider.example/in', '', features)
      document.body.prepend(button)
    })
    const opened = app.electron.waitForEvent('window')
    await guided.gazelle.getByRole('button', { name: 'With a provider' }).click()
    const popUp = await opened
    await popUp.getByRole('button').waitFor()
    await expectInside(app, ['guide', 'in', 'popover'])
    await popUp.evaluate(() => window.moveTo(5000, -5000))
    await popUp.evaluate(() => window.resizeTo(1000, 800))
    await popUp.evaluate(() => window.moveBy(-9000, 9000))
    // Its own moves have been seen when this one has.
    await popUp.evaluate(() => window.resizeTo(500, 444))
    await expect
      .poll(async () => (await windowsOf(app)).windows.find(({ page }) => page === 'in'))
      .toMatchObject({ height: 444 })
    await expectInside(app, ['guide', 'in', 'popover'])
  } finally {
    await site.close()
  }
})

test('windows that are open follow when a display goes or changes @linux', async ({ launch, desktop }) => {
  const app = await launch()
  const popover = await app.openPopover()
  await popover.expectCondition('missing')
  await openSettings(app, popover)
  await askFrom(popover.page, 'sign-in')
  const guided = await app.signInWindow()
  await guided.expectPhase('waiting')
  const all = ['guide', 'popover', 'settings']
  await expectInside(app, all)

  // As a window manager says that panels take all but a part of the screen.
  const workArea = ['-root', '-f', '_NET_WORKAREA', '32c', '-set', '_NET_WORKAREA']
  const supported = ['-root', '-f', '_NET_SUPPORTED', '32a', '-set', '_NET_SUPPORTED', '_NET_WORKAREA']
  const change = (...words: string[]) => execFileSync('xprop', words, { env: desktop.env })
  const areaIs = (width: number) =>
    expect.poll(() => app.electron.evaluate(({ screen }) => screen.getPrimaryDisplay().workArea.width)).toBe(width)
  try {
    change(...supported)
    change(...workArea, '200, 100, 600, 400')
    await areaIs(600)
    await expectInside(app, all)
  } finally {
    for (const property of ['_NET_WORKAREA', '_NET_SUPPORTED']) change('-root', '-remove', property)
  }
  await areaIs(1280)

  // A second display, with a window on it, is unplugged: X without a monitor cannot do that by itself.
  await app.electron.evaluate(({ BrowserWindow, screen }) => {
    const settings = BrowserWindow.getAllWindows().find((it) => it.webContents.getURL().includes('settings'))
    const [first] = screen.getAllDisplays()
    if (first === undefined || settings === undefined) throw new Error('There is no display, or no window.')
    const area = { x: 1280, y: 0, width: 1920, height: 1080 }
    const second = { ...first, id: first.id + 1, bounds: area, workArea: area }
    const all = screen.getAllDisplays.bind(screen)
    screen.getAllDisplays = () => [first, second]
    screen.emit('display-added', {}, second)
    settings.setBounds({ x: 2000, y: 300, width: 700, height: 600 })
    screen.getAllDisplays = all
    screen.emit('display-removed', {}, second)
  })
  await expectInside(app, all)
})
