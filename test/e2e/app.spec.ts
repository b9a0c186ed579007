import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { chromiumSandboxSwitches } from '../../scripts/system/chromium-sandbox.ts'
import type { TrayMenuEntry } from '../desktop/tray-menu.ts'
import { expect, root, test } from './fixtures.ts'
import { picture } from './keeper-app.ts'
import { SetupWindow } from './setup-window.ts'

test('a second start hands over to the first, whose popover opens', async ({ launch }) => {
  const app = await launch()
  await app.startAgain()
  const popover = await app.popover()
  await popover.expectCondition('missing')
  await expect.poll(() => popover.isVisible()).toBe(true)
})

test('no window is made before one is opened', async ({ launch }) => {
  const app = await launch()
  await app.electron.evaluate(({ app: electron }) => electron.whenReady())
  expect(await app.electron.evaluate(({ webContents }) => webContents.getAllWebContents().length)).toBe(0)
})

test('the tray: a click opens and closes the popover, the menu has the same verbs @linux', async ({
  launch,
  sandbox,
}) => {
  const app = await launch()
  const tray = await app.tray()
  const popover = await app.openPopover()
  await popover.expectCondition('missing')
  await expect.poll(() => popover.isVisible()).toBe(true)
  await tray.activate()
  await expect.poll(() => popover.isVisible()).toBe(false)

  const menu = await tray.waitForMenu((entries) => entries[0]?.label === 'No token yet')
  expect(menu.map(({ label, enabled }) => [label, enabled])).toEqual([
    ['No token yet', false],
    ['', true],
    ['Open Gazelle Keeper', true],
    ['Check now', true],
    ['Renew now', true],
    ['Sign in to Gazelle', true],
    ['Paste a token', true],
    ['Test with Gazelle', true],
    ['', true],
    ['Copy diagnostics', true],
    ['Settings', true],
    ['', true],
    ['Start at login', true],
    ['', true],
    ['Quit', true],
  ])
  const isAtLogin = (entries: TrayMenuEntry[]) => entries.find(({ label }) => label === 'Start at login')?.checked
  expect(isAtLogin(menu)).toBe(false)
  await tray.clickMenu('Start at login')
  await tray.waitForMenu((entries) => isAtLogin(entries) === true)
  await tray.clickMenu('Start at login')
  await tray.waitForMenu((entries) => isAtLogin(entries) === false)
  await tray.clickMenu('Sign in to Gazelle')
  await (await app.signInWindow()).expectPhase('waiting')
  const asked = sandbox.gazelle.requests.all.length
  await tray.clickMenu('Check now')
  expect(sandbox.gazelle.requests.all.length).toBe(asked)
  const ended = new Promise((resolve) => app.electron.process().once('exit', resolve))
  await tray.clickMenu('Quit')
  await ended
})

test('Escape closes the popover, and the keyboard reaches its buttons', async ({ launch }) => {
  const app = await launch()
  const popover = await app.openPopover()
  await popover.expectCondition('missing')
  for (const name of ['Settings', 'More', 'Sign in to Gazelle']) {
    await popover.page.keyboard.press('Tab')
    await expect(popover.page.getByRole('button', { name })).toBeFocused()
  }
  await popover.page.keyboard.press('Escape')
  await expect.poll(() => popover.isVisible()).toBe(false)
})

test('a start that fails says why, and ends', async ({ runtime, desktop, profile }) => {
  const missing = join(profile, 'no-sandbox-here')
  const switches = [...chromiumSandboxSwitches(), ...desktop.switches, `--user-data-dir=${profile}`]
  const app = spawn(runtime.executablePath, [...switches, `--keeper-sandbox=${missing}`, root], { env: desktop.env })
  let output = ''
  app.stderr.on('data', (chunk) => {
    output += chunk
  })
  const [code] = await once(app, 'close')
  expect(code).toBe(1)
  expect(output).toContain(join(missing, 'connection.json'))
})

test('with nothing set up the settings open by themselves, and nobody is asked anything', async ({
  launch,
  sandbox,
}) => {
  const app = await launch({ onSandbox: false })
  const setup = await SetupWindow.of(app)
  expect(await setup.snapshot()).toMatchObject({ isConnected: false, setup: { supabase: { url: null } } })
  await app.startAgain()
  await picture(setup.page, 'settings-first-run')
  expect(app.electron.windows()).toHaveLength(1)
  expect(sandbox.gazelle.requests.all).toEqual([])
})
