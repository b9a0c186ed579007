import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Sandbox } from '../../sandbox/index.ts'
import { answerQuestions, type Questioned } from './asking.ts'
import { expect, test } from './fixtures.ts'
import type { KeeperApp } from './keeper-app.ts'
import { rowOf, writeRow } from './row.ts'
import { connect, launchFromNothing, type SetupWindow } from './setup-window.ts'

// "Forget this project": what the person may want with it is that Gazelle revokes the tokens.

test.use({ launch: launchFromNothing })

const revoke = 'Also revoke the tokens at Gazelle'

/** An app with a token in the row that the application has got, and that Gazelle has accepted. */
async function withIssuedToken(app: KeeperApp, sandbox: Sandbox): Promise<{ setup: SetupWindow; token: string }> {
  const { oauthClientId: clientId, oauthClientSecret: clientSecret } = sandbox.connection
  const { access_token: token, refresh_token } = sandbox.gazelle.grantPair(clientId)
  await writeRow(sandbox, { access_token: token, refresh_token, created_at: nowSeconds(), expires_in: 2_592_000 })
  const setup = await connect(app, sandbox)
  await setup.request({ do: 'oauth.set', clientId, redirectUri: `${sandbox.connection.gazelleUrl}/oauth/done` })
  await setup.paste(clientSecret, 'oauth.paste-secret')
  await setup.until(
    ({ condition, setup: { oauth }, keeper: { activity } }) =>
      condition === 'valid' && oauth.hasSecret && activity === 'idle',
    'a valid token, and an application',
  )
  return { setup, token }
}

const nowSeconds = () => Math.floor(Date.now() / 1000)

/** Reads along what the app tells by dialogues with one button, which are shut at once. */
async function readNotices(app: KeeperApp): Promise<() => Promise<Questioned[]>> {
  await app.electron.evaluate(({ dialog }) => {
    const world = globalThis as { notices?: unknown[] }
    world.notices = []
    const others = dialog.showMessageBox.bind(dialog) as (
      ...given: unknown[]
    ) => Promise<Electron.MessageBoxReturnValue>
    dialog.showMessageBox = (async (...given: unknown[]) => {
      const { message, detail, buttons } = given.at(-1) as Electron.MessageBoxOptions
      if (buttons?.length !== 1) return await others(...given)
      world.notices?.push({ message, detail })
      return { response: 0, checkboxChecked: false }
    }) as typeof dialog.showMessageBox
  })
  return () => app.electron.evaluate(() => (globalThis as unknown as { notices: Questioned[] }).notices)
}

/** What Gazelle says to a token. */
async function statusOf(token: string, sandbox: Sandbox): Promise<number> {
  const { status } = await fetch(new URL('/graphql/private/', sandbox.connection.gazelleUrl), {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ query: 'query { allClients(first: 1) { nodes { id } } }' }),
  })
  return status
}

test('a project is forgotten, and its tokens are revoked at Gazelle only where the person says so', async ({
  launch,
  sandbox,
  profile,
}) => {
  const app = await launch()
  const notices = await readNotices(app)
  const { setup, token } = await withIssuedToken(app, sandbox)
  const asked = await answerQuestions(app.electron, true, false)
  await asked()

  await setup.ask('supabase.forget')
  const [question] = await asked()
  expect(question).toMatchObject({ checkbox: revoke })
  expect(question?.detail).toContain('every program that uses the token in Supabase stops')
  expect((await setup.snapshot()).setup.supabase.url).toBeNull()
  expect(await statusOf(token, sandbox)).toBe(200)
  expect(await notices()).toEqual([])

  // Set up again on the same row; the application was not forgotten.
  await connect(app, sandbox)
  await setup.until(({ condition }) => condition === 'valid', 'a valid token')
  await answerQuestions(app.electron, true, true)
  await setup.ask('supabase.forget')
  expect((await setup.snapshot()).setup.supabase.url).toBeNull()
  expect(await statusOf(token, sandbox)).toBe(401)
  expect(sandbox.gazelle.tokens.every(({ revokedAt }) => revokedAt !== null)).toBe(true)
  // The row stays as it was.
  expect(await rowOf(sandbox)).toMatchObject({ access_token: token })
  await expect.poll(notices).toHaveLength(1)
  expect((await notices())[0]?.message).toMatch(/^The tokens are revoked, and 127\.0\.0\.1:\d+ is forgotten$/)
  await app.close()

  const refresh = sandbox.gazelle.tokens.map(({ refreshToken }) => refreshToken ?? '')
  const logs = join(profile, 'logs')
  const log = (await Promise.all((await readdir(logs)).map((name) => readFile(join(logs, name), 'utf8')))).join('')
  const { oauthClientSecret } = sandbox.connection
  for (const secret of [token, oauthClientSecret, ...refresh])
    expect(`${log}${app.output}`.includes(secret)).toBe(false)
})

test('nothing is forgotten where Gazelle does not revoke the tokens, and the person is told why', async ({
  launch,
  sandbox,
}) => {
  const app = await launch()
  const notices = await readNotices(app)
  const { setup, token } = await withIssuedToken(app, sandbox)
  await answerQuestions(app.electron, true, true)
  const remove = sandbox.gazelle.faults.add({
    path: '/developer/oauth/revoke',
    action: { kind: 'drop' },
    times: Number.POSITIVE_INFINITY,
  })
  await setup.ask('supabase.forget')
  remove()
  await expect.poll(notices).toHaveLength(1)
  expect((await notices())[0]).toMatchObject({
    message: expect.stringMatching(/was not forgotten$/),
    detail: expect.stringContaining('Gazelle could not be reached'),
  })
  const { isConnected, condition } = await setup.until(({ keeper }) => keeper.activity === 'idle', 'rest')
  expect({ isConnected, condition }).toEqual({ isConnected: true, condition: 'valid' })
  expect(await statusOf(token, sandbox)).toBe(200)

  // Another application has got the token: Gazelle says that it is revoked, and accepts it.
  const { clientId } = sandbox.gazelle.registerApplication('Other', [`${sandbox.connection.gazelleUrl}/oauth/done`])
  const { access_token: other, refresh_token } = sandbox.gazelle.grantPair(clientId)
  await writeRow(sandbox, { access_token: other, refresh_token, created_at: nowSeconds(), expires_in: 2_592_000 })
  await setup.ask('supabase.forget')
  await expect.poll(notices).toHaveLength(2)
  expect((await notices())[1]?.detail).toContain('another OAuth application may have obtained it')
  expect((await setup.snapshot()).isConnected).toBe(true)
  expect(await statusOf(other, sandbox)).toBe(200)
})

test('a project without an OAuth application offers nothing to revoke', async ({ launch, sandbox }) => {
  const { access_token, refresh_token } = sandbox.gazelle.grantPair()
  await writeRow(sandbox, { access_token, refresh_token, created_at: nowSeconds(), expires_in: 2_592_000 })
  const app = await launch()
  const setup = await connect(app, sandbox)
  await setup.until(({ condition }) => condition === 'valid', 'a valid token')
  const asked = await answerQuestions(app.electron, true, true)
  await asked()
  await setup.ask('supabase.forget')
  expect((await asked()).map(({ checkbox }) => checkbox)).toEqual([undefined])
  expect(await statusOf(access_token, sandbox)).toBe(200)
})
