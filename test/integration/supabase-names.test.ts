import { randomUUID } from 'node:crypto'
import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Sandbox } from '../../sandbox/index.ts'
import { forTable } from '../../src/core/supabase/names.ts'
import { type CheckOptions, checkSupabase } from '../../src/core/supabase/setup/checklist.ts'
import { addMemberSql, migrationSql, type SettingsNames } from '../../src/core/supabase/setup/migration.ts'
import { createSupabaseStores } from '../../src/core/supabase/stores.ts'
import { openSandbox } from './open-sandbox.ts'

const other = { table: 'app_config', rowKey: 'piano.gazelle-token' }

let folder: string
let sandbox: Sandbox

/** The migration begins and ends a transaction, so it needs a connection to itself. */
async function runMigration(): Promise<void> {
  const connection = await sandbox.supabase.sql.reserve()
  await connection.unsafe(migrationSql(other))
  connection.release()
}

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'names-')))
  sandbox = await openSandbox({ folder })
  await runMigration()
  // The API reads the schema once, and grants every table to everybody with its first question.
  await sandbox.close()
  sandbox = await openSandbox({ folder })
  await runMigration()
})

afterAll(async () => {
  await sandbox?.close()
  rmSync(folder, { recursive: true, force: true })
})

const options = (user: 'member' | 'stranger'): CheckOptions => ({
  url: sandbox.supabase.url,
  key: sandbox.supabase.publishableKey,
  signIn: sandbox.supabase[user],
  fetch: globalThis.fetch,
  userAgent: 'gazelle-keeper/test',
  clock: { now: () => Date.now() },
  ...other,
})

describe('another table and another row', () => {
  it('have their own list of members', async () => {
    const stores = createSupabaseStores(options('member'))
    await expect(stores.token.read()).rejects.toMatchObject({ kind: 'row-hidden' })
    await sandbox.supabase.sql.unsafe(addMemberSql(sandbox.supabase.member.email, other))
    expect(await stores.token.read()).toBeNull()
    await expect(createSupabaseStores(options('stranger')).token.read()).rejects.toMatchObject({ kind: 'row-hidden' })
  })

  it('are read, swapped and checked as the usual ones, which stay as they are', async () => {
    const { sql } = sandbox.supabase
    const { token, lease } = createSupabaseStores(options('member'))
    const value = { access_token: randomUUID() + randomUUID() }
    expect(await token.swap(null, value)).toMatchObject({ won: true, row: { value } })
    expect(await token.swap(null, value)).toEqual({ won: false })
    expect(await lease.swap(null, 5)).toMatchObject({ won: true })
    expect(await sql`select key, value from app_config order by key`).toEqual([
      { key: other.rowKey, value },
      { key: `${other.rowKey}.lease`, value: 5 },
    ])
    expect(await sql`select from system_settings`).toHaveLength(0)

    const outcomes = []
    for await (const { outcome, kind } of checkSupabase(options('member'))) outcomes.push(`${outcome} ${kind}`)
    expect(new Set(outcomes)).toEqual(new Set(['fine null']))
  })

  it('are refused where they are not names', () => {
    for (const names of [{ table: 'Config' }, { table: 'a b' }, { rowKey: '' }, { rowKey: "a'b" }]) {
      expect(() => createSupabaseStores({ ...options('member'), ...names })).toThrow(RangeError)
    }
  })
})

describe.each<[string, Required<SettingsNames>]>([
  ['the usual table', { table: 'system_settings', rowKey: 'gazelle_oauth_token' }],
  ['another table', other],
])('who may do what by SQL in %s', (_, { table, rowKey }) => {
  const ids: Record<string, string> = {}

  beforeAll(async () => {
    const { sql, member, stranger } = sandbox.supabase
    await sql.unsafe(addMemberSql(member.email, { table }))
    for (const { id, email } of await sql`select id, email from auth.users`) {
      ids[email === member.email ? 'member' : 'stranger'] = id
    }
    expect(stranger.email).not.toBe(member.email)
    await sql`insert into ${sql(table)} (key, value) values (${rowKey}, '{"a":1}')
      on conflict (key) do update set value = excluded.value`
  })

  const attempts = {
    read: `select key from ${table} where key = '${rowKey}'`,
    insert: `insert into ${table} (key, value) values ('${rowKey}.new', '1') returning key`,
    update: `update ${table} set value = '2' where key = '${rowKey}' returning key`,
    upsert: `insert into ${table} (key, value) values ('${rowKey}', '3') on conflict (key) do update set value = '3' returning key`,
    swap: `select key from ${forTable(table, 'swap_system_setting')}('${rowKey}', '{"a":1}', '4')`,
    rehearse: `select ${forTable(table, 'rehearse_system_setting_swap')}('${rowKey}') as key`,
    rehearseNew: `select ${forTable(table, 'rehearse_system_setting_swap')}('${rowKey}.new') as key`,
    delete: `delete from ${table} where key = '${rowKey}' returning key`,
    members: `select user_id as key from ${table}_members`,
  }

  /** What each statement gives to an API role; all of it is taken back. */
  async function outcomes(role: 'anon' | 'authenticated', user: string | undefined) {
    const { sql } = sandbox.supabase
    const seen: Record<string, unknown> = {}
    for (const [name, statement] of Object.entries(attempts)) {
      const undone = new Error('undone')
      await sql
        .begin(async (within) => {
          await within`select set_config('role', ${role}, true), set_config('request.jwt.claim.sub', ${user ?? ''}, true)`
          seen[name] = (await within.unsafe(statement)).map((row) => row['key'])
          throw undone
        })
        .catch((error: { code: string }) => {
          if (error !== (undone as unknown)) seen[name] = error.code
        })
    }
    return seen
  }
  const denied = '42501'

  it('anon: nothing', async () => {
    expect(await outcomes('anon', undefined)).toEqual({
      read: [],
      insert: denied,
      update: denied,
      upsert: denied,
      swap: denied,
      rehearse: denied,
      rehearseNew: denied,
      delete: denied,
      members: denied,
    })
  })

  it('a signed-in stranger: nothing', async () => {
    expect(await outcomes('authenticated', ids['stranger'])).toEqual({
      read: [],
      insert: denied,
      update: [],
      upsert: denied,
      swap: [],
      rehearse: denied,
      rehearseNew: denied,
      delete: denied,
      members: denied,
    })
  })

  it('a member: reads and writes', async () => {
    expect(await outcomes('authenticated', ids['member'])).toEqual({
      read: [rowKey],
      insert: [`${rowKey}.new`],
      update: [rowKey],
      upsert: [rowKey],
      swap: [rowKey],
      rehearse: [true],
      rehearseNew: [true],
      delete: denied,
      members: denied,
    })
  })

  it('a rehearsal changes nothing, updated_at neither, and leaves no row', async () => {
    const { sql } = sandbox.supabase
    const whole = () => sql`select *, xmin::text from ${sql(table)} order by key`
    const before = await whole()
    await sql.begin(async (within) => {
      await within`select set_config('role', 'authenticated', true),
        set_config('request.jwt.claim.sub', ${ids['member'] ?? ''}, true)`
      for (const key of [rowKey, `${rowKey}.new`]) {
        expect(await within`select ${within(forTable(table, 'rehearse_system_setting_swap'))}(${key}) as done`).toEqual(
          [{ done: true }],
        )
      }
    })
    expect(await whole()).toEqual(before)
  })
})
