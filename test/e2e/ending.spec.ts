import { once } from 'node:events'
import type { Sandbox } from '../../sandbox/index.ts'
import { expect, test } from './fixtures.ts'
import type { KeeperApp } from './keeper-app.ts'
import { rowOf, writeRow } from './row.ts'

// The app is ended in the middle of a renewal: the refresh token is spent, and the answer is on its way.

const day = 86_400

/** Puts a token in the row that is due for a renewal by its refresh token. */
async function writeDueRow(sandbox: Sandbox): Promise<string> {
  const pair = sandbox.gazelle.grantPair()
  const created = Math.floor(Date.now() / 1000) - 21 * day
  await writeRow(sandbox, { ...pair, created_at: created, expires_in: 30 * day })
  return pair.access_token
}

type Electron = KeeperApp['electron']

/** Sends an end; resolves when the app has heard of it, and gives the way to wait until it has ended. */
async function end({ electron }: KeeperApp, send: (electron: Electron) => unknown): Promise<() => Promise<unknown>> {
  const ended = once(electron.process(), 'exit')
  await electron.evaluate(({ app }) => {
    const told = new Promise<void>((resolve) => app.once('before-quit', () => resolve()))
    Object.assign(globalThis, { told })
  })
  const told = electron.evaluate(() => (globalThis as unknown as { told: Promise<void> }).told)
  void send(electron)
  // An app that ends at once takes the answer along.
  await told.catch(() => undefined)
  return () => ended
}

const quit = (electron: Electron) => electron.evaluate(({ app }) => app.quit()).catch(() => undefined)
const signal = (name: NodeJS.Signals) => (electron: Electron) => electron.process().kill(name)

for (const [how, send] of [
  ['“Quit”', quit],
  ['SIGTERM', signal('SIGTERM')],
  ['SIGHUP', signal('SIGHUP')],
  ['SIGINT', signal('SIGINT')],
  [
    'the computer’s end',
    (electron) =>
      electron
        .evaluate(({ powerMonitor }) => powerMonitor.emit('shutdown', { preventDefault: () => undefined }))
        .catch(() => undefined),
  ],
] as const satisfies readonly [string, (electron: Electron) => unknown][]) {
  test(`${how} waits for the answer that is on its way, and the row has the token @linux`, async ({
    launch,
    sandbox,
  }) => {
    const old = await writeDueRow(sandbox)
    const grant = sandbox.gazelle.faults.holdNext({ path: '/developer/oauth/token' })
    const app = await launch()
    await grant.reached
    const ended = await end(app, send)
    grant.release()
    await ended()
    const row = await rowOf(sandbox)
    expect(row?.['access_token']).not.toBe(old)
    expect(row).toMatchObject({ access_token: sandbox.gazelle.tokens.at(-1)?.accessToken })
  })
}

test('an answer that does not come is not waited for, and the next run gets the token @linux', async ({
  launch,
  sandbox,
}) => {
  sandbox.gazelle.configure({ rotation: 'revoke-on-first-use' })
  await writeDueRow(sandbox)
  const grant = sandbox.gazelle.faults.holdNext({ path: '/developer/oauth/token' })
  const first = await launch()
  await grant.reached
  await (await end(first, signal('SIGTERM')))()
  await first.close()
  const issued = () => sandbox.gazelle.tokens.length
  const before = issued()
  grant.release()
  await expect.poll(issued).toBeGreaterThan(before)
  const next = await launch()
  await (await next.openPopover()).expectCondition('valid')
  const row = await rowOf(sandbox)
  expect(row).toMatchObject({ access_token: sandbox.gazelle.tokens.at(-1)?.accessToken })
})

test('what could not be saved before the end is saved by the next run @linux', async ({ launch, sandbox }) => {
  await writeDueRow(sandbox)
  const grant = sandbox.gazelle.faults.holdNext({ path: '/developer/oauth/token' })
  const first = await launch()
  await grant.reached
  const takeBack = sandbox.supabase.faults.add({
    action: { kind: 'status', status: 503 },
    path: '/rest/v1/*',
    times: Number.POSITIVE_INFINITY,
  })
  const ended = await end(first, signal('SIGTERM'))
  grant.release()
  await ended()
  await first.close()
  const issued = sandbox.gazelle.tokens.at(-1)?.accessToken
  expect((await rowOf(sandbox))?.['access_token']).not.toBe(issued)
  takeBack()
  await launch()
  await expect.poll(async () => (await rowOf(sandbox))?.['access_token']).toBe(issued)
  expect(sandbox.gazelle.tokens.at(-1)?.accessToken).toBe(issued)
})

test('an app that is at nothing ends at once', async ({ launch, sandbox }) => {
  const app = await launch()
  await (await app.signIn()).expectCondition('valid')
  const started = performance.now()
  await (await end(app, quit))()
  expect(performance.now() - started).toBeLessThan(4_000)
  expect((await rowOf(sandbox))?.['access_token']).toBe(sandbox.gazelle.tokens.at(-1)?.accessToken)
})
