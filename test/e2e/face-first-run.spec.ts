import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { signInTo } from '../../scripts/driver/windows.ts'
import { expect, test } from './fixtures.ts'
import { picture } from './keeper-app.ts'
import { rowOf } from './row.ts'
import { SetupWindow } from './setup-window.ts'

test('from nothing to a saved token by the buttons alone, nothing asked twice', async ({
  launch,
  sandbox,
  profile,
  desktop,
}) => {
  const { connection } = sandbox
  const config = join(profile, 'config')
  await writeFile(join(profile, 'settings.json'), JSON.stringify({ gazelleUrl: connection.gazelleUrl }))
  const env = { ...desktop.env, XDG_CONFIG_HOME: config }
  const app = await launch({ onSandbox: false, desktop: { ...desktop, env } })
  const setup = await SetupWindow.of(app)
  const { page } = setup
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Set up Gazelle Keeper')

  await setup.copy('a shopping list')
  await page.getByRole('button', { name: 'Paste from Supabase' }).click()
  await expect(page.getByRole('status')).toContainText('The clipboard contains neither a Supabase URL nor a key.')
  await setup.copy(`SUPABASE_URL=${connection.supabaseUrl}\nSUPABASE_KEY=${connection.supabaseKey}\n`)
  await page.getByRole('button', { name: 'Paste from Supabase' }).click()
  await expect(page.getByRole('textbox', { name: 'Project URL' })).toHaveValue(connection.supabaseUrl)
  await expect(page.locator('.facts')).toContainText('Publishable key')

  await page.getByRole('radio', { name: 'A password' }).click()
  await page.getByLabel('Email').fill(connection.supabaseEmail)
  await page.getByLabel('Password', { exact: true }).fill('not the password')
  await page.getByRole('button', { name: 'Sign in', exact: true }).first().click()
  await expect(page.getByText('Supabase does not accept this email and password.').first()).toBeVisible()
  await expect(page.getByLabel('Email')).toHaveValue(connection.supabaseEmail)
  await page.getByLabel('Password', { exact: true }).fill(connection.supabasePassword)
  await page.getByRole('button', { name: 'Sign in', exact: true }).first().click()
  await expect(page.getByText(`Signed in as ${connection.supabaseEmail}`)).toBeVisible()
  await expect(page.locator('.check[data-tone=good]')).toHaveCount(10)
  await picture(page, 'first-run-supabase')

  await page.getByRole('button', { name: 'Continue' }).click()
  await picture(page, 'first-run-gazelle')
  await page.getByRole('button', { name: 'Sign in to Gazelle' }).click()
  const { gazelle } = await app.signInWindow()
  await signInTo(gazelle, connection.gazelleEmail, connection.gazellePassword)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('All set')
  await picture(page, 'first-run-done')
  expect(await rowOf(sandbox)).toMatchObject({ access_token: sandbox.gazelle.tokens.at(-1)?.accessToken })
  // On by default, in sight, and not before the person ends the first run.
  await expect(page.getByRole('switch', { name: 'Start at login' })).toBeChecked()
  expect((await setup.snapshot()).setup.preferences.startsAtLogin).toBe(false)
  const closed = page.waitForEvent('close')
  // The page may be gone before the click has come back.
  const click = page.getByRole('button', { name: 'Done' }).click()
  await Promise.all([closed, click.catch(() => undefined)])
  expect(await readFile(join(config, 'autostart/gazelle-keeper.desktop'), 'utf8')).toContain('Exec=')
})
