import { randomUUID } from 'node:crypto'
import type { Sql } from 'postgres'
import { describe, expect, it } from 'vitest'
import { migrate } from '../../sandbox/supabase/database.ts'
import { as, guideText, keyText, projects } from './projects.ts'

// Every shape in which the row has been seen.
const apiKey = { access_token: 'key', refresh_token: 'manual_override', expires_at: 1_999_999_999, created_at: 0 }
const shapes = {
  guide: guideText,
  'API key': apiKey,
  'guide as string': JSON.stringify(guideText),
  'API key as string': JSON.stringify(apiKey),
  "Doorkeeper's": { ...guideText, token_type: 'Bearer', scope: 'public' },
}

const { newProject } = projects()

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

describe('the migration', () => {
  it('runs twice, and the second time changes nothing', async () => {
    const sql = await newProject()
    await migrate(sql)
    await sql`insert into system_settings (key, value) values (${keyText}, ${sql.json(guideText)})`
    const [first, row] = [await catalogue(sql), await sql`select * from system_settings`]
    await migrate(sql)
    expect(await catalogue(sql)).toEqual(first)
    expect(await sql`select * from system_settings`).toEqual(row)
    expect(first.policies).toHaveLength(6)
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
      'begin_system_setting_renewal',
      'is_system_settings_member',
      'read_system_setting',
      'rehearse_system_setting_swap',
      'settle_system_setting_renewal',
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
