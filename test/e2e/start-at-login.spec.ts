import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from './fixtures.ts'
import { launchFromNothing, SetupWindow } from './setup-window.ts'

// What the desktop does at the next login is the desktop's own business: the switch shows it, and repairs what is stale.

test.use({ launch: launchFromNothing })

test('an entry whose program was moved starts this one from now on @linux', async ({ launch, desktop, profile }) => {
  const config = join(profile, 'config')
  const entry = join(config, 'autostart/gazelle-keeper.desktop')
  await mkdir(join(config, 'autostart'), { recursive: true })
  await writeFile(
    entry,
    '[Desktop Entry]\nType=Application\nName=Gazelle Keeper\nExec="/home/before/Keeper.AppImage"\n',
  )
  const app = await launch({ desktop: { ...desktop, env: { ...desktop.env, XDG_CONFIG_HOME: config } } })
  const setup = await SetupWindow.of(app)
  await setup.until((snapshot) => snapshot.setup.preferences.startsAtLogin, 'that it starts at login')
  expect(await readFile(entry, 'utf8')).not.toContain('/home/before')
})

test('what the desktop switches off is seen when the person comes back @linux', async ({
  launch,
  desktop,
  profile,
}) => {
  const config = join(profile, 'config')
  const entry = join(config, 'autostart/gazelle-keeper.desktop')
  const env = { ...desktop.env, XDG_CONFIG_HOME: config, XDG_CURRENT_DESKTOP: 'GNOME' }
  const app = await launch({ desktop: { ...desktop, env } })
  const setup = await SetupWindow.of(app)
  await setup.request({ do: 'prefer', change: { startsAtLogin: true } })
  expect((await setup.snapshot()).setup.preferences.startsAtLogin).toBe(true)
  const window = await app.electron.browserWindow(setup.page)
  const comeBack = () => app.electron.evaluate(({ app }, it) => app.emit('browser-window-focus', {}, it), window)
  const written = await readFile(entry, 'utf8')
  for (const [line, isOn] of [
    ['Hidden=true', false],
    ['OnlyShowIn=KDE;', false],
    ['OnlyShowIn=GNOME;', true],
    ['TryExec=/nowhere/keeper', false],
  ] as const) {
    await writeFile(entry, `${written}${line}\n`)
    await comeBack()
    await setup.until(({ setup }) => setup.preferences.startsAtLogin === isOn, `the switch with ${line}`)
  }
})

test('a folder that takes nothing is said at the switch @linux', async ({ launch, desktop, profile }) => {
  const config = join(profile, 'config')
  await mkdir(config)
  await writeFile(join(config, 'autostart'), 'a file in its place')
  const env = { ...desktop.env, XDG_CONFIG_HOME: config }
  const app = await launch({ onSandbox: true, desktop: { ...desktop, env } })
  const popover = await app.openPopover()
  await popover.page.evaluate(() => window.keeper.request({ do: 'open-settings', section: 'general' }))
  const setup = await SetupWindow.of(app)
  await setup.request({ do: 'prefer', change: { startsAtLogin: true } })
  expect((await setup.snapshot()).setup.preferences.startsAtLogin).toBe(false)
  await expect(setup.page.getByText('The system did not accept this')).toBeVisible()
})
