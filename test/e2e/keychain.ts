import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SecretsTrouble } from '../../src/shared/snapshot.ts'
import { Keyring } from '../desktop/keyring.ts'
import { test as base, type Desktop, expect, withDesktop } from './fixtures.ts'
import type { KeeperApp, LaunchOptions, Popover } from './keeper-app.ts'
import { launchFromNothing } from './setup-window.ts'

// The keychain of other systems is the person's own, which no test may touch: @linux

/** So long may a keychain hold up the icon, on a machine with nothing else to do; a frozen one took 78 s. */
const heldUpMilliseconds = 2_000

export const test = base.extend<{
  keyring: Keyring
  own: Desktop
  launchFresh: (options?: Partial<LaunchOptions>) => Promise<KeeperApp>
}>({
  own: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from its first argument
    async ({}, use) => {
      // The last of two switches counts.
      await withDesktop(false, (desktop) =>
        use({ ...desktop, switches: [...desktop.switches, '--password-store=gnome-libsecret'] }),
      )
    },
    { timeout: 60_000 },
  ],
  keyring: async ({ own }, use) => {
    const keyring = await Keyring.start(own.env)
    await use(keyring)
    await keyring.close()
  },
  launchFresh: ({ launch, profile, sandbox, own: desktop }, use) =>
    launchFromNothing({ launch: (options) => launch({ desktop, ...options }), profile, sandbox }, use),
})

/** What lies on disk under these secrets' names. */
export function sealedIn(profile: string): string {
  return readFileSync(join(profile, 'secrets.json'), 'utf8')
}

/** Starts the app; gives it, and after how many milliseconds its icon was there. */
export async function launchTimed(launch: () => Promise<KeeperApp>): Promise<{ app: KeeperApp; took: number }> {
  const began = performance.now()
  const app = await launch()
  await app.tray()
  return { app, took: performance.now() - began }
}

/** Sees that the icon came as soon as with a well keychain, whose start took so long just before, give or take a busy machine. */
export function expectSoon(took: number, well: number): void {
  expect(took).toBeLessThan(2 * well + heldUpMilliseconds)
}

/** Sees that the popover says what cannot be read, and not that nothing was set up. */
export async function expectUnread(
  popover: Popover,
  why: SecretsTrouble,
  words: string,
  isListed = true,
): Promise<void> {
  const { page } = popover
  await expect(page.getByRole('heading', { name: 'Saved secrets cannot be read' })).toBeVisible()
  await expect(page.getByText(words)).toBeVisible()
  await expect(page.getByText('the Supabase key and sign-in')).toHaveCount(isListed ? 1 : 0)
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Enter them anew' })).toBeVisible()
  await expect(page.getByText('Not set up yet')).toHaveCount(0)
  expect(await page.evaluate(() => window.keeper.snapshot())).toMatchObject({ isConnected: false, unread: { why } })
}

/** Waits until the app works with what was set up, without having been started again. */
export async function expectRead(app: KeeperApp): Promise<void> {
  const popover = await app.popover()
  await popover.expectCondition('missing')
  expect(await popover.page.evaluate(() => window.keeper.snapshot())).toMatchObject({
    isConnected: true,
    secrets: 'keychain',
    unread: null,
  })
}
