import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Sandbox } from '../../sandbox/index.ts'
import { signInTo } from '../../scripts/driver/windows.ts'
import { askFromSettings } from './asking.ts'
import { expect, test } from './fixtures.ts'
import type { KeeperApp, Popover } from './keeper-app.ts'
import { killNetwork } from './kill-network.ts'
import { endToken } from './row.ts'
import { connect, launchFromNothing } from './setup-window.ts'

// Not remembered, Gazelle's session is a cookie without an expiry, which Chromium lets go with the app and with its network
// process. The unseen renewal lives by it.

/** Signs in without ticking "Remember me". */
async function signInForNow(app: KeeperApp, sandbox: Sandbox): Promise<void> {
  const window = await app.signInWindow()
  const closed = window.closed()
  const { gazelleEmail, gazellePassword } = sandbox.connection
  await window.gazelle.getByLabel('Remember me').uncheck()
  await signInTo(window.gazelle, gazelleEmail, gazellePassword)
  await closed
}

async function openAndSignIn(app: KeeperApp, sandbox: Sandbox): Promise<Popover> {
  const popover = await app.openPopover()
  await popover.expectCondition('missing')
  await popover.press('Sign in to Gazelle')
  await signInForNow(app, sandbox)
  await popover.expectCondition('valid')
  return popover
}

/** The values of Gazelle's cookies, in the partition on disk or in the one of a run whose keychain came late. */
async function cookiesOf(app: KeeperApp): Promise<{ session: boolean; value: string }[]> {
  const all = app.electron.evaluate(async ({ session }) => {
    const partitions = ['persist:gazelle', 'gazelle'].map((each) => session.fromPartition(each, { cache: false }))
    return (await Promise.all(partitions.map(({ cookies }) => cookies.get({})))).flat()
  })
  return (await all).map(({ session = false, value }) => ({ session, value }))
}

/** The files of a folder, and of those in it, that hold one of the texts. */
async function filesThatHold(folder: string, ...texts: string[]): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name))
  const holding = await Promise.all(
    files.map(async (file) => {
      const content = await readFile(file).catch(() => Buffer.alloc(0))
      return texts.some((text) => content.includes(text)) ? [file] : []
    }),
  )
  return holding.flat()
}

test('the web session outlives Chromium’s network process', async ({ launch, sandbox }) => {
  const app = await launch()
  await openAndSignIn(app, sandbox)
  expect(await cookiesOf(app)).toEqual([{ session: true, value: expect.any(String) }])
  const popover = await app.openPopover()
  // Twice: what is put back is followed like what came from the page.
  for (let death = 0; death < 2; death++) {
    const isRenewed = await endToken(sandbox)
    await killNetwork(app.electron)
    await popover.press('Check now')
    await expect.poll(isRenewed).toBe(true)
    await popover.expectCondition('valid')
  }
})

test('the web session outlives the app, and no file holds it in clear', async ({ launch, sandbox, profile }) => {
  const first = await launch()
  await openAndSignIn(first, sandbox)
  const [cookie] = await cookiesOf(first)
  await first.close()
  expect(await filesThatHold(profile, cookie?.value ?? '')).toEqual([])
  const isRenewed = await endToken(sandbox)
  const second = await launch()
  await expect.poll(isRenewed).toBe(true)
  // Until its keeper has let go of the new token the next run would hold it, and not believe for a minute that it is revoked.
  await (await second.openPopover()).expectCondition('valid')
  await second.close()
  // And once more: what was put back is kept, too.
  const isRenewedAgain = await endToken(sandbox)
  await launch()
  await expect.poll(isRenewedAgain).toBe(true)
})

test('“Forget Gazelle session” leaves nothing for the next run', async ({ launch, sandbox, profile }) => {
  const first = await launch()
  await openAndSignIn(first, sandbox)
  const [cookie] = await cookiesOf(first)
  await first.openPopover()
  await askFromSettings(first, 'sign-in.forget')
  await killNetwork(first.electron)
  // The first question after a death may never be answered: then it is asked again.
  const unanswered = () => new Promise<null>((resolve) => setTimeout(resolve, 2_000, null))
  await expect.poll(() => Promise.race([cookiesOf(first).catch(() => null), unanswered()])).toEqual([])
  await first.close()
  expect(await filesThatHold(profile, cookie?.value ?? '', 'gazelle-cookies')).toEqual([])
  await endToken(sandbox)
  const again = await launch()
  await (await again.openPopover()).expectCondition('refused')
  expect(await cookiesOf(again)).toEqual([])
})

test.describe('where nothing is set up yet', () => {
  test.use({ launch: launchFromNothing })

  test('a person who does not want to stay signed in does not', async ({ launch, sandbox, profile }) => {
    const first = await launch()
    const setup = await connect(first, sandbox)
    await setup.request({ do: 'prefer', change: { staysSignedIn: false } })
    await setup.ask('sign-in')
    await signInForNow(first, sandbox)
    await setup.until(({ condition }) => condition === 'valid', 'a valid token')
    await first.close()
    expect(await filesThatHold(profile, 'gazelle-cookies')).toEqual([])
    await endToken(sandbox)
    const again = await launch()
    await (await again.openPopover()).expectCondition('refused')
  })
})
