import { askFromSettings } from './asking.ts'
import { expect, test } from './fixtures.ts'
import { picture } from './keeper-app.ts'
import { ageRow, rowOf, writeRow } from './row.ts'

// The app renews by itself, and asks a person only when nothing else is left.

const day = 86_400
const daysAgo = (days: number) => Math.floor(Date.now() / 1000) - days * day

test('a token past two thirds of its life is renewed by its refresh token, without a window', async ({
  launch,
  sandbox,
}) => {
  const old = sandbox.gazelle.grantPair()
  await writeRow(sandbox, { ...old, created_at: daysAgo(21), expires_in: 30 * day, note: 'kept' })
  const app = await launch()
  await expect.poll(async () => (await rowOf(sandbox))?.['access_token']).not.toBe(old.access_token)
  const row = await rowOf(sandbox)
  const newest = sandbox.gazelle.tokens.at(-1)
  expect(row).toMatchObject({ access_token: newest?.accessToken, refresh_token: newest?.refreshToken, note: 'kept' })
  expect(await app.electron.evaluate(({ webContents }) => webContents.getAllWebContents().length)).toBe(0)
  const popover = await app.openPopover()
  await popover.expectCondition('valid')
  await expect(popover.page.locator('.ring')).toContainText('30days left')
  await picture(popover.page, 'popover-renewed')
})

test('a token without refresh token is renewed by the web session that is still alive, unseen', async ({
  launch,
  sandbox,
}) => {
  const app = await launch()
  const popover = await app.signIn()
  await popover.expectCondition('valid')
  const before = await rowOf(sandbox)
  await ageRow(sandbox)
  sandbox.gazelle.revoke(String(before?.['access_token']))
  await app.openPopover()
  await popover.press('Check now')
  await expect.poll(async () => (await rowOf(sandbox))?.['access_token']).not.toBe(before?.['access_token'])
  await popover.expectCondition('valid')
  expect(await rowOf(sandbox)).toMatchObject({ access_token: sandbox.gazelle.tokens.at(-1)?.accessToken })
  expect(await visibleWindows(app.electron)).toEqual(['keeper://app/popover.html'])
})

test('“Forget Gazelle session” ends the unseen visit that is under way', async ({ launch, sandbox }) => {
  const app = await launch()
  const popover = await app.signIn()
  await popover.expectCondition('valid')
  await ageRow(sandbox)
  sandbox.gazelle.revokeAll()
  const visit = sandbox.gazelle.faults.holdNext({ path: '/' })
  await app.openPopover()
  await popover.press('Check now')
  await visit.reached
  const pages = () =>
    app.electron.evaluate(
      ({ webContents }) =>
        webContents.getAllWebContents().filter((page) => !page.getURL().startsWith('keeper:')).length,
    )
  expect(await pages()).toBe(1)
  await askFromSettings(app, 'sign-in.forget')
  expect(await pages()).toBe(0)
  visit.release()
  const cookies = await app.electron.evaluate(({ session }) => session.fromPartition('persist:gazelle').cookies.get({}))
  expect(cookies).toEqual([])
})

test('with the refresh token spent and nobody signed in, a person is asked @linux', async ({ launch, sandbox }) => {
  const old = sandbox.gazelle.grantPair()
  sandbox.gazelle.revokeAll()
  await writeRow(sandbox, old)
  await ageRow(sandbox)
  const row = await rowOf(sandbox)
  const app = await launch()
  const notification = await app.nextNotification()
  expect(notification.body).toContain('Sign in')
  app.daemon().click(notification.id)
  await (await app.signInWindow()).expectPhase('waiting')
  expect(await rowOf(sandbox)).toEqual(row)
})

test('“Renew now” brings a new token although the old one lives @linux', async ({ launch, sandbox }) => {
  const old = sandbox.gazelle.grantPair()
  await writeRow(sandbox, { ...old })
  const app = await launch()
  const popover = await app.openPopover()
  await popover.expectCondition('valid')
  await (await app.tray()).clickMenu('Renew now')
  await expect.poll(async () => (await rowOf(sandbox))?.['access_token']).not.toBe(old.access_token)
  await popover.expectCondition('valid')
})

test('an answer that is lost on the way is told, and tried again', async ({ launch, sandbox }) => {
  sandbox.gazelle.configure({ rotation: 'revoke-on-first-use' })
  const old = sandbox.gazelle.grantPair()
  await writeRow(sandbox, { ...old, created_at: daysAgo(21), expires_in: 30 * day })
  sandbox.gazelle.faults.add({ action: { kind: 'accept-and-drop' }, path: '/developer/oauth/token' })
  const app = await launch()
  const popover = await app.openPopover()
  await expect.poll(async () => (await rowOf(sandbox))?.['access_token']).not.toBe(old.access_token)
  await popover.expectCondition('valid')
  const grants = sandbox.gazelle.requests.all.filter((each) => each.grantType === 'refresh_token')
  expect(grants.map((each) => each.answered)).toEqual([false, true])
})

test('somebody writes an old token over the working one: it is put back', async ({ launch, sandbox }) => {
  const app = await launch()
  const popover = await app.signIn()
  await popover.expectCondition('valid')
  const good = await rowOf(sandbox)
  await writeRow(sandbox, { access_token: 'x'.repeat(60), expires_in: 30 * day, created_at: daysAgo(1) })
  await app.openPopover()
  await popover.press('Check now')
  await expect.poll(async () => (await rowOf(sandbox))?.['access_token']).toBe(good?.['access_token'])
  await popover.expectCondition('valid')
})

async function visibleWindows(electron: import('@playwright/test').ElectronApplication): Promise<string[]> {
  return await electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()
      .filter((window) => window.isVisible())
      .map((window) => window.webContents.getURL()),
  )
}
