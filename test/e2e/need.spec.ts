import { expect, test } from './fixtures.ts'
import { picture } from './keeper-app.ts'
import { ageRow, writeRow } from './row.ts'

// What the app says by itself when only a person can help.

test('notifies that a sign-in is needed, once in a run; a click opens the window; a restart repeats it @linux', async ({
  launch,
}) => {
  const first = await launch()
  const notification = await first.nextNotification()
  expect(notification).toMatchObject({
    summary: 'Gazelle needs you to sign in',
    body: 'Sign in to Gazelle once; the rest is automatic.',
  })
  first.daemon().click(notification.id)
  await (await first.signInWindow()).expectPhase('waiting')
  await first.close()

  const second = await launch()
  expect((await second.nextNotification()).summary).toBe('Gazelle needs you to sign in')
  await (await second.openPopover()).expectCondition('missing')
  expect(second.notifications()).toHaveLength(1)
})

test('a new need is notified again @linux', async ({ launch, sandbox }) => {
  const app = await launch()
  await app.nextNotification()
  const popover = await app.signIn()
  await popover.expectCondition('valid')
  await ageRow(sandbox)
  sandbox.gazelle.revokeAll()
  sandbox.gazelle.endSessions()
  await (await app.openPopover()).close()
  await (await app.tray()).clickMenu('Check now')
  // On a slow computer it was told in between that all is well.
  const needs = () => app.notifications().filter(({ summary }) => summary === 'Gazelle needs you to sign in')
  await expect.poll(() => needs().length).toBe(2)
  await (await app.openPopover()).expectCondition('refused')
  await picture((await app.popover()).page, 'popover-refused')
  expect(needs().at(-1)?.body).toContain('can no longer reach Gazelle')
})

const day = 86_400
const rows = {
  expired: (now: number) => ({ access_token: 'x'.repeat(60), expires_in: 30 * day, created_at: now - 31 * day }),
  blocked: () => ({ access_token: 60, expires_in: 30 * day }),
}

test('an expired token is told as expired, and its tooltip counts no days @linux', async ({ launch, sandbox }) => {
  await writeRow(sandbox, { ...rows.expired(Math.floor(Date.now() / 1000)), token_type: 'Bearer' })
  const app = await launch()
  const popover = await app.openPopover()
  // Gazelle is asked as well, and does not know it.
  await popover.expectCondition('refused')
  await (await app.tray()).waitForToolTip((text) => text === 'Gazelle Keeper: Gazelle rejects the token')
})

test('a row that is not understood is left alone, and the field is named', async ({ launch, sandbox }) => {
  await writeRow(sandbox, rows.blocked())
  const app = await launch()
  const popover = await app.openPopover()
  await popover.expectCondition('blocked')
  await popover.expectText('The field “access_token” of the token in Supabase has an unexpected value.')
  // The popover is as high as its longest text needs.
  await expect
    .poll(() => popover.page.evaluate(() => document.documentElement.scrollHeight <= window.innerHeight))
    .toBe(true)
  await picture(popover.page, 'popover-blocked')
})

test('a token near its end is told as ending soon', async ({ launch, sandbox }) => {
  // Without a refresh token, and with nobody signed in: only a person can renew it.
  const { refresh_token: _, ...token } = sandbox.gazelle.grantPair()
  const created = Math.floor(Date.now() / 1000) - 25 * day
  await writeRow(sandbox, { ...token, created_at: created, expires_in: 30 * day })
  const app = await launch()
  const popover = await app.openPopover()
  await popover.expectCondition('expiring')
  await expect(popover.page.locator('.ring')).toHaveText('5days left')
  await picture(popover.page, 'popover-expiring')
})

test('an API key that never expires is told as such', async ({ launch, sandbox }) => {
  const key = { access_token: sandbox.gazelle.apiKey, refresh_token: 'manual_override', expires_at: 1999999999 }
  await writeRow(sandbox, JSON.stringify({ ...key, created_at: 0 }))
  const app = await launch()
  const popover = await app.openPopover()
  await popover.expectCondition('valid')
  await expect(popover.page.locator('.ring')).toHaveText('∞')
  await picture(popover.page, 'popover-never')
})

test('Supabase down at the start is said, and found out again when asked', async ({ launch, sandbox }) => {
  await sandbox.supabase.stop()
  try {
    const app = await launch()
    const popover = await app.openPopover()
    await popover.expectCondition('blocked')
    await popover.expectText('Supabase cannot be reached')
    await picture(popover.page, 'popover-supabase-down')
    await sandbox.supabase.start()
    await popover.press('Check now')
    await popover.expectCondition('missing')
  } finally {
    await sandbox.supabase.start()
  }
})
