import type { ElectronApplication } from '@playwright/test'
import { guideOf, settingsOf, signInTo } from '../../scripts/driver/windows.ts'
import { signInLink } from '../../src/shared/sign-in-link.ts'
import { expect, test } from './fixtures.ts'
import { picture } from './keeper-app.ts'

// The link that an alert names, as a system hands it over: behind "--", with a start. Any page of the web may hold it.

const others = [
  `${signInLink}?token=abc`,
  `${signInLink}#token=abc`,
  `${signInLink}/now`,
  'gazelle-keeper://ann@sign-in',
  'gazelle-keeper://renew',
]

/** The addresses of all pages, an empty one for a page that has loaded nothing. */
const addresses = (electron: ElectronApplication) =>
  electron.evaluate(({ webContents }) => webContents.getAllWebContents().map((contents) => contents.getURL()))

const guides = async (electron: ElectronApplication) =>
  (await addresses(electron)).filter((url) => url.includes('/guide.html')).length

const isAnythingInSight = (electron: ElectronApplication) =>
  electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().some((window) => window.isVisible()))

/** Gives how many second starts the app has heard of since. */
async function countStarts(electron: ElectronApplication): Promise<() => Promise<number>> {
  await electron.evaluate(({ app }) => {
    const counted = app as unknown as { starts: number }
    counted.starts = 0
    app.on('second-instance', () => {
      counted.starts++
    })
  })
  return () => electron.evaluate(({ app }) => (app as unknown as { starts: number }).starts)
}

test('the link opens the window, and asks Gazelle for nothing before a press', async ({ launch, sandbox }) => {
  const app = await launch()
  const popover = await app.signIn()
  await popover.expectCondition('valid')
  // Somebody is still signed in: to load Gazelle's page would bring a token.
  const asked = sandbox.gazelle.requests.all.length
  await app.startAgain('--', signInLink)
  const guide = await guideOf(app.electron)
  await expect(guide.locator('.guide')).toHaveAttribute('data-phase', 'by-link')
  await expect(guide.getByText('A link opened the sign-in window')).toBeVisible()
  await picture(guide, 'sign-in-by-link')
  await guide.waitForTimeout(2_000)
  const { gazelleUrl } = sandbox.connection
  expect((await addresses(app.electron)).filter((url) => url.startsWith(gazelleUrl))).toEqual([])
  expect(sandbox.gazelle.requests.all.length).toBe(asked)
  // The rest of the app has no sign-in under way.
  await popover.expectCondition('valid')

  const closed = guide.waitForEvent('close', { timeout: 120_000 })
  await guide.getByRole('button', { name: 'Sign in to Gazelle' }).click()
  await closed
  expect(sandbox.gazelle.requests.all.length).toBeGreaterThan(asked)
})

test('a start with the link opens the window, and a press begins the sign-in', async ({ launch, sandbox }) => {
  const app = await launch({ args: ['--', `${signInLink}/`] })
  const guide = await guideOf(app.electron)
  await expect(guide.locator('.guide')).toHaveAttribute('data-phase', 'by-link')
  expect(sandbox.gazelle.requests.all).toEqual([])
  await guide.getByRole('button', { name: 'Sign in to Gazelle' }).click()
  const window = await app.signInWindow()
  await window.expectPhase('waiting')
  const closed = window.closed()
  const { gazelleEmail, gazellePassword } = sandbox.connection
  await signInTo(window.gazelle, gazelleEmail, gazellePassword)
  await closed
})

test('where nothing is set up, the link opens the settings', async ({ launch, sandbox }) => {
  const app = await launch({ onSandbox: false, args: ['--', signInLink] })
  await settingsOf(app.electron)
  await app.startAgain('--', signInLink)
  expect(app.electron.windows()).toHaveLength(1)
  expect(sandbox.gazelle.requests.all).toEqual([])
})

test('a link with anything else in it opens nothing, at the start and later', async ({ launch }) => {
  const app = await launch({ args: ['--', others[0] ?? ''] })
  await app.electron.evaluate(({ app: electron }) => electron.whenReady())
  const starts = await countStarts(app.electron)
  for (const other of others) await app.startAgain('--', other)
  await app.startAgain('--', signInLink, signInLink)
  await expect.poll(starts).toBe(others.length + 1)
  // The popover is drawn in advance, out of sight.
  expect((await addresses(app.electron)).filter((url) => !url.includes('/popover.html'))).toEqual([])
  expect(await isAnythingInSight(app.electron)).toBe(false)
  // A start without a link is a person's, as ever.
  await app.startAgain()
  await expect.poll(async () => (await app.popover()).isVisible()).toBe(true)
  expect(await guides(app.electron)).toBe(0)
})

test('many links are one window, and a sign-in under way is left alone', async ({ launch }) => {
  const app = await launch()
  await app.electron.evaluate(({ app: electron }) => electron.whenReady())
  const starts = await countStarts(app.electron)
  for (let count = 0; count < 3; count++) await app.startAgain('--', signInLink)
  await expect.poll(starts).toBe(3)
  const guide = await guideOf(app.electron)
  expect(await guides(app.electron)).toBe(1)
  await guide.getByRole('button', { name: 'Sign in to Gazelle' }).click()
  const window = await app.signInWindow()
  await window.expectPhase('waiting')
  const email = window.gazelle.locator('input[type="email"]')
  await email.fill('half-typed')
  await app.startAgain('--', signInLink)
  await expect.poll(starts).toBe(4)
  await window.expectPhase('waiting')
  await expect(email).toHaveValue('half-typed')
  expect(await guides(app.electron)).toBe(1)
})
