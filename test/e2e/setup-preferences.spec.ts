import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { signInTo } from '../../scripts/driver/windows.ts'
import { fingerprint } from '../../src/core/token/fingerprint.ts'
import { expect, test } from './fixtures.ts'
import { rowOf, writeRow } from './row.ts'
import { connect, launchFromNothing, SetupWindow } from './setup-window.ts'

// What the settings window does beside the connection; all of it at once, without a restart.

test.use({ launch: launchFromNothing })

test('the language: every face speaks it from the next moment on @linux', async ({ launch, sandbox }) => {
  const app = await launch()
  const setup = await connect(app, sandbox)
  const tray = await app.tray()
  await tray.waitForToolTip((text) => text === 'Gazelle Keeper: No token yet')
  await setup.ask('sign-in')
  await app.signInWindow()
  const titles = () =>
    app.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()
        .map((window) => window.getTitle())
        .sort(),
    )
  const english = await titles()
  await setup.request({ do: 'prefer', change: { language: 'fr' } })
  expect((await setup.snapshot()).language).toBe('fr')
  await tray.waitForToolTip((text) => text === 'Gazelle Keeper: Aucun jeton pour le moment')
  await tray.waitForMenu((entries) => entries.some(({ label }) => label === 'Quitter'))
  // A page names its window itself, a moment after main has told it.
  await expect.poll(async () => (await titles()).filter((title) => english.includes(title))).toEqual([])
  expect(await titles()).toHaveLength(2)
  await app.close()

  const again = await launch()
  await (await again.tray()).waitForToolTip((text) => text === 'Gazelle Keeper: Aucun jeton pour le moment')
  // Main names it in the page, whose words come with its scripts.
  const { page } = await again.openPopover()
  await expect(page.locator('html')).toHaveAttribute('data-language', 'fr')
})

test('the theme, and the start at login as the desktop has it @linux', async ({ launch, desktop, profile }) => {
  const config = join(profile, 'config')
  const app = await launch({ desktop: { ...desktop, env: { ...desktop.env, XDG_CONFIG_HOME: config } } })
  const setup = await SetupWindow.of(app)
  // The page itself is told of another theme by what drives it here.
  const isDark = () => app.electron.evaluate(({ nativeTheme }) => nativeTheme.shouldUseDarkColors)
  await setup.request({ do: 'prefer', change: { theme: 'dark' } })
  await expect.poll(isDark).toBe(true)
  await setup.request({ do: 'prefer', change: { theme: 'light' } })
  await expect.poll(isDark).toBe(false)

  const entry = join(config, 'autostart/gazelle-keeper.desktop')
  await setup.request({ do: 'prefer', change: { startsAtLogin: true } })
  expect((await setup.snapshot()).setup.preferences.startsAtLogin).toBe(true)
  expect(await readFile(entry, 'utf8')).toMatch(/^Exec="\/.+" "\/.+"$/m)
  await setup.request({ do: 'prefer', change: { startsAtLogin: false } })
  expect((await setup.snapshot()).setup.preferences.startsAtLogin).toBe(false)
  expect(existsSync(entry)).toBe(false)
})

test('"stay signed in" switched off forgets who is signed in to Gazelle', async ({ launch, sandbox }) => {
  const app = await launch()
  const setup = await connect(app, sandbox)
  await setup.ask('sign-in')
  const { gazelle } = await app.signInWindow()
  await signInTo(gazelle, sandbox.connection.gazelleEmail, sandbox.connection.gazellePassword)
  await setup.until(({ condition }) => condition === 'valid', 'a valid token')
  const cookies = () =>
    app.electron.evaluate(
      async ({ session }) => (await session.fromPartition('persist:gazelle').cookies.get({})).length,
    )
  expect(await cookies()).toBeGreaterThan(0)
  await setup.request({ do: 'prefer', change: { staysSignedIn: false } })
  expect(await cookies()).toBe(0)
})

test('one settings window: opened at a section, brought to the front, opened again where it was', async ({
  launch,
}) => {
  const app = await launch()
  const setup = await SetupWindow.of(app)
  await setup.request({ do: 'open-settings', section: 'oauth' })
  await expect.poll(() => new URL(setup.page.url()).hash).toBe('#oauth')
  const windows = () => app.electron.windows().filter((page) => page.url().includes('settings.html')).length
  expect(windows()).toBe(1)

  const window = await app.electron.browserWindow(setup.page)
  await window.evaluate((it) => it.setBounds({ x: 40, y: 50, width: 640, height: 500 }))
  const bounds = await window.evaluate((it) => it.getNormalBounds())
  const closed = setup.page.waitForEvent('close')
  await window.evaluate((it) => it.close())
  await closed
  await app.startAgain()
  const again = await SetupWindow.of(app)
  const reopened = await app.electron.browserWindow(again.page)
  expect(await reopened.evaluate((it) => it.getNormalBounds())).toEqual(bounds)
})

test('diagnostics: a report that helps, and holds no secret', async ({ launch, sandbox }) => {
  const setup = await connect(await launch(), sandbox)
  const token = sandbox.gazelle.grantPair().access_token
  await setup.paste(token, 'paste')
  await setup.ask('paste.save')
  await setup.checklist()
  await setup.ask('test')
  await setup.ask('copy-diagnostics')
  const report = await setup.clipboard()
  for (const part of ['condition valid', fingerprint(token), 'row-writable: fine', 'answered in', 'captured'])
    expect(report).toContain(part)
  const { supabaseKey, supabasePassword, supabaseEmail, gazellePassword } = sandbox.connection
  for (const secret of [token, supabaseKey, supabasePassword, supabaseEmail, gazellePassword])
    expect(report).not.toContain(secret)
})

test('an OAuth application is asked first once it is set up, and brings a refresh token', async ({
  launch,
  sandbox,
}) => {
  const app = await launch()
  const setup = await connect(app, sandbox)
  const redirectUri = 'https://company.example/callback'
  const { clientId, clientSecret } = sandbox.gazelle.registerApplication('Company', [redirectUri])
  await setup.request({ do: 'oauth.set', clientId, redirectUri: 'javascript:alert(1)' })
  expect((await setup.snapshot()).setup.oauth).toMatchObject({ clientId: null, refused: 'redirect' })
  await setup.request({ do: 'oauth.set', clientId, redirectUri })
  await setup.paste(clientSecret, 'oauth.paste-secret')
  expect((await setup.snapshot()).setup.oauth).toEqual({
    clientId,
    hasSecret: true,
    redirectUri,
    refused: null,
    isRefusedByGazelle: false,
  })
  await setup.ask('sign-in')
  const { gazelle } = await app.signInWindow()
  await signInTo(gazelle, sandbox.connection.gazelleEmail, sandbox.connection.gazellePassword)
  await gazelle.getByRole('button', { name: 'Authorise' }).click()
  await setup.until(({ condition }) => condition === 'valid', 'a valid token')
  expect(await rowOf(sandbox)).toMatchObject({ refresh_token: sandbox.gazelle.tokens.at(-1)?.refreshToken })
  await setup.ask('oauth.forget')
  expect((await setup.snapshot()).setup.oauth).toMatchObject({ clientId: null, hasSecret: false, redirectUri: null })
})

test('an OAuth application that Gazelle refuses is said where it is set up, until it is corrected', async ({
  launch,
  sandbox,
}) => {
  const first = await launch()
  await connect(first, sandbox)
  await first.close()
  const app = await launch()
  const popover = await app.openPopover()
  await popover.page.evaluate(() => window.keeper.request({ do: 'open-settings', section: 'oauth' }))
  const setup = await SetupWindow.of(app)
  const redirectUri = 'https://company.example/callback'
  const { clientId, clientSecret } = sandbox.gazelle.registerApplication('Company', [redirectUri])
  const { page } = setup
  await page.getByLabel('Client ID').fill('not an id')
  await page.getByLabel('Client ID').press('Enter')
  await expect(page.getByText('This is not a client ID')).toBeVisible()
  await setup.request({ do: 'oauth.set', clientId, redirectUri })
  await expect(page.getByText('This is not a client ID')).toHaveCount(0)
  await setup.paste(clientId, 'oauth.paste-secret')
  await expect(page.getByText('That is the client ID')).toBeVisible()

  await setup.paste('s'.repeat(32), 'oauth.paste-secret')
  await expect(page.getByText('That is the client ID')).toHaveCount(0)
  const { access_token, refresh_token } = sandbox.gazelle.grantPair(clientId)
  await writeRow(sandbox, { access_token, refresh_token, created_at: 1_700_000_000, expires_in: 3600 })
  await setup.ask('renew')
  await expect(page.getByText('Gazelle rejects this client ID or its secret')).toBeVisible()

  await setup.paste(clientSecret, 'oauth.paste-secret')
  await setup.until(({ condition }) => condition === 'valid', 'a valid token')
  await expect(page.getByText('Gazelle rejects this client ID or its secret')).toHaveCount(0)
  expect(await rowOf(sandbox)).toMatchObject({ refresh_token: sandbox.gazelle.tokens.at(-1)?.refreshToken })
})

test('"try it first" runs a sandbox of the app’s own, which ends with the app', async ({ launch }) => {
  const app = await launch()
  const setup = await SetupWindow.of(app)
  await setup.ask('try-sandbox')
  const tried = await setup.until(({ condition }) => condition === 'missing', 'a row without a token')
  expect(tried).toMatchObject({ isConnected: true, isSandbox: true })
  const { url } = tried.setup.supabase
  expect((await fetch(`${url}/rest/v1/`)).status).toBeGreaterThan(0)
  await setup.ask('leave-sandbox')
  expect((await setup.snapshot()).answer).toBe('sandbox-left')
  expect(await setup.snapshot()).toMatchObject({
    isConnected: false,
    isSandbox: false,
    setup: { supabase: { url: null } },
  })
  await app.close()
  await expect
    .poll(() =>
      fetch(`${url}/rest/v1/`).then(
        () => 'answers',
        () => 'silent',
      ),
    )
    .toBe('silent')
})
