import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getAuthSchemaSql, SUPABASE_AUTH_HELPERS_SQL } from '@supabase/lite'
import postgres, { type Sql } from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { migrate, prepareProject } from '../../sandbox/supabase/database.ts'
import { type PostgresServer, startPostgres } from '../../sandbox/supabase/postgres/server.ts'

const keyText = 'gazelle_oauth_token'

// Every shape in which the row has been seen.
const guideText = { access_token: 'guide', refresh_token: 'refresh', expires_in: 2_592_000, created_at: 1_737_334_800 }
const apiKey = { access_token: 'key', refresh_token: 'manual_override', expires_at: 1_999_999_999, created_at: 0 }
const shapes = {
  guide: guideText,
  'API key': apiKey,
  'guide as string': JSON.stringify(guideText),
  'API key as string': JSON.stringify(apiKey),
  "Doorkeeper's": { ...guideText, token_type: 'Bearer', scope: 'public' },
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
    await sql`insert into system_settings (key, value) values (${keyText}, ${sql.json(guideText)})`
    const [first, row] = [await catalogue(sql), await sql`select * from system_settings`]
    await migrate(sql)
    expect(await catalogue(sql)).toEqual(first)
    expect(await sql`select * from system_settings`).toEqual(row)
    expect(first.policies).toHaveLength(5)
  })

  it.each([
    ['the whole table', 'key text primary key, value jsonb, updated_at timestamptz'],
    ['no updated_at', 'key text primary key, value jsonb'],
    ['a unique key only', 'id serial primary key, key varchar(200) not null unique, value jsonb not null'],
    ['a key without an index', 'key text, value jsonb, created_at timestamptz default now()'],
  ])('runs on a table with rows of every shape: %s', async (_, columns) => {
    const sql = await newProject()
    await sql.unsafe(`create table system_settings (${columns})`)
    for (const [key, value] of Object.entries(shapes)) {
      await sql`insert into system_settings (key, value) values (${key}, ${JSON.stringify(value)}::text::jsonb)`
    }
    await migrate(sql)
    await migrate(sql)

    const rows = await sql`select key, value, updated_at from system_settings`
    expect(Object.fromEntries(rows.map(({ key, value }) => [key, value]))).toEqual(shapes)
    for (const { updated_at } of rows) expect(updated_at).toBeInstanceOf(Date)

    // "Upsert by key" finds its index, and moves updated_at.
    const key = 'guide'
    const before = rows.find((row) => row['key'] === key)?.['updated_at']
    const [after] = await sql`insert into system_settings (key, value) values (${key}, '{}')
      on conflict (key) do update set value = excluded.value returning updated_at`
    expect(after?.['updated_at'].getTime()).toBeGreaterThan(before.getTime())
  })

  it.each([
    ['text', 'value text', JSON.stringify(JSON.stringify(guideText))],
    ['text with a default', "value text default '{}'", JSON.stringify(JSON.stringify(guideText))],
    ['varchar', 'value varchar(2000)', JSON.stringify(JSON.stringify(guideText))],
    ['json', 'value json', JSON.stringify(guideText)],
  ])(
    'refuses a value of another type, leaves all as it was, and its hint works as written: %s',
    async (_, column, after) => {
      const sql = await newProject()
      await sql.unsafe(`create table system_settings (key text primary key, ${column})`)
      await sql.unsafe(`insert into system_settings values ('${keyText}', '${JSON.stringify(guideText)}')`)
      const error = await refusal(sql)
      expect(error.message).toMatch(/value is .*, but Gazelle Keeper needs jsonb/)
      await expectUntouched(sql)
      await sql.unsafe(error.hint)
      await migrate(sql)
      // What the API gives to a program is what it gave before: a text stays a text.
      const [row] = await sql`select value::text as text from system_settings`
      expect(JSON.parse(row?.['text'])).toEqual(JSON.parse(after))
    },
  )

  it.each([
    ['seconds', 'bigint default 0', String(Date.UTC(2026, 0, 1) / 1000)],
    ['milliseconds', 'bigint', String(Date.UTC(2026, 0, 1))],
    ['a text', 'text', '2026-01-01T00:00:00+00:00'],
  ])('refuses an updated_at of another type, and its hint works as written: %s', async (_, type, content) => {
    const sql = await newProject()
    await sql.unsafe(`create table system_settings (key text primary key, value jsonb, updated_at ${type})`)
    await sql.unsafe(`insert into system_settings values ('${keyText}', '{}', '${content}')`)
    const error = await refusal(sql)
    expect(error.message).toMatch(/updated_at is (bigint|text), but Gazelle Keeper needs timestamptz/)
    await sql.unsafe(error.hint)
    const [row] = await sql`select updated_at from system_settings`
    expect(row?.['updated_at']).toEqual(new Date(Date.UTC(2026, 0, 1)))
    await migrate(sql)
  })

  it('takes an updated_at without a zone', async () => {
    const sql = await newProject()
    await sql`create table system_settings (key text primary key, value jsonb, updated_at timestamp)`
    await migrate(sql)
    await sql`insert into system_settings (key, value) values (${keyText}, '{}')`
    expect(await sql`select rehearse_system_setting_swap(${keyText}, '{}', '{"a":1}') as won`).toEqual([{ won: true }])
    expect(await sql`select value, updated_at is not null as has_time from read_system_setting(${keyText})`).toEqual([
      { value: '{}', has_time: true },
    ])
  })

  it.each<[string, string, RegExp]>([
    ['no value', 'create table system_settings (key text primary key)', /value is missing/],
    [
      'a view',
      'create table other (key text primary key, value jsonb); create view system_settings as select * from other',
      /system_settings is a view, but Gazelle Keeper needs a table/,
    ],
    [
      'a value that the database computes',
      "create table system_settings (key text primary key, raw text, value jsonb generated always as ('{}'::jsonb) stored)",
      /system_settings.value is computed by the database/,
    ],
    ['a key of another type', 'create table system_settings (key uuid, value jsonb)', /key is uuid, but/],
    [
      'a key twice',
      "create table system_settings (key text, value jsonb); insert into system_settings values ('a', '1'), ('a', '2')",
      /several rows with the key a/,
    ],
  ])('refuses in words what it would not understand, and leaves it alone: %s', async (_, statements, message) => {
    const sql = await newProject()
    await sql.unsafe(statements)
    const error = await refusal(sql)
    expect(error.message).toMatch(message)
    expect(error.hint).toMatch(/\w{4,}/)
    await expectUntouched(sql)
  })

  it('works after what its hint says of a value that the database computes', async () => {
    const sql = await newProject()
    await sql.unsafe(
      `create table system_settings (key text primary key, raw text, value jsonb generated always as (raw::jsonb) stored);
       insert into system_settings (key, raw) values ('${keyText}', '{"a": 1}')`,
    )
    const { hint } = await refusal(sql)
    await sql.unsafe(hint ?? '')
    await migrate(sql)
    expect(await sql`select value from swap_system_setting(${keyText}, '{"a": 1}', '{"a": 2}')`).toEqual([
      { value: { a: 2 } },
    ])
  })

  it('drops what older versions of it made, so that no two functions have one name', async () => {
    const sql = await newProject()
    await migrate(sql)
    await sql.unsafe(`
      create function swap_system_setting(p_key text, p_expected text, p_value text) returns setof system_settings
        language sql as 'select * from system_settings where false';
      create function rehearse_system_setting_swap(p_key text) returns boolean language sql as 'select false'`)
    await migrate(sql)
    const names = await sql`select proname from pg_proc where pronamespace = 'public'::regnamespace order by 1`
    expect(names.map(({ proname }) => proname)).toEqual([
      'is_system_settings_member',
      'read_system_setting',
      'rehearse_system_setting_swap',
      'swap_system_setting',
      'system_settings_bypasses',
      'system_settings_set_updated_at',
    ])
  })

  const refusal = (sql: Sql) =>
    migrate(sql).then(
      () => expect.unreachable('was not refused'),
      (error: { message: string; hint: string }) => error,
    )

  async function expectUntouched(sql: Sql): Promise<void> {
    const [relation] = await sql`select relrowsecurity from pg_class where oid = 'system_settings'::regclass`
    expect(relation).toEqual({ relrowsecurity: false })
    const columns = await sql`select from information_schema.columns
      where table_name = 'system_settings' and column_name = 'updated_at'`
    expect(columns).toHaveLength(0)
    expect(await sql`select from pg_tables where tablename = 'system_settings_members'`).toHaveLength(0)
  }

  it('closes the token to strangers also where an older policy opens the table', async () => {
    const sql = await newProject()
    await sql.unsafe(`create table system_settings (key text primary key, value jsonb);
      alter table system_settings enable row level security;
      create policy "anyone may read" on system_settings for select using (true);
      create policy "anyone may write" on system_settings for all to authenticated using (true) with check (true);
      insert into system_settings values ('${keyText}', '{}'), ('${keyText}.lease', '{}'), ('theme', '"dark"')`)
    await migrate(sql)
    const keys = 'select key from system_settings order by key'
    for (const role of ['anon', 'authenticated'] as const) {
      expect(await as(sql, role, randomUUID(), keys)).toEqual([{ key: 'theme' }])
    }
    const write = `update system_settings set value = '"x"' returning key`
    expect(await as(sql, 'authenticated', randomUUID(), write)).toEqual([{ key: 'theme' }])
    const take = `insert into system_settings (key, value) values ('${keyText}.other', '{}')`
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
      await note(
        within`insert into system_settings (key, value) values (${keyText}, '1') returning updated_at::text as at`,
      )
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
    await sql`insert into system_settings (key, value) values (${keyText}, ${sql.json(guideText)})`
  })

  const attempts = {
    read: 'select key from system_settings order by key',
    insert: "insert into system_settings (key, value) values ('new', '1') on conflict (key) do nothing returning key",
    update: "update system_settings set value = '1' where key = 'new' returning key",
    add: `insert into system_settings (key, value) values ('${keyText}.new', '1') on conflict (key) do nothing returning key`,
    change: `update system_settings set value = value where key = '${keyText}' returning key`,
    delete: 'delete from system_settings',
    truncate: 'truncate system_settings',
    swap: `select key from swap_system_setting('${keyText}', '${JSON.stringify(guideText)}', '${JSON.stringify(guideText)}')`,
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
    const nothing = {
      read: [],
      insert: denied,
      update: denied,
      add: denied,
      change: denied,
      delete: denied,
      truncate: denied,
      swap: denied,
    }
    expect(await outcomes('anon', null)).toEqual({ ...nothing, member: [false], list: denied, join: denied })
  })

  it('a stranger: nothing', async () => {
    const nothing = {
      read: [],
      insert: denied,
      update: [],
      add: denied,
      change: [],
      delete: denied,
      truncate: denied,
      swap: [],
    }
    expect(await outcomes('authenticated', stranger)).toEqual({
      ...nothing,
      member: [false],
      list: denied,
      join: denied,
    })
  })

  it('a member: reads and writes the token’s rows alone, does not delete, and does not see the list', async () => {
    expect(await outcomes('authenticated', member)).toEqual({
      read: [keyText],
      insert: denied,
      update: [],
      add: [`${keyText}.new`],
      change: [keyText],
      delete: denied,
      truncate: denied,
      swap: [keyText],
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
      read: [keyText, `${keyText}.new`],
      insert: ['new'],
      update: ['new'],
      add: [], // it is there already
      change: [keyText],
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
    return sql`select value from swap_system_setting(${keyText}, ${text(expected)}, ${text(value)})`
  }
  const stored = async () => (await sql`select value from system_settings where key = ${keyText}`)[0]?.['value']

  it.each([
    ['an object', guideText, (writer: number) => ({ ...guideText, access_token: `new ${writer}` })],
    ['a JSON string', JSON.stringify(guideText), (writer: number) => JSON.stringify({ access_token: `new ${writer}` })],
    ['no row yet', undefined, (writer: number) => ({ access_token: `first ${writer}` })],
    ['null', null, (writer: number) => ({ access_token: `after null ${writer}` })],
  ])('has one winner among 50 writers: %s', async (_, old, made) => {
    await sql`delete from system_settings`
    if (old !== undefined) {
      await sql`insert into system_settings (key, value) values (${keyText}, ${JSON.stringify(old)}::text::jsonb)`
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
    const answer = await sql`select value from swap_system_setting(${keyText}, '{ "b": [2],  "a": 1.0 }', '"won"')`
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
    await sql`insert into system_settings (key, value) values (${keyText}, null)`
    expect(await swap(undefined, { a: 1 })).toHaveLength(0)
    expect(await swap(null, { a: 1 })).toHaveLength(1)
  })
})

describe('the rehearsal', () => {
  it('meets what the swap meets, and leaves no trace', async () => {
    const sql = await newProject()
    await migrate(sql)
    await sql`insert into system_settings (key, value) values (${keyText}, '{"n": 12345678901234567890.10}')`
    const whole = () => sql`select *, xmin::text, ctid::text from system_settings`
    const rehearse = (expected: string | null, value: string) =>
      sql`select rehearse_system_setting_swap(${keyText}, ${expected}, ${value}) as won`
    const before = await whole()
    expect(await rehearse('{"n": 12345678901234567890.1}', '{"a": 1}')).toEqual([{ won: true }])
    expect(await rehearse('{"n": 12345678901234567891}', '{"a": 1}')).toEqual([{ won: false }])
    expect(await rehearse(null, '{"a": 1}')).toEqual([{ won: false }])
    expect(await sql`select rehearse_system_setting_swap(${keyText}) as won`).toEqual([{ won: true }])
    await sql`alter table system_settings add check (not value ? 'a')`
    await expect(rehearse('{"n": 12345678901234567890.1}', '{"a": 1}')).rejects.toMatchObject({ code: '23514' })
    expect(await whole()).toEqual(before)
  })

  it('reads the value as its text, whatever it is', async () => {
    const sql = await newProject()
    await migrate(sql)
    for (const text of ['{"n": 12345678901234567890.10}', '"{\\"a\\": 1}"', '1', 'null']) {
      await sql`delete from system_settings`
      await sql`insert into system_settings (key, value) values (${keyText}, ${text}::text::jsonb)`
      expect((await sql`select value from read_system_setting(${keyText})`)[0]).toEqual({ value: text })
    }
  })
})
