import { signInTo } from '../../scripts/driver/windows.ts'
import type { SecretsTrouble } from '../../src/shared/snapshot.ts'
import type { Keyring } from '../desktop/keyring.ts'
import { expect } from './fixtures.ts'
import { expectRead, expectSoon, expectUnread, launchTimed, sealedIn, test } from './keychain.ts'
import { endToken, rowOf } from './row.ts'
import { connect, SetupWindow } from './setup-window.ts'

// The system's keychain is locked, gone or frozen, and comes back.

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
