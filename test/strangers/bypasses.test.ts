import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { migrationSql } from '../../src/core/supabase/setup/migration.ts'
import { asApi, type Databases, keyText, openDatabases, type Project } from './project-database.ts'

// Ways to the token that were there before the migration. Issue 13, 9.

const tokenWords = randomUUID()
const valueText = `{"access_token": "${tokenWords}"}`
const tableText = 'create table system_settings (key text primary key, value jsonb);'
const rowsText = `insert into system_settings (key, value) values
  ('${keyText}', '${valueText}'), ('${keyText}.lease', '{"holder": "a"}'), ('theme', '"dark"'), ('logo', '"piano"');`

let databases: Databases
const newProject = (statements: string) => databases.newProject(statements)

beforeAll(async () => {
  databases = await openDatabases()
})

afterAll(() => databases?.close())

const shows = async (project: Project, statement: string, role = 'anon', user: string | null = null) =>
  JSON.stringify(await asApi(project, role, statement, user)).includes(tokenWords)

const bypassesOf = ({ sql }: Project) => sql`select kind, name, open_to from system_settings_bypasses()`

describe('what shows the token in spite of the policies is named, with the SQL that closes it', () => {
  it.each<[what: string, statements: string, attack: string, said: RegExp]>([
    [
      'a view',
      'create view settings_view as select * from system_settings',
      'select * from settings_view',
      /^view public\.settings_view is not covered .* to anon, authenticated$/,
    ],
    [
      'a view with another name for the column',
      'create view v as select to_jsonb(s) as everything from system_settings s',
      'select * from v',
      /^view public\.v /,
    ],
    [
      'a view in another schema',
      `create schema api; grant usage on schema api to anon, authenticated;
       create view api.settings as select value from system_settings; grant select on api.settings to anon`,
      'select * from api.settings',
      /^view api\.settings .* to anon$/,
    ],
    [
      'a view of a view',
      `create view hidden as select * from system_settings; revoke all on hidden from anon, authenticated;
       create view shown as select value from hidden`,
      'select * from shown',
      /^view public\.shown /,
    ],
    [
      'a view whose one column is open',
      `create view v as select * from system_settings; revoke all on v from anon, authenticated; grant select (value) on v to anon`,
      'select value from v',
      /^view public\.v .* to anon$/,
    ],
    [
      'a materialized view',
      'create materialized view m as select * from system_settings',
      'select * from m',
      /^materialized view public\.m /,
    ],
    [
      'a materialized view of a view that asks for the caller’s rights',
      `create view v with (security_invoker = on) as select * from system_settings; create materialized view m as select * from v`,
      'select * from m',
      /^materialized view public\.m /,
    ],
    [
      'a materialized view of somebody who is no owner of the table',
      `create materialized view m as select * from system_settings; alter materialized view m owner to authenticated`,
      'select * from m',
      /^materialized view public\.m /,
    ],
    [
      'a function',
      `create function settings() returns setof system_settings language sql stable security definer as 'select * from public.system_settings'`,
      'select * from settings()',
      /^function public\.settings\(\) /,
    ],
    [
      'a function of the usual kind, with an argument',
      `create function setting(name text) returns jsonb language plpgsql security definer as $$ begin return (select value from SYSTEM_SETTINGS where key = name); end $$`,
      `select setting('${keyText}')`,
      /^volatile function public\.setting\(text\) /,
    ],
    [
      'a function whose body is parsed',
      `create function setting() returns setof jsonb language sql security definer begin atomic select value from system_settings; end`,
      'select setting()',
      /^volatile function public\.setting\(\) /,
    ],
    [
      'a function that calls a function',
      `create function inner_setting() returns setof jsonb language sql as 'select value from public.system_settings';
       create function outer_setting() returns setof jsonb language sql security definer as 'select * from public.inner_setting()'`,
      'select outer_setting()',
      /^volatile function public\.outer_setting\(\) /,
    ],
    [
      'a function over a view',
      `create view v with (security_invoker = on) as select * from system_settings;
       create function setting() returns setof jsonb language sql security definer as 'select value from public.v'`,
      'select setting()',
      /^volatile function public\.setting\(\) /,
    ],
    [
      'another table with the row',
      'create table settings_backup as select * from system_settings',
      'select * from settings_backup',
      /^table public\.settings_backup holds the Gazelle token or a row of its key, and may show it to anon, authenticated$/,
    ],
    [
      'another table with the row, too large to be read through',
      `create table settings_backup as select * from system_settings;
       alter table settings_backup alter column value set storage external;
       insert into settings_backup select 'page ' || i, to_jsonb(repeat('x', 100000)) from generate_series(1, 200) as i`,
      'select * from settings_backup',
      /^table public\.settings_backup holds the Gazelle token or a row of its key/,
    ],
    [
      'another table that holds the token in another form',
      `create table audit (at timestamptz, what jsonb); insert into audit select now(), jsonb_build_object('old', to_jsonb(s)) from system_settings s`,
      'select * from audit',
      /^table public\.audit holds the Gazelle token/,
    ],
    [
      'a role that no policy stops',
      'alter role anon bypassrls',
      'select * from system_settings',
      /^role anon is stopped by no policy/,
    ],
    [
      'a role that is the owner’s',
      'create role house; alter table system_settings owner to house; grant house to anon',
      'select * from system_settings',
      /^role anon is stopped by no policy/,
    ],
  ])('%s', async (_, statements, attack, said) => {
    const project = await newProject(`${tableText} ${rowsText} ${statements}`)
    try {
      expect(await shows(project, attack)).toBe(true)
      const { refusal, notices } = await databases.migrate(project)
      expect(refusal).toBeNull()
      expect(await shows(project, attack)).toBe(true) // the migration changes no object that is not its own
      const [named, ...others] = notices.filter(({ message }) => said.test(message))
      expect(others).toEqual([])
      await project.sql.unsafe(named?.hint ?? 'select 1 / 0')
      expect(await shows(project, attack)).toBe(false)
      expect(await bypassesOf(project)).toEqual([])
    } finally {
      await project.sql.unsafe('alter role anon nobypassrls') // roles belong to all databases
    }
  })

  it.each<[what: string, statements: string, said: RegExp]>([
    [
      'a trigger that copies',
      `create table audit (k text, v jsonb);
       create function note() returns trigger language plpgsql security definer as $$ begin insert into audit values (new.key, new.value); return new; end $$;
       create trigger notes after insert or update on system_settings for each row execute function note()`,
      /^trigger notes on public\.system_settings may carry the Gazelle token to another place$/,
    ],
    [
      'a trigger of another table that reads ours',
      `create table notes (text jsonb);
       create function fill() returns trigger language plpgsql security definer as $$ begin new.text := (select value from system_settings limit 1); return new; end $$;
       create trigger fills before insert on notes for each row execute function fill()`,
      /^trigger fills on public\.notes /,
    ],
    [
      'a rule',
      `create table audit (k text, v jsonb); create rule notes as on update to system_settings do also insert into audit values (new.key, new.value)`,
      /^rule notes on public\.system_settings may carry/,
    ],
    [
      'a rule of another table',
      `create table notes (text jsonb); create rule fills as on insert to notes do also update notes set text = (select value from system_settings limit 1)`,
      /^rule fills on public\.notes /,
    ],
    [
      'a publication',
      'create publication supabase_realtime for table system_settings',
      /^publication supabase_realtime may carry/,
    ],
    [
      'a publication of everything',
      'create publication everything for all tables',
      /^publication everything may carry/,
    ],
    [
      'a foreign table',
      `create extension postgres_fdw; create server elsewhere foreign data wrapper postgres_fdw;
       create foreign table far (key text, value jsonb) server elsewhere options (table_name 'system_settings')`,
      /^foreign table public\.far is not covered by the policies .* to anon, authenticated$/,
    ],
    [
      'a table that it inherits from, without the key',
      `drop table system_settings; create table base (value jsonb); create table system_settings (key text primary key) inherits (base); ${rowsText}`,
      /^table public\.base is not covered/,
    ],
  ])('%s', async (_, statements, said) => {
    const project = await newProject(`${tableText} ${rowsText} ${statements}`)
    const { refusal, notices } = await databases.migrate(project)
    expect(refusal).toBeNull()
    const [named, ...others] = notices.filter(({ message }) => said.test(message))
    expect(others).toEqual([])
    await project.sql.unsafe(named?.hint ?? 'select 1 / 0')
  })

  it('a foreign table that inherits', async () => {
    const project = await newProject(`${tableText} ${rowsText} create extension postgres_fdw;
      create table beyond (key text, value jsonb, updated_at timestamptz)`)
    const { hostname, port, pathname, password } = new URL(project.url)
    await project.sql.unsafe(`create server elsewhere foreign data wrapper postgres_fdw
        options (host '${hostname}', port '${port}', dbname '${pathname.slice(1)}');
      create user mapping for postgres server elsewhere options (user 'postgres', password '${decodeURIComponent(password)}');
      create foreign table far () inherits (system_settings) server elsewhere options (table_name 'beyond')`)
    const { refusal, notices } = await databases.migrate(project)
    expect(refusal).toBeNull()
    expect(notices.map(({ message }) => message)).toContainEqual(expect.stringMatching(/^foreign table public\.far /))
    const [named] = notices.filter(({ message }) => message.startsWith('foreign table'))
    await project.sql.unsafe(named?.hint ?? 'select 1 / 0')
    expect(await bypassesOf(project)).toEqual([])
  })

  it('nothing is named where nothing is open', async () => {
    const project = await newProject(`${tableText} ${rowsText}
      create view safe with (security_invoker = true) as select * from system_settings;
      create view on_safe as select * from safe;
      create view closed as select * from system_settings; revoke all on closed from anon, authenticated;
      create materialized view shut as select * from system_settings; revoke all on shut from anon, authenticated;
      create function mine() returns setof jsonb language sql as 'select value from public.system_settings';
      create function secret() returns setof jsonb language sql security definer as 'select value from public.system_settings';
      revoke execute on function secret() from public, anon, authenticated;
      create function stamp() returns trigger language plpgsql as $$ begin if tg_op = 'UPDATE' then new.value := new.value; end if; return new; end $$;
      create trigger stamps before insert or update on system_settings for each row execute function stamp();
      create function elsewhere() returns int language sql security definer as 'select 1 /* system_settings_of_others */';
      create table settings_backup as select * from system_settings; alter table settings_backup enable row level security;
      create table other_settings (key text, value jsonb); insert into other_settings values ('theme', '1');`)
    const { notices } = await databases.migrate(project)
    expect(notices).toHaveLength(1)
    expect(notices[0]?.message).toMatch(/^Only members .* no error is told \(anon, authenticated\)$/)
    expect(await bypassesOf(project)).toEqual([])
    for (const view of ['safe', 'on_safe']) expect(await shows(project, `select * from ${view}`)).toBe(false)
  })

  it('the list is for members and for the project’s own people', async () => {
    const project = await newProject(`${tableText} ${rowsText} create view v as select * from system_settings`)
    await databases.migrate(project)
    const [member, stranger] = await people(project)
    const list = 'select name from system_settings_bypasses()'
    expect(await asApi(project, 'anon', list)).toBe('42501')
    expect(await asApi(project, 'authenticated', list, stranger)).toEqual([])
    expect(await asApi(project, 'authenticated', list, member)).toEqual([{ name: 'public.v' }])
    expect(await asApi(project, 'service_role', list)).toEqual([{ name: 'public.v' }])
  })
})

describe('tables that share rows with it are closed to the token alone', () => {
  it.each<[what: string, statements: string, table: string]>([
    [
      'what it inherits from',
      'create table base (key text, value jsonb); create table system_settings (primary key (key)) inherits (base);',
      'base',
    ],
    [
      'what that inherits from',
      'create table base (key text, value jsonb); create table middle () inherits (base); create table system_settings (primary key (key)) inherits (middle);',
      'base',
    ],
    ['what inherits from it', `${tableText} create table child () inherits (system_settings);`, 'child'],
  ])('%s', async (_, statements, table) => {
    const rows = table === 'child' ? rowsText.replace('into system_settings', 'into child') : rowsText
    const project = await newProject(`${statements} ${rows}`)
    const attack = `select * from ${table}`
    expect(await shows(project, attack)).toBe(true)
    for (let time = 1; time <= 2; time++) {
      expect((await databases.migrate(project)).refusal).toBeNull()
      for (const role of ['anon', 'authenticated']) {
        expect(await shows(project, attack, role, randomUUID())).toBe(false)
        expect(await shows(project, `update ${table} set value = value returning value`, role, randomUUID())).toBe(
          false,
        )
        expect(await asApi(project, role, `select key from ${table} order by key`)).toEqual([
          { key: 'logo' },
          { key: 'theme' },
        ])
      }
      expect(await bypassesOf(project)).toEqual([])
    }
  })

  it('one that belongs to somebody else is named', async () => {
    const project = await newProject(`create role builder_${process.pid} bypassrls;
      grant create, usage on schema public to builder_${process.pid}; grant usage on schema auth to builder_${process.pid};
      grant references, select on auth.users to builder_${process.pid};
      create table base (key text, value jsonb); create table system_settings (primary key (key)) inherits (base);
      alter table system_settings owner to builder_${process.pid}; ${rowsText}`)
    const url = `${project.url}?options=-c%20role%3Dbuilder_${process.pid}`
    const { refusal, notices } = await databases.migrate({ ...project, url })
    expect(refusal).toBeNull()
    expect(notices.map(({ message }) => message)).toContainEqual(
      expect.stringMatching(/^table public\.base is not covered/),
    )
  })
})

/** A member and a stranger; the list of members is there after the migration only. */
async function people({ sql }: Project): Promise<[member: string, stranger: string]> {
  const [member, stranger] = [randomUUID(), randomUUID()]
  await sql`insert into auth.users ${sql([member, stranger].map((id) => ({ id, email: `${id}@supabase.example` })))}`
  await sql`insert into system_settings_members (user_id) values (${member})`
  return [member, stranger]
}

const visitor = `visitor_${randomUUID().slice(0, 8)}`

const others = {
  read: "select key, value from system_settings where key in ('theme', 'logo') order by key",
  readAll: `select key from system_settings where starts_with(key, '${keyText}') is not true order by key`,
  add: "insert into system_settings (key, value) values ('new', '1')",
  change: `update system_settings set value = '"light"' where key = 'theme' returning key`,
  delete: "delete from system_settings where key = 'logo' returning key",
  upsert: `insert into system_settings (key, value) values ('theme', '2') on conflict (key) do update set value = excluded.value`,
}

/** What each role can do with the other rows. */
async function rightsToOthers(project: Project, roles: Readonly<Record<string, [role: string, user: string | null]>>) {
  const rights: Record<string, Record<string, unknown>> = {}
  for (const [name, [role, user]] of Object.entries(roles)) {
    const seen: Record<string, unknown> = {}
    for (const [verb, statement] of Object.entries(others)) seen[verb] = await asApi(project, role, statement, user)
    rights[name] = seen
  }
  return rights
}

const installations: readonly [what: string, statements: string][] = [
  ['open to everybody, as SQL makes it', `${tableText} ${rowsText}`],
  [
    'with row-level security and no policy',
    `${tableText} ${rowsText} alter table system_settings enable row level security`,
  ],
  [
    'with a policy that opens it for reading',
    `${tableText} ${rowsText} alter table system_settings enable row level security;
     create policy "anyone may read" on system_settings for select using (true)`,
  ],
  [
    'with a policy for those who signed in',
    `${tableText} ${rowsText} alter table system_settings enable row level security;
     create policy "signed in" on system_settings for all to authenticated using (true) with check (true)`,
  ],
  [
    'with an open policy and few grants',
    `${tableText} ${rowsText} alter table system_settings enable row level security;
     create policy "all" on system_settings for all using (true) with check (true);
     revoke all on system_settings from anon, authenticated; grant select on system_settings to anon`,
  ],
  [
    'without row-level security, with few grants',
    `${tableText} ${rowsText} revoke all on system_settings from anon, authenticated; grant select on system_settings to authenticated`,
  ],
  ['without any grants', `${tableText} ${rowsText} revoke all on system_settings from anon, authenticated`],
  [
    'with a policy for one row',
    `${tableText} ${rowsText} alter table system_settings enable row level security;
     create policy "theme" on system_settings for all using (key = 'theme') with check (key in ('theme', 'new'))`,
  ],
  [
    'with a row without a key',
    `create table system_settings (key text unique, value jsonb); ${rowsText} insert into system_settings values (null, '1')`,
  ],
]

describe('the other rows stay as they were', () => {
  it.each(installations)('%s', async (_, statements) => {
    const project = await newProject(
      `create role ${visitor}; ${statements}; grant select, update on system_settings to ${visitor}`,
    )
    try {
      const someone = randomUUID()
      const before = await rightsToOthers(project, {
        anon: ['anon', null],
        stranger: ['authenticated', someone],
        member: ['authenticated', someone],
        visitor: [visitor, null],
        secret: ['service_role', null],
      })
      for (let time = 1; time <= 2; time++) {
        expect((await databases.migrate(project)).refusal).toBeNull()
        const [member, stranger] = await people(project)
        const after = await rightsToOthers(project, {
          anon: ['anon', null],
          stranger: ['authenticated', stranger],
          member: ['authenticated', member],
          visitor: [visitor, null],
          secret: ['service_role', null],
        })
        expect(withoutReasons(after)).toEqual(withoutReasons(before))
        await expectTokenToBeTheMembers(project, member, stranger)
      }
    } finally {
      await project.sql.unsafe(`drop owned by ${visitor}; drop role ${visitor}`)
    }
  })

  it('and of a new table members have the token’s rows alone', async () => {
    const project = await newProject('')
    expect((await databases.migrate(project)).refusal).toBeNull()
    await project.sql.unsafe(rowsText)
    const [member, stranger] = await people(project)
    const rights = await rightsToOthers(project, {
      anon: ['anon', null],
      stranger: ['authenticated', stranger],
      member: ['authenticated', member],
    })
    const nothing = { read: [], readAll: [], add: '', change: '', delete: '', upsert: '' }
    expect(withoutReasons(rights)).toEqual({ anon: nothing, stranger: nothing, member: nothing })
    const granted = await project.sql`
      select grantee, string_agg(privilege_type, ', ' order by privilege_type) as privileges
      from information_schema.role_table_grants
      where table_name = 'system_settings' and grantee in ('PUBLIC', 'anon', 'authenticated') group by 1 order by 1`
    expect(granted).toEqual([
      { grantee: 'anon', privileges: 'SELECT' },
      { grantee: 'authenticated', privileges: 'INSERT, SELECT, UPDATE' },
    ])
    await expectTokenToBeTheMembers(project, member, stranger)
  })

  it('and what its owner opens later stays open when it is run again', async () => {
    const project = await newProject('')
    await databases.migrate(project)
    await project.sql.unsafe(`${rowsText} create policy "theme" on system_settings for all to authenticated using (key = 'theme') with check (key = 'theme');
      grant delete on system_settings to authenticated; grant update on system_settings to anon;
      create policy "logo" on system_settings for all to anon using (key = 'logo') with check (key = 'logo')`)
    const roles = { anon: ['anon', null], stranger: ['authenticated', randomUUID()] } as const
    const before = await rightsToOthers(project, { anon: [...roles.anon], stranger: [...roles.stranger] })
    expect(before['stranger']?.['change']).toEqual([{ key: 'theme' }])
    expect((await databases.migrate(project)).refusal).toBeNull()
    expect(await rightsToOthers(project, { anon: [...roles.anon], stranger: [...roles.stranger] })).toEqual(before)
  })
})

/** A write that finds no row and one that is not allowed come to the same. */
function withoutReasons(rights: Awaited<ReturnType<typeof rightsToOthers>>) {
  const plain = (answer: unknown, verb: string) =>
    answer === '42501' ||
    (!verb.startsWith('read') && Array.isArray(answer) && answer.length === 0 && verb !== 'add' && verb !== 'upsert')
      ? verb.startsWith('read')
        ? []
        : ''
      : answer
  return Object.fromEntries(
    Object.entries(rights).map(([name, seen]) => [
      name,
      Object.fromEntries(Object.entries(seen).map(([verb, answer]) => [verb, plain(answer, verb)])),
    ]),
  )
}

/** That a statement is not allowed, or meets no row. */
async function expectNothing(project: Project, role: string, statement: string, user: string | null): Promise<void> {
  const answer = await asApi(project, role, statement, user)
  expect(answer === '42501' ? [] : answer, `${role}: ${statement}`).toEqual([])
}

/** The token's rows: members read and write them, nobody else does, and nobody deletes them. */
async function expectTokenToBeTheMembers(project: Project, member: string, stranger: string): Promise<void> {
  const read = `select value from system_settings where key = '${keyText}'`
  const gone = `delete from system_settings where starts_with(key, '${keyText}') returning key`
  const attacks = [
    read,
    'select * from system_settings',
    `update system_settings set value = value where starts_with(key, '${keyText}') returning value`,
    `update system_settings set key = 'stolen' where key = '${keyText}' returning value`,
    `delete from system_settings where starts_with(key, '${keyText}') returning value`,
    `select value from swap_system_setting('${keyText}', '${valueText}', '${valueText}')`,
    `select * from read_system_setting('${keyText}')`,
  ]
  const planted = [
    `insert into system_settings (key, value) values ('${keyText}.planted', '1')`,
    `insert into system_settings (key, value) values ('${keyText}', '1') on conflict (key) do update set value = '1'`,
    'truncate system_settings',
  ]
  const moved = `update system_settings set key = '${keyText}.planted' where key = 'theme' returning key`
  for (const [role, user] of [
    ['anon', null],
    ['authenticated', stranger],
    ['authenticated', null],
  ] as const) {
    for (const attack of attacks) expect(await shows(project, attack, role, user), `${role}: ${attack}`).toBe(false)
    // What was written gives no rows by itself: that it was refused is what counts.
    for (const attack of planted) expect(await asApi(project, role, attack, user), `${role}: ${attack}`).toBe('42501')
    for (const attack of [moved, gone]) await expectNothing(project, role, attack, user)
  }
  expect(await shows(project, read, 'authenticated', member)).toBe(true)
  expect(await shows(project, `select * from read_system_setting('${keyText}')`, 'authenticated', member)).toBe(true)
  const swap = `select key from swap_system_setting('${keyText}', '${valueText}', '{}')`
  expect(await asApi(project, 'authenticated', swap, member)).toEqual([{ key: keyText }])
  const first = `select key from swap_system_setting('${keyText}.new', null, '{}')`
  expect(await asApi(project, 'authenticated', first, member)).toEqual([{ key: `${keyText}.new` }])
  const direct = `update system_settings set value = '{}' where key = '${keyText}' returning key`
  expect(await asApi(project, 'authenticated', direct, member)).toEqual([{ key: keyText }])
  await expectNothing(project, 'authenticated', gone, member)
  expect(await asApi(project, 'authenticated', 'truncate system_settings', member)).toBe('42501')
  expect(await shows(project, read, 'service_role')).toBe(true)
}

describe('two tokens in one table are each closed, whichever was there first', () => {
  const both = [keyText, `${keyText}.lease`, 'piano', 'piano.lease'].map((key) => ({ key }))
  const rows = `${rowsText.replaceAll(keyText, 'piano')} ${rowsText.replace(/, \('theme.*;/, ';')}`
  const keys = 'select key from system_settings order by key'

  it.each<[what: string, before: string, after: string, open: readonly string[], toSignedIn: readonly string[]]>([
    [
      'with an open policy and few grants',
      `${tableText} ${rows} alter table system_settings enable row level security;
       create policy "all" on system_settings for all using (true) with check (true);
       revoke all on system_settings from anon, authenticated; grant select on system_settings to anon`,
      '',
      ['logo', 'theme'],
      [],
    ],
    [
      'with a policy for those who signed in',
      `${tableText} ${rows} alter table system_settings enable row level security;
       create policy "signed in" on system_settings for all to authenticated using (true) with check (true)`,
      '',
      [],
      ['logo', 'theme'],
    ],
    ['in a new table', '', rows, [], []],
  ])('%s', async (_, before, after, open, toSignedIn) => {
    const project = await newProject(before)
    const folder = mkdtempSync(join(tmpdir(), 'two-keys-'))
    const other = join(folder, 'piano.sql')
    writeFileSync(other, migrationSql({ rowKey: 'piano' }))
    for (const file of [undefined, other, undefined]) {
      expect((await databases.migrate(project, file)).refusal).toBeNull()
    }
    rmSync(folder, { recursive: true })
    await project.sql.unsafe(after)
    const [member, stranger] = await people(project)
    expect(await asApi(project, 'anon', keys)).toEqual(open.map((key) => ({ key })))
    const others = toSignedIn.map((key) => ({ key }))
    expect(await asApi(project, 'authenticated', keys, stranger)).toEqual(others)
    const all = [...both, ...others].toSorted((one, other) => (one.key < other.key ? -1 : 1))
    expect(await asApi(project, 'authenticated', keys, member)).toEqual(all)
    const change =
      'with done as (update system_settings set value = value returning key) select key from done order by key'
    expect(await asApi(project, 'authenticated', change, member)).toEqual(all)
    const gone = "delete from system_settings where key not in ('logo', 'theme') returning key"
    await expectNothing(project, 'authenticated', gone, member)
    await expectTokenToBeTheMembers(project, member, stranger)
  })
})

describe('what older versions of it left is brought up to date', () => {
  it.each([1, 2, 3, 4, 5])('version %i', async (version) => {
    const file = join(import.meta.dirname, `../fixtures/migrations/${version}.sql`)
    for (const statements of ['', tableText, `${tableText} create view v as select * from system_settings`]) {
      const project = await newProject(statements)
      expect((await databases.migrate(project, file)).refusal).toBeNull()
      await project.sql.unsafe(rowsText)
      const [member, stranger] = await people(project)
      expect(await asApi(project, 'authenticated', others.change, member)).toEqual([{ key: 'theme' }])
      for (let time = 1; time <= 2; time++) {
        const { refusal, notices } = await databases.migrate(project)
        expect(refusal).toBeNull()
        expect(notices).toHaveLength(statements.includes('view') ? 2 : 1)
        await expectTokenToBeTheMembers(project, member, stranger)
        for (const [role, user] of [
          ['anon', null],
          ['authenticated', stranger],
          ['authenticated', member],
        ] as const) {
          expect(await asApi(project, role, others.readAll, user)).toEqual([])
          expect(await asApi(project, role, others.add, user)).toBe('42501')
          const changed = await asApi(project, role, others.change, user)
          expect(changed === '42501' || changed.length === 0).toBe(true)
        }
        const policies = await project.sql`select policyname from pg_policies where tablename = 'system_settings'`
        expect(policies).toHaveLength(5)
      }
    }
  })

  it('all of it or nothing', async () => {
    const project = await newProject(
      `${tableText} ${rowsText} create function read_system_setting(p_key text) returns int language sql as 'select 1'`,
    )
    const { refusal } = await databases.migrate(project)
    expect(refusal?.message).toMatch(/cannot change return type/)
    expect(await project.sql`select relrowsecurity from pg_class where oid = 'system_settings'::regclass`).toEqual([
      { relrowsecurity: false },
    ])
    expect(await project.sql`select from pg_policies`).toHaveLength(0)
    expect(await project.sql`select from pg_tables where tablename = 'system_settings_members'`).toHaveLength(0)
    expect(await asApi(project, 'anon', others.read)).toHaveLength(2)
  })
})

it('an owner as hosted Supabase has it, no superuser, can run it', async () => {
  const owner = `owner_${randomUUID().slice(0, 8)}`
  const project =
    await newProject(`create role ${owner} bypassrls createrole; grant create, usage on schema public to ${owner};
    grant usage on schema auth to ${owner}; grant references, select, insert on auth.users to ${owner};
    ${tableText} ${rowsText} alter table system_settings owner to ${owner};
    create view v as select * from system_settings; alter view v owner to ${owner};
    create view poor as select * from system_settings; alter view poor owner to authenticated`)
  const asOwner = { ...project, url: `${project.url}?options=-c%20role%3D${owner}` }
  for (let time = 1; time <= 2; time++) {
    const { refusal, notices } = await databases.migrate(asOwner)
    expect(refusal).toBeNull()
    expect(notices.slice(1).map(({ message }) => message)).toEqual([expect.stringMatching(/^view public\.v /)])
  }
  const [member, stranger] = await people(project)
  await expectTokenToBeTheMembers(project, member, stranger)
  expect(await shows(project, 'select * from poor')).toBe(false)
})
