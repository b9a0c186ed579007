import type { ElectronApplication } from '@playwright/test'
import { askFrom } from './asking.ts'
import { setClockAhead, sleepFor, wake } from './clocks.ts'
import { expect, test } from './fixtures.ts'
import type { KeeperApp } from './keeper-app.ts'
import { rowOf, writeRow } from './row.ts'

// Sleep, wrong clocks and networks that go and come: what time does to a computer.

const day = 86_400
const daysAgo = (days: number) => Math.floor(Date.now() / 1000) - days * day

test('a computer that wakes after forty days renews the token at once, without a window', async ({
  launch,
  sandbox,
}) => {
  const slept = sandbox.gazelle.grantPair()
  await writeRow(sandbox, { ...slept, created_at: daysAgo(0), expires_in: 30 * day })
  const app = await launch()
  const popover = await app.openPopover()
  await popover.expectCondition('valid')
  await popover.page.evaluate(() => window.keeper.ask('close-popover'))

  sandbox.gazelle.expire(slept.access_token)
  await sleepFor(40, app, sandbox)

  await expect.poll(async () => (await rowOf(sandbox))?.['access_token']).not.toBe(slept.access_token)
  expect(await rowOf(sandbox)).toMatchObject({ access_token: sandbox.gazelle.tokens.at(-1)?.accessToken })
  expect(await visibleWindows(app.electron)).toBe(0)
})

test('a computer that wakes after forty days with nothing left to renew with asks a person @linux', async ({
  launch,
  sandbox,
}) => {
  const slept = sandbox.gazelle.grantPair()
  await writeRow(sandbox, { ...slept, created_at: daysAgo(0), expires_in: 30 * day })
  const app = await launch()
  const popover = await app.openPopover()
  await popover.expectCondition('valid')
  await popover.close()
  sandbox.gazelle.revokeAll()
  await sleepFor(40, app, sandbox)
  const notification = await app.nextNotification()
  expect(notification.summary).toBe('Gazelle needs you to sign in')
  app.daemon().click(notification.id)
  await (await app.signInWindow()).expectPhase('waiting')
})

test('a clock that is two days ahead is said, and what is written is dated right', async ({ launch, sandbox }) => {
  const old = sandbox.gazelle.grantPair()
  await writeRow(sandbox, { ...old, created_at: daysAgo(0), expires_in: 30 * day })
  const app = await launch()
  const popover = await app.openPopover()
  await popover.expectCondition('valid')
  await setClockAhead(2, app.electron)
  await wake(app.electron)
  const error = () => snapshotOf(app).then(({ keeper }) => Math.round(keeper.clockErrorMilliseconds / 3_600_000))
  await expect.poll(error).toBe(48)
  await popover.expectText(/clock/i)

  await renew(app)
  await expect.poll(async () => (await rowOf(sandbox))?.['access_token']).not.toBe(old.access_token)
  const created = Number((await rowOf(sandbox))?.['created_at'])
  expect(Math.abs(created - Date.now() / 1000)).toBeLessThan(300)
  const { keeper, condition } = await snapshotOf(app)
  expect(condition).toBe('valid')
  expect(Math.abs((keeper.checkedAt ?? 0) - Date.now())).toBeLessThan(300_000)
})

test('a network that comes back ends the pause that a busy server asked for', async ({ launch, sandbox }) => {
  const pair = sandbox.gazelle.grantPair()
  await writeRow(sandbox, { ...pair, created_at: daysAgo(0), expires_in: 30 * day })
  sandbox.gazelle.faults.add({ action: { kind: 'status', status: 429, retryAfter: '600' }, path: '/graphql/*' })
  const app = await launch()
  await app.openPopover()
  await expect.poll(async () => (await snapshotOf(app)).keeper.problem).toMatchObject({ kind: 'rate-limited' })
  await app.setOnline(false)
  await app.setOnline(true)
  await expect.poll(async () => (await snapshotOf(app)).keeper.works).toBe(true)
})

test('all is told well, once, when the sign-in that was asked for has been done @linux', async ({ launch }) => {
  const first = await launch()
  await first.nextNotification()
  await (await first.signIn()).expectCondition('valid')
  await expect.poll(() => first.notifications().map(({ summary }) => summary)).toContain('All is well')
  await first.close()
  const second = await launch()
  await (await second.openPopover()).expectCondition('valid')
  expect(second.notifications()).toEqual([])
})

async function snapshotOf(app: KeeperApp) {
  const { page } = await app.popover()
  return await page.evaluate(() => window.keeper.snapshot())
}

async function renew(app: KeeperApp): Promise<void> {
  const { page } = await app.popover()
  await askFrom(page, 'renew')
}

function visibleWindows(electron: ElectronApplication): Promise<number> {
  return electron.evaluate(
    ({ BrowserWindow }) => BrowserWindow.getAllWindows().filter((window) => window.isVisible()).length,
  )
}
