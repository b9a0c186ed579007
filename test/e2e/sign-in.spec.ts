import { signInTo } from '../../scripts/driver/windows.ts'
import { sleepFor } from './clocks.ts'
import { expect, test } from './fixtures.ts'
import { type KeeperApp, type Popover, picture, type SignInWindow } from './keeper-app.ts'
import { rowOf } from './row.ts'

// Every way a sign-in can end other than well: each in a clear state, nothing hanging, nothing half-saved.

async function openSignIn(app: KeeperApp): Promise<{ popover: Popover; window: SignInWindow }> {
  const popover = await app.openPopover()
  await popover.expectCondition('missing')
  await popover.press('Sign in to Gazelle')
  const window = await app.signInWindow()
  await window.expectPhase('waiting')
  return { popover, window }
}

test('a wrong password is said, and the next try works', async ({ launch, sandbox }) => {
  const app = await launch()
  const { popover, window } = await openSignIn(app)
  await signInTo(window.gazelle, sandbox.connection.gazelleEmail, 'not the password')
  await window.expectPhase('password-refused')
  await popover.expectText('Gazelle did not accept that')
  await picture(window.guide, 'sign-in-password-refused')
  expect(await rowOf(sandbox)).toBeUndefined()

  const closed = window.closed()
  await signInTo(window.gazelle, sandbox.connection.gazelleEmail, sandbox.connection.gazellePassword)
  await closed
  await popover.expectCondition('valid')
})

test('a window closed midway changes nothing and is said', async ({ launch, sandbox }) => {
  const app = await launch()
  const { popover, window } = await openSignIn(app)
  await window.press('Cancel')
  await popover.expectText('The sign-in window was closed before a token arrived.')
  await popover.expectCondition('missing')
  expect(await rowOf(sandbox)).toBeUndefined()
  await picture((await app.openPopover()).page, 'popover-cancelled')

  await popover.press('Sign in to Gazelle')
  await (await app.signInWindow()).expectPhase('waiting')
})

test('when no token comes for a while it says so, and still takes one that comes later', async ({
  launch,
  sandbox,
}) => {
  const app = await launch({ switches: ['--keeper-patience=500'] })
  const popover = await app.openPopover()
  await popover.expectCondition('missing')
  await popover.press('Sign in to Gazelle')
  const window = await app.signInWindow()
  await window.expectPhase('quiet')
  await popover.expectText('Nothing has arrived from Gazelle for a while')
  const closed = window.closed()
  await signInTo(window.gazelle, sandbox.connection.gazelleEmail, sandbox.connection.gazellePassword)
  await closed
  await popover.expectCondition('valid')
})

test('Gazelle is down when the window opens: it says so, and loads once Gazelle is back', async ({
  launch,
  sandbox,
}) => {
  const app = await launch()
  await sandbox.gazelle.stop()
  try {
    await app.electron.evaluate(({ View }) => {
      const { setVisible } = View.prototype
      View.prototype.setVisible = function (isVisible) {
        Object.assign(globalThis, { isPageVisible: isVisible })
        setVisible.call(this, isVisible)
      }
    })
    const popover = await app.openPopover()
    await popover.expectCondition('missing')
    await popover.press('Sign in to Gazelle')
    const window = await app.signInWindow()
    await window.expectPhase('unreachable')
    await popover.expectText('Gazelle’s page will not load')
    await picture(window.guide, 'sign-in-unreachable')
    // In place of an empty page.
    await expect(window.guide.getByRole('heading')).toHaveText('Gazelle’s page could not be loaded')
    const isPageVisible = () =>
      app.electron.evaluate(() => (globalThis as unknown as { isPageVisible: boolean }).isPageVisible)
    expect(await isPageVisible()).toBe(false)
    await sandbox.gazelle.start()
    await window.press('Try again')
    await window.expectPhase('waiting')
    expect(await isPageVisible()).toBe(true)
    await expect(window.guide.getByRole('heading')).toHaveCount(0)
  } finally {
    await sandbox.gazelle.start()
  }
})

test('a page that leads away from Gazelle stays where it is, and that is said', async ({ launch }) => {
  const app = await launch()
  const { window } = await openSignIn(app)
  const address = window.gazelle.url()
  await window.gazelle.evaluate(() => {
    location.href = 'http://localhost:9/elsewhere'
  })
  await window.expectPhase('led-away')
  expect(window.gazelle.url()).toBe(address)
})

test('a page that Gazelle refuses to show is not taken for a wrong password', async ({ launch, sandbox }) => {
  const app = await launch()
  sandbox.gazelle.faults.add({ action: { kind: 'status', status: 403 }, method: 'GET', path: '/*', times: 1e9 })
  const popover = await app.openPopover()
  await popover.expectCondition('missing')
  await popover.press('Sign in to Gazelle')
  await (await app.signInWindow()).expectPhase('unreachable')
})

test('a held token that Gazelle refuses later is not told as saved', async ({ launch, sandbox }) => {
  const app = await launch()
  const { popover, window } = await openSignIn(app)
  const recover = sandbox.gazelle.faults.add({
    action: { kind: 'status', status: 503 },
    path: '/graphql/*',
    times: 1e9,
  })
  await signInTo(window.gazelle, sandbox.connection.gazelleEmail, sandbox.connection.gazellePassword)
  await window.expectPhase('held')
  sandbox.gazelle.revokeAll()
  recover()
  // Of a token just found, a rejection would not be believed yet.
  await sleepFor(1 / 24, app, sandbox)
  await app.openPopover()
  await window.expectPhase('token-refused')
  await popover.expectCondition('missing')
  expect(await rowOf(sandbox)).toBeUndefined()
})

test('a held token is found again after a restart, and saved', async ({ launch, sandbox }) => {
  const app = await launch()
  const { popover, window } = await openSignIn(app)
  await sandbox.supabase.stop()
  try {
    await signInTo(window.gazelle, sandbox.connection.gazelleEmail, sandbox.connection.gazellePassword)
    await popover.expectCondition('held')
    await app.close()
  } finally {
    await sandbox.supabase.start()
  }
  const again = await launch()
  await (await again.openPopover()).expectCondition('valid')
  expect(await rowOf(sandbox)).toMatchObject({ access_token: sandbox.gazelle.tokens.at(-1)?.accessToken })
})

test('Gazelle cannot answer the probe: the token is held, and saved once it can', async ({ launch, sandbox }) => {
  const app = await launch()
  const { popover, window } = await openSignIn(app)
  sandbox.gazelle.faults.add({ action: { kind: 'status', status: 503 }, path: '/graphql/*', times: 1e9 })
  await signInTo(window.gazelle, sandbox.connection.gazelleEmail, sandbox.connection.gazellePassword)
  await window.expectPhase('held')
  await popover.expectCondition('held')
  expect(await rowOf(sandbox)).toBeUndefined()
  sandbox.gazelle.faults.clear()
  const closed = window.closed()
  await app.openPopover()
  await closed
  await popover.expectCondition('valid')
  expect(await rowOf(sandbox)).toMatchObject({ access_token: sandbox.gazelle.tokens.at(-1)?.accessToken })
})

test('Supabase is down: the token is held, the window may be closed, and it is saved later', async ({
  launch,
  sandbox,
}) => {
  const app = await launch()
  const { popover, window } = await openSignIn(app)
  await sandbox.supabase.stop()
  try {
    await signInTo(window.gazelle, sandbox.connection.gazelleEmail, sandbox.connection.gazellePassword)
    await window.expectPhase('held')
    await picture(window.guide, 'sign-in-held')
    await window.press('Close')
    await popover.expectCondition('held')
    await popover.expectText('Supabase cannot be reached')
    await picture((await app.openPopover()).page, 'popover-held')
    expect(await rowOf(sandbox)).toBeUndefined()
  } finally {
    await sandbox.supabase.start()
  }
  await popover.press('Save it now')
  await popover.expectCondition('valid')
  expect(await rowOf(sandbox)).toMatchObject({ access_token: sandbox.gazelle.tokens.at(-1)?.accessToken })
})
