import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Sandbox } from '../../sandbox/index.ts'
import { signInTo } from '../../scripts/driver/windows.ts'
import { fingerprint } from '../../src/core/token/fingerprint.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { expect, test } from './fixtures.ts'
import { rowOf } from './row.ts'
import { connect, envLines, launchFromNothing, SetupWindow } from './setup-window.ts'

// From an empty profile to a saved token, by every way in, without a restart.

test.use({ launch: launchFromNothing })

const curlOf = ({ connection, gazelle }: Sandbox, token = gazelle.grantPair().access_token) =>
  `curl '${connection.gazelleUrl}/graphql/private/' \\\n  -H 'content-type: application/json' \\\n  -H 'authorization: Bearer ${token}' \\\n  --data-raw '{"query":"{ allClients { totalCount } }"}'`

test('first run: paste the connection, sign in by password, checklist, sign in to Gazelle, saved', async ({
  launch,
  sandbox,
}) => {
  const app = await launch()
  const setup = await SetupWindow.of(app)
  expect(await setup.snapshot()).toMatchObject({ isConnected: false, setup: { supabase: { url: null } } })

  await setup.paste(envLines(sandbox.connection.supabaseUrl, sandbox.connection.supabaseKey), 'supabase.paste')
  const pasted = await setup.snapshot()
  expect(pasted).toMatchObject({ isConnected: false, isSandbox: false })
  expect(pasted.setup.supabase).toMatchObject({
    url: sandbox.connection.supabaseUrl,
    keyKind: 'publishable',
    needsUser: true,
    isSignedIn: false,
    said: { about: 'paste', failure: null, notes: [] },
  })
  await expect(setup.page.locator('.note[data-tone=good]')).toHaveText('The project URL and the key are there.')
  expect(await setup.checklist()).toEqual(['signed-in: failed sign-in-needed, sign-in'])

  const email = sandbox.connection.supabaseEmail
  await setup.request({ do: 'supabase.sign-in', email, password: 'not the password' })
  expect((await setup.snapshot()).setup.supabase).toMatchObject({
    isSignedIn: false,
    said: { about: 'sign-in', problem: { at: 'store', kind: 'bad-password' } },
  })
  await setup.request({ do: 'supabase.sign-in', email, password: sandbox.connection.supabasePassword })
  await setup.until(({ condition }) => condition === 'missing', 'a row without a token')
  expect(await setup.checklist()).toEqual(['row-readable: fine no-row-yet'])

  await setup.ask('sign-in')
  const { gazelle } = await app.signInWindow()
  await signInTo(gazelle, sandbox.connection.gazelleEmail, sandbox.connection.gazellePassword)
  await setup.until(({ condition }) => condition === 'valid', 'a valid token')
  expect(await rowOf(sandbox)).toMatchObject({ access_token: sandbox.gazelle.tokens.at(-1)?.accessToken })

  await app.close()
  const again = await launch()
  const popover = await again.openPopover()
  await popover.expectCondition('valid')
})

test('sign-in by a one-time code keeps no password, and lasts over a restart', async ({ launch, sandbox, profile }) => {
  const app = await launch()
  const setup = await SetupWindow.of(app)
  await setup.paste(envLines(sandbox.connection.supabaseUrl, sandbox.connection.supabaseKey), 'supabase.paste')
  const email = sandbox.connection.supabaseEmail
  await setup.request({ do: 'supabase.send-code', email })
  expect((await setup.snapshot()).setup.supabase).toMatchObject({
    codeSentTo: email,
    said: { about: 'code', problem: null },
  })
  const code = /\b\d{6}\b/.exec(sandbox.supabase.mails().at(-1)?.text ?? '')?.[0] ?? ''
  const wrong = code === '000000' ? '000001' : '000000'
  await setup.request({ do: 'supabase.verify-code', email, code: wrong })
  expect((await setup.snapshot()).setup.supabase).toMatchObject({
    codeSentTo: email,
    isSignedIn: false,
    said: { about: 'code', failure: 'code-refused' },
  })
  await setup.request({ do: 'supabase.verify-code', email, code })
  await setup.until(({ condition }) => condition === 'missing', 'a row without a token')
  expect(await setup.checklist()).toEqual(['row-readable: fine no-row-yet'])
  await app.close()

  const secrets = JSON.parse(await readFile(join(profile, 'secrets.json'), 'utf8'))
  expect(Object.keys(secrets)).not.toContain('supabase.password')
  const again = await launch()
  await (await again.openPopover()).expectCondition('missing')
})

test('paste a token as cURL: tried, shown, saved when told to, and gone from the clipboard', async ({
  launch,
  sandbox,
}) => {
  const app = await launch()
  const setup = await connect(app, sandbox)
  const token = sandbox.gazelle.grantPair().access_token
  const curl = curlOf(sandbox, token)
  await setup.paste(curl, 'paste')
  const { setup: found } = await setup.snapshot()
  expect(found.paste).toMatchObject({
    state: 'found',
    fingerprint: fingerprint(token),
    form: 'curl-bash',
    hasRefreshToken: false,
    isInRow: false,
  })
  expect(await rowOf(sandbox)).toBeUndefined()
  expect(await setup.clipboard()).toBe(curl)

  await setup.ask('paste.save')
  expect(await rowOf(sandbox)).toMatchObject({ access_token: token })
  expect(await setup.clipboard()).toBe('')
  expect((await setup.snapshot()).setup.paste).toBeNull()

  await setup.ask('test')
  expect((await setup.snapshot()).setup.test).toMatchObject({ state: 'answered', clockErrorMilliseconds: 0 })
  await setup.paste(curl, 'paste')
  expect((await setup.snapshot()).setup.paste).toMatchObject({ state: 'found', isInRow: true })
  await setup.copy('something else')
  await setup.ask('paste.save')
  expect(await setup.clipboard()).toBe('something else')
})

test('a pasted token that can only be saved later is gone from the clipboard then', async ({ launch, sandbox }) => {
  const app = await launch()
  const setup = await connect(app, sandbox)
  const token = sandbox.gazelle.grantPair().access_token
  await setup.paste(curlOf(sandbox, token), 'paste')
  await sandbox.supabase.stop()
  try {
    await setup.ask('paste.save')
    await setup.until(({ condition }) => condition === 'held', 'a token that is held')
    // The same token in another form.
    await setup.copy(`Authorization: Bearer ${token}`)
  } finally {
    await sandbox.supabase.start()
  }
  await setup.ask('save-held')
  await setup.until(({ condition }) => condition === 'valid', 'a valid token')
  expect(await rowOf(sandbox)).toMatchObject({ access_token: token })
  await expect.poll(() => setup.clipboard()).toBe('')
})

test('the checklist runs by itself: at what is set up, after a restart, and not again for nothing', async ({
  launch,
  sandbox,
}) => {
  const isKnown = ({ setup: { checklist } }: Snapshot) => !checklist.isRunning && checklist.results.length > 0
  const app = await launch()
  const setup = await SetupWindow.of(app)
  await setup.paste(envLines(sandbox.connection.supabaseUrl, sandbox.connection.supabaseKey), 'supabase.paste')
  const without = await setup.until(isKnown, 'a checklist without a user')
  expect(without.setup.checklist.results.find(({ outcome }) => outcome === 'failed')?.kind).toBe('sign-in-needed')
  await setup.request({ do: 'supabase.sign-in', ...sandbox.supabase.member })
  const complete = await setup.until(isKnown, 'a checklist with a user')
  expect(complete.setup.checklist.results.filter(({ outcome }) => outcome !== 'fine')).toEqual([])
  await app.close()

  const again = await launch()
  await again.startAgain()
  await (await again.popover()).page.evaluate(() => window.keeper.request({ do: 'open-settings', section: 'about' }))
  const settings = await SetupWindow.of(again)
  expect((await settings.snapshot()).setup.checklist).toEqual({ isRunning: false, results: [] })
  await settings.page.getByRole('link', { name: 'Supabase' }).click()
  await settings.until(isKnown, 'the checklist of what was set up before')
  await settings.page.evaluate(() => {
    const runs: unknown[] = []
    Object.assign(window, { runs })
    window.keeper.onChange(({ setup: { checklist } }) => checklist.isRunning && runs.push(checklist))
  })
  for (const section of ['general', 'supabase'] as const) await settings.request({ do: 'open-settings', section })
  await settings.request({ do: 'prefer', change: { reminds: false } })
  expect((await settings.snapshot()).setup.preferences.reminds).toBe(false)
  expect(await settings.page.evaluate(() => (window as unknown as { runs: unknown[] }).runs)).toEqual([])
})

const refusals: [what: string, text: (sandbox: Sandbox) => string, Record<string, unknown>][] = [
  ['what is no token', () => 'a shopping list', { state: 'refused' }],
  [
    'a token for another host',
    (sandbox) => curlOf(sandbox).replace(sandbox.connection.gazelleUrl, 'https://elsewhere.example'),
    { state: 'refused', refusal: { reason: 'other-host', host: 'elsewhere.example' } },
  ],
  [
    'a token that Gazelle refuses',
    (sandbox) => curlOf(sandbox, 'x1y2'.repeat(12)),
    { state: 'failed', problem: { at: 'gazelle', kind: 'unauthorized' } },
  ],
]
for (const [what, text, expected] of refusals) {
  test(`paste ${what}: said, and nothing is saved`, async ({ launch, sandbox }) => {
    const app = await launch()
    const setup = await connect(app, sandbox)
    await setup.paste(text(sandbox), 'paste')
    expect((await setup.snapshot()).setup.paste).toMatchObject(expected)
    await setup.ask('paste.save')
    expect(await rowOf(sandbox)).toBeUndefined()
    await setup.ask('paste.discard')
    expect((await setup.snapshot()).setup.paste).toBeNull()
  })
}
