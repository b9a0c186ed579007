import { randomUUID } from 'node:crypto'
import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Sandbox } from '../../sandbox/index.ts'
import type { CheckResult } from '../../src/core/supabase/setup/check-result.ts'
import { checkSupabase } from '../../src/core/supabase/setup/checklist.ts'
import { openSandbox } from '../integration/open-sandbox.ts'

// The checklist tries to read the token as somebody who has the key alone, by every way that it can see. Issue 13, 9.

const keyText = 'gazelle_oauth_token'
const tokenWords = randomUUID() + randomUUID()

let folder: string
let sandbox: Sandbox

/** What other programs have made in the project. */
const doors = `
create table if not exists calls (at timestamptz default now());
grant select, insert on calls to anon, authenticated;
create or replace view settings_view as select * from system_settings;
create or replace view theme_view as select * from system_settings where key = 'theme';
create or replace view safe_view with (security_invoker = true) as select * from system_settings;
grant select on settings_view, theme_view, safe_view to anon, authenticated;
create or replace function show_setting() returns setof jsonb language sql stable security definer
  as 'select value from public.system_settings where key = ''${keyText}''';
create or replace function show_and_count() returns setof jsonb language sql security definer
  as 'insert into public.calls default values; select value from public.system_settings';
create or replace function show_one(name text) returns setof jsonb language sql stable security definer
  as 'select value from public.system_settings where key = name';
insert into system_settings (key, value) values ('${keyText}', '{"access_token": "${tokenWords}"}'), ('theme', '"dark"')
  on conflict (key) do nothing;`

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'bypasses-')))
  sandbox = await openSandbox({ folder })
  await sandbox.supabase.sql.unsafe(doors)
  // The API reads the schema once.
  await sandbox.close()
  sandbox = await openSandbox({ folder })
})

afterAll(async () => {
  await sandbox?.close()
  rmSync(folder, { recursive: true, force: true })
})

interface Request {
  readonly method: string
  readonly path: string
}

/** The line of the checklist, and what was asked of the API on the way. */
async function line(describe: object | null = null, key = sandbox.supabase.publishableKey) {
  const requests: Request[] = []
  const { supabase } = sandbox
  const network: typeof fetch = async (input, init) => {
    const url = new URL(String(input))
    requests.push({ method: init?.method ?? 'GET', path: url.pathname })
    if (describe !== null && url.pathname === '/rest/v1/') return Response.json(describe)
    return fetch(input, init)
  }
  const signIn = key === supabase.publishableKey ? supabase.member : null
  const options = { url: supabase.url, key, signIn, fetch: network, userAgent: 'gazelle-keeper/test' }
  let found: CheckResult | undefined
  for await (const result of checkSupabase({ ...options, clock: { now: () => Date.now() } })) {
    if (result.step === 'no-bypass') found = result
  }
  expect(JSON.stringify(found)).not.toContain(tokenWords)
  return { found, requests }
}

const calls = async () => (await sandbox.supabase.sql`select from calls`).length

describe('ways to the token besides the table', () => {
  it('those that show it to the key alone are named; what may write is named and not called', async () => {
    const { found, requests } = await line()
    expect(found).toEqual({
      step: 'no-bypass',
      outcome: 'warning',
      kind: 'bypass-open',
      remedy: 'close-bypass',
      facts: {
        open: ['public.show_setting()', 'public.settings_view'],
        possible: ['public.show_one(text)', 'public.theme_view', 'public.show_and_count()'],
      },
    })
    expect(await calls()).toBe(0)
    const foreign = requests.filter(({ path }) => /view|show/.test(path))
    expect(new Set(foreign.map(({ method }) => method))).toEqual(new Set(['GET']))
    expect(foreign.map(({ path }) => path).toSorted()).toEqual([
      '/rest/v1/rpc/show_setting',
      '/rest/v1/settings_view',
      '/rest/v1/theme_view',
    ])
  })

  it('with the secret key they are named, and nobody’s rights are tried', async () => {
    const { found, requests } = await line(null, sandbox.supabase.secretKey)
    expect(found).toMatchObject({ outcome: 'warning', kind: 'bypass-possible' })
    expect(found?.facts.possible).toContain('public.settings_view')
    expect(requests.filter(({ path }) => /view|show/.test(path))).toEqual([])
  })

  it('where the migration’s list is not there yet, those that the API describes are tried', async () => {
    const { sql } = sandbox.supabase
    await sql`alter function system_settings_bypasses() rename to older`
    try {
      const get = {}
      const description = {
        swagger: '2.0',
        paths: {
          '/': { get },
          '/settings_view': { get, post: {} },
          '/safe_view': { get },
          '/rpc/show_setting': { get, post: {} },
          '/rpc/show_and_count': { post: {} },
          '/rpc/show_one': { get: { parameters: [{ name: 'name', in: 'query', required: true }] } },
          '/not/a/route': { get },
          '/odd': null,
        },
      }
      const { found, requests } = await line(description)
      expect(found).toMatchObject({
        kind: 'bypass-open',
        facts: { open: ['settings_view', 'show_setting'] },
      })
      expect(found?.facts).not.toHaveProperty('possible')
      expect(await calls()).toBe(0)
      expect(requests.some(({ path }) => /show_and_count|show_one/.test(path))).toBe(false)
      const older = { outcome: 'warning', kind: 'migration-older', remedy: 'copy-migration' }
      expect((await line({ paths: 5 })).found).toMatchObject(older)
      expect((await line()).found).toMatchObject(older)
    } finally {
      await sql`alter function older() rename to system_settings_bypasses`
    }
  })

  it('is fine once they are closed', async () => {
    const { sql } = sandbox.supabase
    const open = await sql`select remedy from system_settings_bypasses()`
    for (const { remedy } of open) await sql.unsafe(remedy)
    expect((await line()).found).toMatchObject({ outcome: 'fine', kind: null })
  })
})
