import { expect, test } from './fixtures.ts'
import type { KeeperApp } from './keeper-app.ts'
import { launchFromNothing, SetupWindow } from './setup-window.ts'

// The keys that open the popover from every program: chosen by the person, asked of the system, given back.

test.use({ launch: launchFromNothing })

/** The settings' section General, of an app that is set up. */
async function general(app: KeeperApp): Promise<SetupWindow> {
  const popover = await app.openPopover()
  await popover.page.evaluate(() => window.keeper.request({ do: 'open-settings', section: 'general' }))
  return await SetupWindow.of(app)
}

test('a shortcut is pressed once to be chosen, holds past a restart, and is given back @linux', async ({
  launch,
  desktop,
}) => {
  const { WAYLAND_DISPLAY: _, ...env } = { ...desktop.env, XDG_SESSION_TYPE: 'x11' } as Record<string, string>
  const options = { onSandbox: true, desktop: { ...desktop, env } }
  const app = await launch(options)
  const isGiven = (of: typeof app) =>
    of.electron.evaluate(({ globalShortcut }) => globalShortcut.isRegistered('Control+Alt+G'))
  const setup = await general(app)
  expect(await isGiven(app)).toBe(false)

  const button = setup.page.locator('[data-verb="shortcut.set"]')
  await button.click()
  await button.press('g')
  await expect(setup.page.getByRole('alert')).toContainText('Hold at least two of Ctrl, Alt, Shift')
  await button.press('Control+Alt+g')
  await expect(button).toHaveText('Ctrl + Alt + G')
  await setup.until(({ setup: { shortcut } }) => shortcut.keys === 'Control+Alt+G', 'the keys')
  expect(await isGiven(app)).toBe(true)
  await app.close()

  const again = await launch(options)
  // It is asked of the system once the settings have been read, a moment after main is up.
  await expect.poll(() => isGiven(again)).toBe(true)
  const next = await general(again)
  await next.ask('shortcut.forget')
  expect(await isGiven(again)).toBe(false)
  expect((await next.snapshot()).setup.shortcut.keys).toBeNull()
})

test('under Wayland no keys are asked for, and a command is shown instead @linux', async ({ launch, desktop }) => {
  const app = await launch({
    onSandbox: true,
    desktop: { ...desktop, env: { ...desktop.env, XDG_SESSION_TYPE: 'wayland' } },
  })
  const setup = await general(app)
  await expect(setup.page.locator('code')).toContainText('--popover')
  await expect(setup.page.locator('[data-verb="shortcut.set"]')).toHaveCount(0)
})
