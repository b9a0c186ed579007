import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { ageRow, writeRow } from './row.ts'
import { SetupWindow } from './setup-window.ts'

// The face on the real app: what main knows is on screen, and every way of the face leads to main.

const complaintsOf = (page: Page) => {
  const complaints: string[] = []
  page.on('console', (message) => {
    // What this Chromium does not know yet it says of every page that it loads; a newer one goes by it.
    if (message.text() === "Unrecognized Content-Security-Policy directive 'webrtc'.") return
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  return complaints
}

test('the popover is as high as what it shows, says what main knows, and breaks no policy', async ({
  launch,
  sandbox,
}) => {
  await writeRow(sandbox, { ...sandbox.gazelle.grantPair(), created_at: Math.floor(Date.now() / 1000) })
  const app = await launch()
  const popover = await app.openPopover()
  const complaints = complaintsOf(popover.page)
  await popover.expectCondition('valid')
  await expect(popover.page.locator('.ring')).toContainText('30days left')
  await expect(popover.page.getByRole('heading')).toHaveText('All is well')
  // To a pixel: the content's height need not be a whole number.
  const spare = () => popover.page.evaluate(() => innerHeight - document.body.getBoundingClientRect().height)
  await expect.poll(async () => Math.floor(await spare())).toBe(0)
  expect(await popover.page.evaluate(() => document.documentElement.clientWidth)).toBe(360)

  await popover.press('Check now')
  await expect(popover.page.locator('.checked')).toHaveText('Checked just now')
  await popover.page.getByRole('button', { name: 'More' }).click()
  await expect(popover.page.getByRole('menuitem')).toHaveText([
    'Check now',
    'Renew now',
    'Sign in to Gazelle',
    'Paste a token',
    'Test with Gazelle',
    'Copy diagnostics',
    'Settings',
    'Quit',
  ])
  await popover.page.keyboard.press('Escape')
  await expect(popover.page.getByRole('menu')).toBeHidden()
  expect(await popover.isVisible()).toBe(true)
  expect(complaints).toEqual([])
})

test('the popover comes with its content drawn, of that moment, and cannot be pressed before it answers', async ({
  launch,
  sandbox,
}) => {
  const pair = sandbox.gazelle.grantPair()
  await writeRow(sandbox, pair)
  await ageRow(sandbox)
  const app = await launch()
  const popover = await app.openPopover()
  await popover.expectCondition('valid')
  const served = async () => {
    const page = await app.electron.evaluate(async ({ net }) => (await net.fetch('keeper://app/popover.html')).text())
    return page.slice(page.indexOf('<main'))
  }
  expect(await served()).toMatch(/^<main id="root" inert><div class="popover" data-condition="valid"/)
  sandbox.gazelle.revoke(pair.access_token)
  await popover.press('Check now')
  await popover.expectCondition('refused')
  expect(await served()).toMatch(/^<main id="root" inert><div class="popover" data-condition="refused"/)
})

test('“Test with Gazelle” in the menu leads to its answer', async ({ launch, sandbox }) => {
  await writeRow(sandbox, { ...sandbox.gazelle.grantPair(), created_at: Math.floor(Date.now() / 1000) })
  const app = await launch()
  const popover = await app.openPopover()
  await popover.expectCondition('valid')
  await popover.page.getByRole('button', { name: 'More' }).click()
  await popover.page.getByRole('menuitem', { name: 'Test with Gazelle' }).click()
  const { page } = await SetupWindow.of(app)
  const answer = page.getByRole('status')
  await expect(answer).toContainText(/answered in/)
  await expect(answer).toBeInViewport({ ratio: 1 })
})

test('the gear leads to the settings, where a choice takes effect at once', async ({ launch, sandbox }) => {
  await writeRow(sandbox, { ...sandbox.gazelle.grantPair(), created_at: Math.floor(Date.now() / 1000) })
  const app = await launch()
  const popover = await app.openPopover()
  await popover.press('Settings')
  const { page } = await SetupWindow.of(app)
  const complaints = complaintsOf(page)
  await page.getByRole('link', { name: 'General' }).click()
  await page.getByRole('radio', { name: 'Français' }).check({ force: true })
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Général')
  await page.getByRole('radio', { name: 'Sombre' }).check({ force: true })
  await expect.poll(() => app.electron.evaluate(({ nativeTheme }) => nativeTheme.themeSource)).toBe('dark')

  await page.getByRole('link', { name: 'Gazelle' }).click()
  await page.getByRole('button', { name: 'Tester auprès de Gazelle' }).click()
  await expect(page.getByRole('status')).toContainText(/a répondu en \d+,\d s|a répondu en \d+ s/)
  await page.getByRole('link', { name: 'À propos' }).click()
  await page.getByRole('button', { name: 'Copier le diagnostic' }).click()
  const answer = page.getByRole('status').filter({ hasText: 'copié' })
  await expect(answer).toHaveText('Diagnostic copié. Collez-le dans un message.')
  expect(complaints).toEqual([])
})
