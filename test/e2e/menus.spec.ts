import type { Locator } from '@playwright/test'
import { askFrom } from './asking.ts'
import { Site } from './elsewhere.ts'
import { expect, test } from './fixtures.ts'
import type { KeeperApp } from './keeper-app.ts'

// What a right click offers, and what of Electron's own menu must not be there (sengi#89, MyCrypto#1738).

interface Item {
  label: string
  enabled: boolean
}

/** Writes every menu that opens down, in place of showing it: nobody could choose from it here. */
async function recordMenus(app: KeeperApp): Promise<void> {
  await app.electron.evaluate(({ Menu }) => {
    const menus: Electron.Menu[] = []
    Object.assign(globalThis, { menus })
    Menu.prototype.popup = function () {
      menus.push(this)
    }
  })
}

/** What a right click there offers. */
async function offered(app: KeeperApp, place: Locator): Promise<Item[]> {
  const count = () => app.electron.evaluate(() => (globalThis as unknown as { menus: Electron.Menu[] }).menus.length)
  const before = await count()
  // The first click in a window that has just come only gives it the focus.
  await expect(async () => {
    await place.click({ button: 'right' })
    await expect.poll(count, { timeout: 1000 }).toBeGreaterThan(before)
  }).toPass()
  return await app.electron.evaluate(() => {
    const menu = (globalThis as unknown as { menus: Electron.Menu[] }).menus.at(-1)
    return (menu?.items ?? [])
      .filter(({ type }) => type !== 'separator')
      .map(({ label, enabled }) => ({ label, enabled }))
  })
}

/** Chooses from the menu that opened last. */
async function choose(app: KeeperApp, label: string): Promise<void> {
  await app.electron.evaluate((_electron, label) => {
    const menu = (globalThis as unknown as { menus: Electron.Menu[] }).menus.at(-1)
    // As Electron calls it when somebody chooses.
    ;(menu?.items.find((item) => item.label === label)?.click as (() => void) | undefined)?.()
  }, label)
}

const enabled = (items: Item[]) => items.filter((item) => item.enabled).map(({ label }) => label)

test('a password field of Gazelle’s page offers to paste, and to copy nothing', async ({ launch }) => {
  const app = await launch()
  const popover = await app.openPopover()
  await popover.press('Sign in to Gazelle')
  const guided = await app.signInWindow()
  await guided.expectPhase('waiting')
  await recordMenus(app)
  const field = guided.gazelle.getByLabel(/password/i)
  const items = await offered(app, field)
  expect(items.map(({ label }) => label)).toEqual(['Cut', 'Copy', 'Paste', 'Select all'])
  await app.electron.evaluate(({ clipboard }) => clipboard.writeText('out of a password manager'))
  await choose(app, 'Paste')
  await expect(field).toHaveValue('out of a password manager')
  expect(enabled(await offered(app, field))).toEqual(['Paste', 'Select all'])
  const email = guided.gazelle.getByRole('textbox', { name: /e-?mail/i })
  await email.fill('somebody@example.com')
  await email.selectText()
  expect(enabled(await offered(app, email))).toEqual(['Cut', 'Copy', 'Paste', 'Select all'])
  await choose(app, 'Cut')
  await expect(email).toHaveValue('')
  expect(await app.electron.evaluate(({ clipboard }) => clipboard.readText())).toBe('somebody@example.com')
})

test('so do the settings, in French, and the bar lets its text be copied', async ({ launch }) => {
  const app = await launch({ locale: 'fr_CA.UTF-8' })
  const popover = await app.openPopover()
  await askFrom(popover.page, 'sign-in')
  const guided = await app.signInWindow()
  await guided.expectPhase('waiting')
  await recordMenus(app)
  await guided.guide.getByRole('button', { name: 'Aide' }).click()
  const help = guided.guide.locator('.help p').first()
  await help.selectText()
  expect(await offered(app, help)).toEqual([
    { label: 'Copier', enabled: true },
    { label: 'Tout sélectionner', enabled: true },
  ])
  await popover.page.evaluate(() => window.keeper.request({ do: 'open-settings', section: 'oauth' }))
  const settings = await expect
    .poll(() => app.electron.windows().find((page) => page.url().includes('settings.html')))
    .toBeDefined()
    .then(() => app.electron.windows().find((page) => page.url().includes('settings.html')))
  const field = settings?.locator('input:not([type=checkbox], [type=radio])').first()
  if (field === undefined) throw new Error('The settings have no field.')
  expect((await offered(app, field)).map(({ label }) => label)).toEqual([
    'Couper',
    'Copier',
    'Coller',
    'Tout sélectionner',
  ])
})

test('so does a provider’s pop-up', async ({ launch }) => {
  const site = await Site.start(
    ['provider.example'],
    () => '<title>In</title><input type="password" aria-label="Code">',
  )
  try {
    const app = await launch({ switches: site.switches() })
    const popover = await app.openPopover()
    await popover.press('Sign in to Gazelle')
    const guided = await app.signInWindow()
    await guided.expectPhase('waiting')
    await recordMenus(app)
    await guided.gazelle.evaluate(() => {
      const button = document.createElement('button')
      button.textContent = 'With a provider'
      button.onclick = () => void window.open('https://provider.example/', '', 'width=400,height=400')
      document.body.prepend(button)
    })
    const opened = app.electron.waitForEvent('window')
    await guided.gazelle.getByRole('button', { name: 'With a provider' }).click()
    const popUp = await opened
    await app.electron.evaluate(({ clipboard }) => clipboard.writeText('123456'))
    expect(enabled(await offered(app, popUp.getByLabel('Code')))).toContain('Paste')
  } finally {
    await site.close()
  }
})

test('nothing of Electron’s own menu is there: no bar at Alt, no reload, no developer tools @linux', async ({
  launch,
}) => {
  const app = await launch()
  const popover = await app.openPopover()
  await popover.press('Sign in to Gazelle')
  const guided = await app.signInWindow()
  await guided.expectPhase('waiting')
  expect(await app.electron.evaluate(({ Menu }) => Menu.getApplicationMenu())).toBeNull()
  const opened = await app.electron.evaluate(async ({ webContents, BrowserWindow }) => {
    const pages = webContents.getAllWebContents()
    for (const page of pages) page.openDevTools({ mode: 'detach' })
    // Where they are allowed they open: later than those before.
    const other = new BrowserWindow({ show: false })
    await other.loadURL('about:blank')
    const isOpened = new Promise<void>((resolve) => other.webContents.once('devtools-opened', () => resolve()))
    other.webContents.openDevTools({ mode: 'detach' })
    await isOpened
    const opened = pages.filter((each) => each.isDevToolsOpened()).map((each) => each.getURL())
    other.destroy()
    return { pages: pages.length, opened }
  })
  expect(opened).toEqual({ pages: 3, opened: [] })
})
