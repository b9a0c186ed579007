import { migrate } from '../../sandbox/supabase/database.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { Site } from './elsewhere.ts'
import { expect, test } from './fixtures.ts'
import { rowOf, writeRow } from './row.ts'
import { connect, envLines, launchFromNothing, SetupWindow } from './setup-window.ts'

// What is wrong on the Supabase side is told by its kind and its remedy, and mended without a restart.

test.use({ launch: launchFromNothing })

const clipboards: [what: string, text: string, failure: string][] = [
  ['nothing', '', 'empty'],
  ['something else', 'a shopping list', 'nothing-found'],
  ['an example', 'SUPABASE_URL=https://your-project.supabase.co', 'placeholder'],
  ['the dots of the dashboard', 'SUPABASE_KEY=sb_secret_abcd••••••••', 'masked-key'],
]

test('a clipboard that holds no connection is said to hold none', async ({ launch }) => {
  const setup = await SetupWindow.of(await launch())
  for (const [what, text, failure] of clipboards) {
    await setup.paste(text, 'supabase.paste')
    const { supabase } = (await setup.snapshot()).setup
    expect(supabase, what).toMatchObject({ url: null, keyKind: null, said: { about: 'paste', failure } })
  }
})

test('a text that takes a second to read holds up nothing else', async ({ launch }) => {
  const app = await launch()
  const setup = await SetupWindow.of(app)
  await setup.copy(`{"log":${'['.repeat(10_000_000)}`)
  const watched = await app.electron.evaluateHandle(() => {
    const delays = process.getBuiltinModule('node:perf_hooks').monitorEventLoopDelay({ resolution: 10 })
    delays.enable()
    return { delays, from: Date.now() }
  })
  await setup.ask('paste')
  const [longest, took] = await watched.evaluate(({ delays, from }) => [delays.max / 1e6, Date.now() - from] as const)
  const { paste } = (await setup.snapshot()).setup
  expect(paste).toMatchObject({ state: 'refused', refusal: { reason: 'unreadable' } })
  console.log(`read in ${took} ms, in which the app answered after ${Math.round(longest)} ms at most`)
  expect(longest).toBeLessThan(took / 2)
})

test('URL and key may come one after the other, in either order', async ({ launch, sandbox }) => {
  const { supabaseUrl, supabaseKey } = sandbox.connection
  const setup = await SetupWindow.of(await launch())
  await setup.paste(supabaseKey, 'supabase.paste')
  expect((await setup.snapshot()).setup.supabase).toMatchObject({ url: null, keyKind: 'publishable' })
  await setup.request({ do: 'supabase.url', url: `${supabaseUrl}/rest/v1/` })
  expect((await setup.snapshot()).setup.supabase).toMatchObject({ url: supabaseUrl, keyKind: 'publishable' })
  await setup.request({ do: 'supabase.url', url: 'http://example.org' })
  expect((await setup.snapshot()).setup.supabase).toMatchObject({
    url: supabaseUrl,
    said: { about: 'paste', failure: 'not-https' },
  })
})

test('a wrong key', async ({ launch, sandbox }) => {
  const { supabaseUrl, supabaseKey } = sandbox.connection
  const setup = await SetupWindow.of(await launch())
  await setup.paste(envLines(supabaseUrl, `sb_publishable_${'w'.repeat(22)}_wrongkey`), 'supabase.paste')
  expect(await setup.checklist()).toEqual(['key-accepted: failed wrong-key, check-key'])
  await setup.request({ do: 'supabase.sign-in', ...sandbox.supabase.member })
  expect((await setup.snapshot()).setup.supabase.said).toMatchObject({
    about: 'sign-in',
    problem: { at: 'store', kind: 'wrong-key' },
  })
  await setup.paste(supabaseKey, 'supabase.paste')
  await setup.request({ do: 'supabase.sign-in', ...sandbox.supabase.member })
  expect(await setup.checklist()).toEqual(['row-readable: fine no-row-yet'])
})

test('a server whose certificate nobody vouches for', async ({ launch, sandbox }) => {
  const site = await Site.start(['127.0.0.1'], () => '{}')
  try {
    const setup = await SetupWindow.of(await launch())
    await setup.paste(envLines(`https://127.0.0.1:${site.port}`, sandbox.connection.supabaseKey), 'supabase.paste')
    expect((await setup.checklist())[0]).toBe('reachable: failed certificate, check-certificate')
    await expect(setup.page.locator('.check').first()).toContainText('Code: ')
    expect(site.connections).toBeGreaterThan(0)
    expect(site.requests).toEqual([])
  } finally {
    await site.close()
  }
})

test('a secret key needs nobody, and is warned of', async ({ launch, sandbox }) => {
  const { supabaseUrl, supabaseSecretKey } = sandbox.connection
  const setup = await SetupWindow.of(await launch())
  await setup.paste(envLines(supabaseUrl, supabaseSecretKey), 'supabase.paste')
  const { setup: shown } = await setup.until(({ condition }) => condition === 'missing', 'a row without a token')
  expect(shown.supabase).toMatchObject({ keyKind: 'secret', needsUser: false, isSignedIn: false })
  expect(await setup.checklist()).toContain('key-accepted: warning secret-key, use-publishable-key')
})

test('a table and a row of other names: missing, and there once the migration for it has been run', async ({
  launch,
  sandbox,
}) => {
  const setup = await connect(await launch(), sandbox)
  await setup.request({ do: 'supabase.names', table: 'System Settings', rowKey: 'token' })
  expect((await setup.snapshot()).setup.supabase).toMatchObject({
    table: 'system_settings',
    said: { about: 'names', isRefused: true },
  })
  await setup.request({ do: 'supabase.names', table: 'company_settings', rowKey: 'token' })
  expect(await setup.checklist()).toEqual(['table-there: failed table-missing, copy-migration'])
  const blocked = await setup.until(({ condition }) => condition === 'blocked', 'a keeper without its table')
  expect(blocked.keeper.problem).toMatchObject({ at: 'store', kind: 'table-missing' })

  await setup.ask('copy-migration')
  expect((await setup.snapshot()).setup.copied).toBe('migration')
  const migration = await setup.clipboard()
  expect(migration).toContain('create table if not exists public.company_settings')
  await setup.request({ do: 'supabase.names', table: 'system_settings', rowKey: 'gazelle_oauth_token' })
  await writeRow(sandbox, { access_token: sandbox.gazelle.grantPair().access_token })
  await setup.ask('check')
  await setup.until(({ condition }) => condition === 'valid', 'the token of the usual row')
  await setup.request({ do: 'supabase.names', table: 'system_settings', rowKey: 'another_token' })
  await setup.until(({ condition }) => condition !== 'valid' && condition !== 'starting', 'another row')
  expect(await rowOf(sandbox)).toBeDefined()
})

test('a user who is not on the list: the SQL that puts them there helps at once', async ({ launch, sandbox }) => {
  const { sql, stranger } = sandbox.supabase
  const setup = await connect(await launch(), sandbox, stranger)
  expect(await setup.checklist()).toEqual(['row-readable: failed row-hidden, add-member'])
  expect(await setup.snapshot()).toMatchObject({
    condition: 'blocked',
    keeper: { problem: { at: 'store', kind: 'row-hidden' } },
  })
  await setup.ask('copy-member')
  const memberSql = await setup.clipboard()
  expect(memberSql).toContain(stranger.email)
  try {
    await sql.unsafe(memberSql)
    expect(await setup.checklist()).toEqual(['row-readable: fine no-row-yet'])
    await setup.ask('check')
    await setup.until(({ condition }) => condition === 'missing', 'a row without a token')
  } finally {
    await sql`delete from system_settings_members where user_id = (select id from auth.users where email = ${stranger.email})`
  }
})

test('a project without the functions: said, and the migration that was copied helps', async ({ launch, sandbox }) => {
  const { sql } = sandbox.supabase
  // A short token would be warned of, which is another matter.
  sandbox.gazelle.configure({ accessTokenLength: 64 })
  await writeRow(sandbox, { access_token: sandbox.gazelle.grantPair().access_token })
  await sql`drop function swap_system_setting(text, text, text, timestamptz)`
  await sql`drop function rehearse_system_setting_swap(text, text, text)`
  try {
    const setup = await connect(await launch(), sandbox)
    expect(await setup.checklist()).toEqual(['swap-function-there: warning function-missing, copy-migration'])
    // Who loses access is said before the migration is copied.
    await expect(setup.page.locator('.check', { hasText: 'Copy the migration' })).toContainText('get an empty answer')
    await setup.ask('copy-migration')
    // A transaction of its own needs a connection of its own.
    const editor = await sql.reserve()
    await editor.unsafe(await setup.clipboard()).finally(() => editor.release())
    expect(await setup.checklist()).toEqual([])
  } finally {
    await migrate(sql)
  }
})

test('a project that shows the row to everybody needs no user, and is warned of', async ({ launch, sandbox }) => {
  const { sql } = sandbox.supabase
  const { supabaseUrl, supabaseKey } = sandbox.connection
  await writeRow(sandbox, { access_token: sandbox.gazelle.grantPair().access_token })
  await sql`alter table system_settings disable row level security`
  try {
    const app = await launch()
    const setup = await SetupWindow.of(app)
    await setup.paste(envLines(supabaseUrl, supabaseKey), 'supabase.paste')
    const { setup: shown } = await setup.until(({ condition }) => condition === 'valid', 'a valid token')
    expect(shown.supabase).toMatchObject({ needsUser: false, isSignedIn: false })
    expect(await setup.checklist()).toContain('row-readable: warning open-to-everyone, copy-migration')
  } finally {
    await migrate(sql)
  }
})

test('sign-out and forgetting take effect at once, and leave no session behind once nobody can undo them', async ({
  launch,
  sandbox,
}) => {
  const { sql, member } = sandbox.supabase
  const sessions = async () =>
    (
      await sql`select 1 from auth.sessions join auth.users on users.id = sessions.user_id where email = ${member.email}`
    ).length
  const before = await sessions()
  const setup = await connect(await launch(), sandbox)
  expect(await sessions()).toBeGreaterThan(before)
  await setup.ask('supabase.sign-out')
  expect(await setup.snapshot()).toMatchObject({
    isConnected: false,
    condition: 'starting',
    setup: { supabase: { isSignedIn: false, email: null, keyKind: 'publishable' } },
  })
  await setup.ask('supabase.forget')
  expect((await setup.snapshot()).setup.supabase).toMatchObject({ url: null, keyKind: null, table: 'system_settings' })
  await expect.poll(sessions).toBe(before)
})

test('what failed because nobody answered is tried again when Supabase answers the keeper', async ({
  launch,
  sandbox,
}) => {
  const setup = await connect(await launch(), sandbox)
  await sandbox.supabase.stop()
  try {
    expect((await setup.checklist())[0]).toBe('reachable: failed not-reached, check-network')
  } finally {
    await sandbox.supabase.start()
  }
  await setup.ask('check')
  const { setup: again } = await setup.until(hasWholeChecklist, 'a checklist that went well')
  expect(again.checklist.results[0]).toMatchObject({ step: 'reachable', outcome: 'fine' })
})

test('what failed without a network is tried again when it is back, also before anybody is signed in', async ({
  launch,
  sandbox,
}) => {
  const { supabaseUrl, supabaseKey } = sandbox.connection
  const app = await launch()
  const setup = await SetupWindow.of(app)
  await sandbox.supabase.stop()
  try {
    await setup.paste(envLines(supabaseUrl, supabaseKey), 'supabase.paste')
    expect((await setup.checklist())[0]).toBe('reachable: failed not-reached, check-network')
    await app.setOnline(false)
  } finally {
    await sandbox.supabase.start()
  }
  await app.setOnline(true)
  await setup.until(({ setup: { checklist } }) => checklist.results[0]?.outcome === 'fine', 'a project that is reached')
})

function hasWholeChecklist({ setup: { checklist } }: Snapshot): boolean {
  return !checklist.isRunning && checklist.results.every(({ outcome }) => outcome !== 'failed')
}
