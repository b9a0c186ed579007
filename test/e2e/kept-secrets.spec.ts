import { readdirSync, readFileSync } from 'node:fs'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, withDesktop } from './fixtures.ts'
import { expectRead, expectSoon, expectUnread, launchTimed, sealedIn, test } from './keychain.ts'
import { connect } from './setup-window.ts'

// Secrets that another keychain has sealed, that are gone, or that are entered anew.

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
