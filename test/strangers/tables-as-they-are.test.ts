import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Databases, keyText, openDatabases, type Project } from './project-database.ts'

// Tables as people have made them, and the migration run on each. Issue 11, C.4 and D.

let databases: Databases
const newProject = (statements: string) => databases.newProject(statements)
const migrate = async (project: Project) => (await databases.migrate(project)).refusal

/** All that a migration could have changed. */
const catalogue = ({ sql }: Project) => sql`
  select 'column' as what, attrelid::regclass::text as name, attname || ' ' || format_type(atttypid, atttypmod) as more
    from pg_attribute join pg_class on pg_class.oid = attrelid
    where relnamespace = 'public'::regnamespace and attnum > 0
  union all select 'constraint', conrelid::regclass::text, conname || ' ' || pg_get_constraintdef(oid)
    from pg_constraint where connamespace = 'public'::regnamespace
  union all select 'index', tablename, indexdef from pg_indexes where schemaname = 'public'
  union all select 'trigger', tgrelid::regclass::text, pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
  union all select 'function', proname, prosrc from pg_proc where pronamespace = 'public'::regnamespace
  union all select 'policy', tablename, policyname from pg_policies where schemaname = 'public'
  union all select 'table', relname, relkind::text || ' ' || relrowsecurity::text || coalesce(relacl::text, '')
    from pg_class where relnamespace = 'public'::regnamespace
  order by 1, 2, 3`

const rows = ({ sql }: Project) => sql`select * from system_settings order by key`

/** The keeper's writes, and those of other programs, as PostgREST makes them. */
async function expectToWork({ sql }: Project): Promise<void> {
  const [{ value = null } = {}] = await sql`select value from read_system_setting(${keyText})`
  expect(await sql`select key from swap_system_setting(${keyText}, ${value}, '{"access_token": "x"}')`).toHaveLength(1)
  expect(await sql`select key from swap_system_setting(${`${keyText}.lease`}, null, '{"holder": "a"}')`).toHaveLength(1)
  expect(await sql`select rehearse_system_setting_swap(${keyText}) as won`).toEqual([{ won: true }])
  await sql`insert into system_settings (key, value) values (${keyText}, '{"access_token": "y"}')
    on conflict (key) do update set value = excluded.value`
  expect((await sql`select value from read_system_setting(${keyText})`)[0]?.['value']).toBe('{"access_token": "y"}')
}

beforeAll(async () => {
  databases = await openDatabases()
})

afterAll(() => databases?.close())

const token = `insert into system_settings (key, value) values ('${keyText}', '{"access_token": "x"}');`

describe('the migration works', () => {
  it.each<[string, string]>([
    ['no table', ''],
    [
      'the guide’s',
      `create table system_settings (key text primary key, value jsonb, updated_at timestamptz); ${token}`,
    ],
    ['a key of 25 characters', `create table system_settings (key varchar(25) primary key, value jsonb); ${token}`],
    [
      'a view over a value that is right',
      `create table system_settings (key text primary key, value jsonb); create view v as select value from system_settings; ${token}`,
    ],
    [
      'a key of the case-insensitive kind of index beside it',
      `create table system_settings (key text primary key, value jsonb); create index on system_settings (lower(key)); ${token}`,
    ],
    [
      'an identity beside it',
      `create table system_settings (id int generated always as identity primary key, key text unique, value jsonb); ${token}`,
    ],
    [
      'a unique key for some rows only',
      `create table system_settings (key text, value jsonb); create unique index on system_settings (key) where value is not null; ${token}`,
    ],
    [
      'lists of keys with a default',
      `create table system_settings (key text primary key, value jsonb) partition by list (key);
      create table settings_token partition of system_settings for values in ('${keyText}'); create table settings_rest partition of system_settings default; ${token}`,
    ],
    [
      'divided by hash',
      `create table system_settings (key text primary key, value jsonb) partition by hash (key);
      create table settings_0 partition of system_settings for values with (modulus 2, remainder 0);
      create table settings_1 partition of system_settings for values with (modulus 2, remainder 1); ${token}`,
    ],
    [
      'a table that inherits',
      `create table base (key text primary key, value jsonb); create table system_settings (primary key (key)) inherits (base); ${token}`,
    ],
  ])('on %s, and twice', async (_, statements) => {
    const project = await newProject(statements)
    const before = statements === '' ? [] : await project.sql`select key, value from system_settings`
    expect(await migrate(project)).toBeNull()
    expect(await migrate(project)).toBeNull()
    expect(await project.sql`select key, value from system_settings`).toEqual(before)
    await expectToWork(project)
    const open = statements.includes('create view v') ? [{ kind: 'view', name: 'public.v' }] : []
    expect(await project.sql`select kind, name from system_settings_bypasses()`).toEqual(open)
  })

  it('and no partition is a way round the policies', async () => {
    const project =
      await newProject(`create table system_settings (key text primary key, value jsonb) partition by list (key);
      create table settings_token partition of system_settings for values in ('${keyText}') partition by hash (key);
      create table settings_token_0 partition of settings_token for values with (modulus 1, remainder 0);
      create table settings_rest partition of system_settings default; ${token}`)
    const { sql } = project
    expect(await migrate(project)).toBeNull()
    for (const role of ['anon', 'authenticated']) {
      for (const table of ['settings_token', 'settings_token_0', 'settings_rest']) {
        const question = sql.begin(async (within) => {
          await within.unsafe(`set local role ${role}`)
          return within.unsafe(`select * from ${table}`)
        })
        await expect(question).rejects.toMatchObject({ code: '42501' })
      }
    }
  })
})

describe('the migration stops in words, leaves all as it was, and works after its hint', () => {
  it.each<[string, string, RegExp, RegExp?]>([
    [
      'a key that is deferrable',
      `create table system_settings (key text, value jsonb, constraint one unique (key) deferrable); ${token}`,
      /has a key that is deferrable \(one\)/,
    ],
    [
      'a primary key that is deferrable',
      `create table system_settings (key text primary key deferrable initially deferred, value jsonb); ${token}`,
      /has a key that is deferrable \(system_settings_pkey\)/,
    ],
    [
      'a deferrable one beside another',
      `create table system_settings (key text primary key, value jsonb, constraint late unique (key) deferrable); ${token}`,
      /has a key that is deferrable \(late\)/,
    ],
    [
      'a short key',
      `create table system_settings (key varchar(10) primary key, value jsonb); insert into system_settings values ('theme', '1')`,
      /key holds 10 characters, but Gazelle Keeper needs 25/,
    ],
    [
      'a key that the row fits and the lease does not',
      `create table system_settings (key varchar(19) primary key, value jsonb); ${token}`,
      /key holds 19 characters, but Gazelle Keeper needs 25/,
    ],
    [
      'a short key with a view',
      `create table system_settings (key varchar(19) primary key, value jsonb); create view v as select key from system_settings; ${token}`,
      /key holds 19 characters/,
      /create view v as +SELECT (system_settings\.)?key/,
    ],
    [
      'a text with a view',
      `create table system_settings (key text primary key, value text); create view v as select key, value from system_settings; ${token}`,
      /value is text, but Gazelle Keeper needs jsonb/,
      /create view v as/,
    ],
    [
      'a text with a view on a view',
      `create table system_settings (key text primary key, value text default ''); create view v as select key, value from system_settings; create view w as select value from v; create materialized view m as select value from w; ${token}`,
      /value is text/,
      /create view v as[\s\S]*create view w as[\s\S]*create materialized view m as/,
    ],
    [
      'json with a view of every column',
      `create table system_settings (key text primary key, value json); create view v as select * from system_settings; ${token}`,
      /value is json,/,
      /create view v as/,
    ],
    [
      'a time in seconds with a view',
      `create table system_settings (key text primary key, value jsonb, updated_at bigint); create view v as select updated_at from system_settings; ${token}`,
      /updated_at is bigint/,
      /create view v as/,
    ],
    [
      'lists of keys without ours',
      `create table system_settings (key text primary key, value jsonb) partition by list (key); create table settings_theme partition of system_settings for values in ('theme');`,
      /has no partition for the key gazelle_oauth_token/,
    ],
    [
      'lists of keys without the lease’s',
      `create table system_settings (key text primary key, value jsonb) partition by list (key); create table settings_token partition of system_settings for values in ('${keyText}'); ${token}`,
      /has no partition for the key/,
    ],
    [
      'no partition at all',
      'create table system_settings (key text primary key, value jsonb) partition by range (key)',
      /has no partition for the key/,
    ],
  ])('%s', async (_, statements, message, detail = /(?:)/) => {
    const project = await newProject(statements)
    const before = [await catalogue(project), await rows(project)]
    const refusal = await migrate(project)
    expect(refusal?.message).toMatch(message)
    expect(refusal?.detail).toMatch(detail)
    expect([await catalogue(project), await rows(project)]).toEqual(before)
    await project.sql.unsafe(refusal?.hint ?? '')
    expect(await migrate(project)).toBeNull()
    await expectToWork(project)
  })

  it.each<[string, string, RegExp]>([
    [
      'divided by another column',
      `create table system_settings (key text, kind text default 'a', value jsonb, primary key (key, kind)) partition by list (kind); create table settings_a partition of system_settings for values in ('a'); ${token}`,
      /is divided into partitions by LIST \(kind\)/,
    ],
    [
      'divided by an expression',
      `create table system_settings (key text, value jsonb) partition by list (lower(key)); create table settings_a partition of system_settings default; ${token}`,
      /is divided into partitions by LIST \(lower\(key\)\)/,
    ],
    [
      'a materialized view',
      `create table other (key text, value jsonb); create materialized view system_settings as select * from other`,
      /is a materialized view, but/,
    ],
    [
      'a partition',
      `create table settings (key text primary key, value jsonb) partition by list (key); create table system_settings partition of settings default; ${token}`,
      /is a partition of (public\.)?settings, but Gazelle Keeper needs a whole table/,
    ],
  ])('%s: another table is needed', async (_, statements, message) => {
    const project = await newProject(statements)
    const before = [await catalogue(project), await rows(project)]
    const refusal = await migrate(project)
    expect(refusal?.message).toMatch(message)
    expect(refusal?.hint).toContain('the name of')
    expect([await catalogue(project), await rows(project)]).toEqual(before)
  })
})
