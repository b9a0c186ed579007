import { readdirSync, readFileSync } from 'node:fs'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { signInTo } from '../../scripts/driver/windows.ts'
import type { SecretsTrouble } from '../../src/shared/snapshot.ts'
import { Keyring } from '../desktop/keyring.ts'
import { test as base, type Desktop, expect, withDesktop } from './fixtures.ts'
import type { KeeperApp, LaunchOptions, Popover } from './keeper-app.ts'
import { endToken, rowOf } from './row.ts'
import { connect, launchFromNothing, SetupWindow } from './setup-window.ts'

// The keychain of other systems is the person's own, which no test may touch: @linux

/** So long may a keychain hold up the icon, on a machine with nothing else to do; a frozen one took 78 s. */
const heldUpMilliseconds = 2_000

const test = base.extend<{
  keyring: Keyring
  own: Desktop
  launchFresh: (options?: Partial<LaunchOptions>) => Promise<KeeperApp>
}>({
  own: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from its first argument
    async ({}, use) => {
      await withDesktop(false, (desktop) => use({ ...desktop, switches: ['--password-store=gnome-libsecret'] }))
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

test.describe.configure({ timeout: 90_000 })

/** What lies on disk under these secrets' names. */
function sealedIn(profile: string): string {
  return readFileSync(join(profile, 'secrets.json'), 'utf8')
}

/** Starts the app; gives it, and after how many milliseconds its icon was there. */
async function launchTimed(launch: () => Promise<KeeperApp>): Promise<{ app: KeeperApp; took: number }> {
  const began = performance.now()
  const app = await launch()
  await app.tray()
  return { app, took: performance.now() - began }
}

/** Sees that the icon came as soon as with a well keychain, whose start took so long just before, give or take a busy machine. */
function expectSoon(took: number, well: number): void {
  expect(took).toBeLessThan(2 * well + heldUpMilliseconds)
}

/** Sees that the popover says what cannot be read, and not that nothing was set up. */
async function expectUnread(popover: Popover, why: SecretsTrouble, words: string, isListed = true): Promise<void> {
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
async function expectRead(app: KeeperApp): Promise<void> {
  const popover = await app.popover()
  await popover.expectCondition('missing')
  expect(await popover.page.evaluate(() => window.keeper.snapshot())).toMatchObject({
    isConnected: true,
    secrets: 'keychain',
    unread: null,
  })
}

const ways: readonly {
  name: string
  why: SecretsTrouble
  words: string
  lose: (keyring: Keyring) => unknown
  regain: (keyring: Keyring) => unknown
}[] = [
  {
    name: 'locked',
    why: 'locked',
    words: 'the system keychain is locked',
    lose: (keyring) => keyring.lock(),
    regain: (keyring) => keyring.unlock(),
  },
  {
    name: 'stopped',
    why: 'gone',
    words: 'the system keychain is not running',
    lose: (keyring) => keyring.stop(),
    regain: (keyring) => keyring.start(),
  },
  {
    name: 'frozen',
    why: 'frozen',
    words: 'the system keychain is not answering',
    lose: (keyring) => keyring.freeze(),
    regain: (keyring) => keyring.thaw(),
  },
]

for (const { name, why, words, lose, regain } of ways) {
  test(`a keychain that is ${name} at the start is said, waited for by nobody, and used when it comes @linux`, async ({
    launchFresh,
    keyring,
    sandbox,
    profile,
  }) => {
    const { app: before, took: well } = await launchTimed(() => launchFresh())
    await connect(before, sandbox)
    await before.close()
    const sealed = sealedIn(profile)

    await lose(keyring)
    const { app, took } = await launchTimed(() => launchFresh())
    expectSoon(took, well)
    const popover = await app.openPopover()
    await expectUnread(popover, why, words)
    await popover.press('Settings')
    const { page } = await SetupWindow.of(app)
    await expect(page.getByRole('heading', { name: 'Set up Gazelle Keeper' })).toHaveCount(0)
    await expect(page.getByText(words)).toBeVisible()
    expect(sealedIn(profile)).toBe(sealed)

    await regain(keyring)
    await app.openPopover()
    await expectRead(app)
    await expect(page.getByText(words)).toHaveCount(0)
    await app.close()
    // What is kept from now on opens at the next start, too.
    const again = await launchFresh()
    await again.openPopover()
    await expectRead(again)
    await again.close()
  })
}

test('a keychain that comes late costs nobody the session with Gazelle @linux', async ({
  launch,
  own: desktop,
  keyring,
  sandbox,
}) => {
  const first = await launch({ desktop })
  await first.signIn()
  await first.close()

  keyring.freeze()
  const isRenewed = await endToken(sandbox)
  const late = await launch({ desktop })
  await (await late.openPopover()).expectCondition('refused')
  keyring.thaw()
  await expect.poll(isRenewed).toBe(true)
  // And what is new in this run is of use to the next one, which finds an older one on disk.
  sandbox.gazelle.endSessions()
  await endToken(sandbox)
  const popover = await late.popover()
  await popover.press('Check now')
  await popover.expectCondition('refused')
  await popover.press('Sign in to Gazelle')
  const window = await late.signInWindow()
  const closed = window.closed()
  await signInTo(window.gazelle, sandbox.connection.gazelleEmail, sandbox.connection.gazellePassword)
  await closed
  await popover.expectCondition('valid')
  await late.close()

  const isRenewedAgain = await endToken(sandbox)
  const next = await launch({ desktop })
  await expect.poll(isRenewedAgain).toBe(true)
  await next.close()
})

test('what another keychain has sealed is kept aside, and read when that is back @linux', async ({
  launchFresh,
  keyring,
  sandbox,
  profile,
}) => {
  const { app: before, took: well } = await launchTimed(() => launchFresh())
  await connect(before, sandbox)
  await before.close()
  const sealed = sealedIn(profile)

  const bringBack = await keyring.replace()
  const { app, took } = await launchTimed(() => launchFresh())
  expectSoon(took, well)
  const popover = await app.openPopover()
  await expectUnread(popover, 'other', 'its secrets were saved with another keychain')
  await popover.press('Try again')
  await expectUnread(popover, 'other', 'its secrets were saved with another keychain')
  expect(sealedIn(profile)).toBe(sealed)
  await popover.press('Enter them anew')
  const setup = await connect(app, sandbox)
  expect(await setup.snapshot()).toMatchObject({ secrets: 'keychain', unread: null })
  await app.close()
  const isAside = (file: string) => readFileSync(join(profile, file), 'utf8') === sealed
  expect(
    readdirSync(profile)
      .filter((file) => file.startsWith('secrets.aside-'))
      .filter(isAside),
  ).toHaveLength(1)

  const anew = await launchFresh()
  await anew.openPopover()
  await expectRead(anew)
  await anew.close()

  await bringBack()
  const again = await launchFresh()
  await again.openPopover()
  await expectRead(again)
  await again.close()
})

test('a profile that was copied to another computer is not taken for a new one @linux', async ({
  launchFresh,
  keyring: _,
  sandbox,
  profile,
}) => {
  const { app: before, took: well } = await launchTimed(() => launchFresh())
  await connect(before, sandbox)
  await before.close()
  const copy = await mkdtemp(join(tmpdir(), 'gazelle-keeper-copied-'))
  await cp(profile, copy, { recursive: true, filter: (path) => !path.includes('Singleton') })
  await withDesktop(true, async (elsewhere) => {
    const { app, took } = await launchTimed(() => launchFresh({ desktop: elsewhere, profile: copy }))
    expectSoon(took, well)
    await expectUnread(await app.openPopover(), 'other', 'on another computer')
    await app.close()
  })
  await rm(copy, { recursive: true })
})

test('secrets whose file is gone are said to be lost, and entered anew @linux', async ({
  launchFresh,
  keyring: _,
  sandbox,
  profile,
}) => {
  const before = await launchFresh()
  await connect(before, sandbox)
  await before.close()
  for (const name of ['secrets.json', 'secrets.last-good.json']) await rm(join(profile, name))
  const app = await launchFresh()
  const popover = await app.openPopover()
  await expectUnread(popover, 'lost', 'its secrets are no longer on this computer', false)
  await popover.press('Enter them anew')
  const setup = await connect(app, sandbox)
  expect(await setup.snapshot()).toMatchObject({ secrets: 'keychain', unread: null })
  await app.close()
})

test('what is entered anew while the keychain is locked is kept as soon as it is open @linux', async ({
  launchFresh,
  keyring,
  sandbox,
}) => {
  const before = await launchFresh()
  await connect(before, sandbox)
  await before.close()
  await keyring.lock()
  const app = await launchFresh()
  const popover = await app.openPopover()
  await expectUnread(popover, 'locked', 'the system keychain is locked')
  // Nobody is there to type the password.
  await popover.press('Try again')
  await expectUnread(popover, 'locked', 'the system keychain is locked')
  await popover.press('Enter them anew')
  const setup = await connect(app, sandbox)
  expect(await setup.snapshot()).toMatchObject({ isConnected: true, secrets: 'memory', unread: null })
  await keyring.unlock()
  await setup.until(({ secrets, isConnected }) => secrets === 'keychain' && isConnected, 'the keychain')
  await app.close()
  const again = await launchFresh()
  await again.openPopover()
  await expectRead(again)
  await again.close()
})

test('a held token that a locked keychain hides is saved once that is unlocked @linux', async ({
  launch,
  own: desktop,
  keyring,
  sandbox,
}) => {
  const app = await launch({ desktop })
  let popover = await app.openPopover()
  await popover.expectCondition('missing')
  await sandbox.supabase.stop()
  try {
    await popover.press('Sign in to Gazelle')
    const window = await app.signInWindow()
    const { gazelleEmail, gazellePassword } = sandbox.connection
    await signInTo(window.gazelle, gazelleEmail, gazellePassword)
    await popover.expectCondition('held')
    await app.close()
  } finally {
    await sandbox.supabase.start()
  }

  await keyring.lock()
  const again = await launch({ desktop })
  popover = await again.openPopover()
  // The sandbox’s connection is at hand: it works, and says what is missing.
  await popover.expectCondition('missing')
  await expect(popover.page.getByText('Affected: the Supabase key and sign-in, tokens kept in reserve.')).toBeVisible()
  await keyring.unlock()
  await popover.expectCondition('valid')
  await expect(popover.page.getByText('the system keychain is locked')).toHaveCount(0)
  expect(await rowOf(sandbox)).toHaveProperty('access_token')
  await again.close()
})

test('a keychain that freezes later holds up neither the app nor its end @linux', async ({
  launchFresh,
  keyring,
  sandbox,
}) => {
  const app = await launchFresh()
  const setup = await connect(app, sandbox)
  keyring.freeze()
  await setup.request({ do: 'supabase.names', table: 'system_settings', rowKey: 'another_row' })
  await setup.ask('command-line.allow')
  const { setup: told } = await setup.until(({ setup: { commandLine } }) => commandLine.trouble !== null, 'the trouble')
  expect(told.commandLine).toEqual({ isAllowed: false, isLeft: false, trouble: 'silent' })
  const began = performance.now()
  await app.close()
  expect(performance.now() - began).toBeLessThan(10_000)
})
