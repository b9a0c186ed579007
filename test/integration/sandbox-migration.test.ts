import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getAuthSchemaSql, SUPABASE_AUTH_HELPERS_SQL } from '@supabase/lite'
import postgres, { type Sql } from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { migrate, prepareProject } from '../../sandbox/supabase/database.ts'
import { type PostgresServer, startPostgres } from '../../sandbox/supabase/postgres/server.ts'

const KEY = 'gazelle_oauth_token'

// Every shape in which the row has been seen.
const GUIDE = { access_token: 'guide', refresh_token: 'refresh', expires_in: 2_592_000, created_at: 1_737_334_800 }
const API_KEY = { access_token: 'key', refresh_token: 'manual_override', expires_at: 1_999_999_999, created_at: 0 }
const SHAPES = {
  guide: GUIDE,
  'API key': API_KEY,
  'guide as string': JSON.stringify(GUIDE),
  'API key as string': JSON.stringify(API_KEY),
  "Doorkeeper's": { ...GUIDE, token_type: 'Bearer', scope: 'public' },
}

let folder: string
let server: PostgresServer
let admin: Sql
const open: Sql[] = []
const connect = (url: string, more: postgres.Options<Record<string, never>> = {}) => {
  const sql = postgres(url, { onnotice: () => {}, ...more })
  open.push(sql)
  return sql
}

/** A database of its own, as a new Supabase project is before any migration. */
async function newProject(): Promise<Sql> {
  const name = `project_${randomUUID().replaceAll('-', '')}`
  await admin`create database ${admin(name)}`
  const sql = connect(server.url.replace(/\/postgres$/, `/${name}`))
  await prepareProject(sql, [SUPABASE_AUTH_HELPERS_SQL, getAuthSchemaSql()])
  return sql
}

/** What `statement` gives to an API role; `user` is the one whom `auth.uid()` names. */
const as = (sql: Sql, role: 'anon' | 'authenticated' | 'service_role', user: string | null, statement: string) =>
  sql.begin(async (within) => {
    await within`select set_config('role', ${role}, true), set_config('request.jwt.claim.sub', ${user ?? ''}, true)`
    return [...(await within.unsafe(statement))]
  })

/** Everything that a migration makes or sets, to see that a second run changes nothing. */
const catalogue = async (sql: Sql) => ({
  columns: await sql`select table_name, column_name, data_type, column_default from information_schema.columns
    where table_schema = 'public' order by 1, 2`,
  policies: await sql`select * from pg_policies where schemaname = 'public' order by policyname`,
  grants: await sql`select table_name, grantee, privilege_type from information_schema.role_table_grants
    where table_schema = 'public' order by 1, 2, 3`,
  functions: await sql`select proname, prosecdef, proconfig, array(select unnest(proacl::text[]) order by 1) as acl
    from pg_proc where pronamespace = 'public'::regnamespace order by 1`,
  triggers: await sql`select tgname from pg_trigger where not tgisinternal order by 1`,
  indexes: await sql`select indexdef from pg_indexes where schemaname = 'public' order by 1`,
})

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'migration-'))
  server = await startPostgres(folder, randomUUID())
  admin = connect(server.url)
})

afterAll(async () => {
  await Promise.all(open.map((sql) => sql.end({ timeout: 1 })))
  await server.stop()
  rmSync(folder, { recursive: true })
})

describe('the migration', () => {
  it('runs twice, and the second time changes nothing', async () => {
    const sql = await newProject()
    await migrate(sql)
    await sql`insert into system_settings (key, value) values (${KEY}, ${sql.json(GUIDE)})`
    const [first, row] = [await catalogue(sql), await sql`select * from system_settings`]
    await migrate(sql)
    expect(await catalogue(sql)).toEqual(first)
    expect(await sql`select * from system_settings`).toEqual(row)
    expect(first.policies).toHaveLength(4)
  })

  it.each([
    ['the whole table', 'key text primary key, value jsonb, updated_at timestamptz'],
    ['no updated_at', 'key text primary key, value jsonb'],
    ['a unique key only', 'id serial primary key, key varchar(200) not null unique, value jsonb not null'],
    ['a key without an index', 'key text, value jsonb, created_at timestamptz default now()'],
  ])('runs on a table with rows of every shape: %s', async (_, columns) => {
    const sql = await newProject()
    await sql.unsafe(`create table system_settings (${columns})`)
    for (const [key, value] of Object.entries(SHAPES)) {
      await sql`insert into system_settings (key, value) values (${key}, ${JSON.stringify(value)}::text::jsonb)`
    }
    await migrate(sql)
    await migrate(sql)

    const rows = await sql`select key, value, updated_at from system_settings`
    expect(Object.fromEntries(rows.map(({ key, value }) => [key, value]))).toEqual(SHAPES)
    for (const { updated_at } of rows) expect(updated_at).toBeInstanceOf(Date)

    // "Upsert by key" finds its index, and moves updated_at.
    const key = 'guide'
    const before = rows.find((row) => row['key'] === key)?.['updated_at']
    const [after] = await sql`insert into system_settings (key, value) values (${key}, '{}')
      on conflict (key) do update set value = excluded.value returning updated_at`
    expect(after?.['updated_at'].getTime()).toBeGreaterThan(before.getTime())
  })

  it.each([
    ['json as text', 'key text primary key, value text', 'value is text, but Gazelle Keeper needs jsonb'],
    ['no value', 'key text primary key', 'value is missing, but Gazelle Keeper needs jsonb'],
  ])('refuses a table that it would not understand, and leaves it alone: %s', async (_, columns, message) => {
    const sql = await newProject()
    await sql.unsafe(`create table system_settings (${columns})`)
    await expect(migrate(sql)).rejects.toThrow(message)
    const [table] = await sql`select relrowsecurity from pg_class where oid = 'system_settings'::regclass`
    expect(table).toEqual({ relrowsecurity: false })
    expect(await sql`select from pg_tables where tablename = 'system_settings_members'`).toHaveLength(0)
  })

  it('closes the token to strangers also where an older policy opens the table', async () => {
    const sql = await newProject()
    await sql.unsafe(`create table system_settings (key text primary key, value jsonb);
      alter table system_settings enable row level security;
      create policy "anyone may read" on system_settings for select using (true);
      create policy "anyone may write" on system_settings for all to authenticated using (true) with check (true);
      insert into system_settings values ('${KEY}', '{}'), ('${KEY}.lease', '{}'), ('theme', '"dark"')`)
    await migrate(sql)
    const keys = 'select key from system_settings order by key'
    for (const role of ['anon', 'authenticated'] as const) {
      expect(await as(sql, role, randomUUID(), keys)).toEqual([{ key: 'theme' }])
    }
    const write = `update system_settings set value = '"x"' returning key`
    expect(await as(sql, 'authenticated', randomUUID(), write)).toEqual([{ key: 'theme' }])
    const take = `insert into system_settings (key, value) values ('${KEY}.other', '{}')`
    await expect(as(sql, 'authenticated', randomUUID(), take)).rejects.toMatchObject({ code: '42501' })
    expect(await as(sql, 'service_role', null, keys)).toHaveLength(3)
  })
})

describe('updated_at', () => {
  it('changes with every write, also within a transaction, when it is set by hand, and when the clock was set back', async () => {
    const sql = await newProject()
    await migrate(sql)
    const stamps = await sql.begin(async (within) => {
      const seen: string[] = []
      const note = async (rows: Promise<readonly postgres.Row[]>) => {
        for (const row of await rows) seen.push(row['at'])
      }
      await note(within`insert into system_settings (key, value) values (${KEY}, '1') returning updated_at::text as at`)
      for (let write = 0; write < 50; write++) {
        await note(
          within`update system_settings set value = '1', updated_at = '2001-01-01' returning updated_at::text as at`,
        )
      }
      return seen
    })
    expect(new Set(stamps).size).toBe(51)
    expect(stamps.toSorted()).toEqual(stamps)

    await sql.unsafe(`alter table system_settings disable trigger user;
      update system_settings set updated_at = '2099-01-01 00:00:00+00';
      alter table system_settings enable trigger user`)
    const [row] = await sql`update system_settings set value = '2' returning updated_at::text as at`
    expect(row).toEqual({ at: '2099-01-01 00:00:00.000001+00' })
  })
})

describe('who may do what, by SQL', () => {
  const [member, stranger] = [randomUUID(), randomUUID()]
  let sql: Sql

  beforeAll(async () => {
    sql = await newProject()
    await migrate(sql)
    await sql`insert into auth.users ${sql([member, stranger].map((id) => ({ id, email: `${id}@supabase.example` })))}`
    await sql`insert into system_settings_members (user_id) values (${member})`
    await sql`insert into system_settings (key, value) values (${KEY}, ${sql.json(GUIDE)})`
  })

  const attempts = {
    read: 'select key from system_settings order by key',
    insert: "insert into system_settings (key, value) values ('new', '1') on conflict (key) do nothing returning key",
    update: "update system_settings set value = '1' where key = 'new' returning key",
    delete: 'delete from system_settings',
    truncate: 'truncate system_settings',
    swap: `select key from swap_system_setting('${KEY}', '${JSON.stringify(GUIDE)}', '${JSON.stringify(GUIDE)}')`,
    member: 'select is_system_settings_member() as key',
    list: 'select * from system_settings_members',
    join: `insert into system_settings_members (user_id) values ('${stranger}')`,
  }

  const outcomes = async (role: 'anon' | 'authenticated' | 'service_role', user: string | null) => {
    const seen: Record<string, unknown> = {}
    for (const [name, statement] of Object.entries(attempts)) {
      seen[name] = await as(sql, role, user, statement).then(
        (rows) => rows.map((row) => row['key']),
        (error: { code: string }) => error.code,
      )
    }
    return seen
  }
  const denied = '42501'

  it('anon: nothing', async () => {
    const nothing = { read: [], insert: denied, update: denied, delete: denied, truncate: denied, swap: denied }
    expect(await outcomes('anon', null)).toEqual({ ...nothing, member: [false], list: denied, join: denied })
  })

  it('a stranger: nothing', async () => {
    const nothing = { read: [], insert: denied, update: [], delete: denied, truncate: denied, swap: [] }
    expect(await outcomes('authenticated', stranger)).toEqual({
      ...nothing,
      member: [false],
      list: denied,
      join: denied,
    })
  })

  it('a member: reads and writes, does not delete, and does not see the list', async () => {
    expect(await outcomes('authenticated', member)).toEqual({
      read: [KEY],
      insert: ['new'],
      update: ['new'],
      delete: denied,
      truncate: denied,
      swap: [KEY],
      member: [true],
      list: denied,
      join: denied,
    })
  })

  it('a former member: nothing', async () => {
    await sql`delete from auth.users where id = ${member}`
    expect(await outcomes('authenticated', member)).toMatchObject({ read: [], member: [false] })
  })

  it('the secret key: everything, but not the list', async () => {
    expect(await outcomes('service_role', null)).toEqual({
      read: [KEY, 'new'],
      insert: [], // it is there already
      update: ['new'],
      delete: [],
      truncate: [],
      swap: [], // all is deleted by now
      member: [true],
      list: denied,
      join: denied,
    })
  })
})

describe('the swap', () => {
  let sql: Sql
  beforeAll(async () => {
    const project = await newProject()
    await migrate(project)
    const { database } = project.options
    sql = connect(server.url.replace(/\/postgres$/, `/${database}`), { max: 50 })
  })

  const swap = (expected: unknown, value: unknown) => {
    const text = (json: unknown) => (json === undefined ? null : JSON.stringify(json))
    return sql`select value from swap_system_setting(${KEY}, ${text(expected)}, ${text(value)})`
  }
  const stored = async () => (await sql`select value from system_settings where key = ${KEY}`)[0]?.['value']

  it.each([
    ['an object', GUIDE, (writer: number) => ({ ...GUIDE, access_token: `new ${writer}` })],
    ['a JSON string', JSON.stringify(GUIDE), (writer: number) => JSON.stringify({ access_token: `new ${writer}` })],
    ['no row yet', undefined, (writer: number) => ({ access_token: `first ${writer}` })],
    ['null', null, (writer: number) => ({ access_token: `after null ${writer}` })],
  ])('has one winner among 50 writers: %s', async (_, old, made) => {
    await sql`delete from system_settings`
    if (old !== undefined) {
      await sql`insert into system_settings (key, value) values (${KEY}, ${JSON.stringify(old)}::text::jsonb)`
    }
    const writers = Array.from({ length: 50 }, (_, writer) => made(writer))
    const answers = await Promise.all(writers.map((value) => swap(old, value)))
    const winners = answers.flatMap(([row], writer) => (row ? [{ writer, value: row['value'] }] : []))
    expect(winners).toHaveLength(1)
    expect(winners[0]?.value).toEqual(writers[winners[0]?.writer ?? -1])
    expect(await stored()).toEqual(winners[0]?.value)
  })

  it('does not mind spaces and the order of fields', async () => {
    await sql`delete from system_settings`
    await swap(undefined, { a: 1, b: [2] })
    const answer = await sql`select value from swap_system_setting(${KEY}, '{ "b": [2],  "a": 1.0 }', '"won"')`
    expect(answer).toHaveLength(1)
  })

  it('writes nothing when the row is another, is missing, or the new value is', async () => {
    await sql`delete from system_settings`
    expect(await swap({ a: 1 }, { a: 2 })).toHaveLength(0)
    expect(await stored()).toBeUndefined()
    await swap(undefined, { a: 1 })
    expect(await swap({ a: 3 }, { a: 2 })).toHaveLength(0)
    expect(await swap(undefined, { a: 2 })).toHaveLength(0)
    await expect(swap({ a: 1 }, undefined)).rejects.toMatchObject({ code: '22004' })
    expect(await stored()).toEqual({ a: 1 })
  })

  it('tells a SQL null from a missing row', async () => {
    await sql`delete from system_settings`
    await sql`insert into system_settings (key, value) values (${KEY}, null)`
    expect(await swap(undefined, { a: 1 })).toHaveLength(0)
    expect(await swap(null, { a: 1 })).toHaveLength(1)
  })
})
