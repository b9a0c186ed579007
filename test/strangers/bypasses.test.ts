import { describe, expect, it } from 'vitest'
import { bypassesOf, coveredTables, people, rowsText, shows, tableText } from './covered-table.ts'
import { asApi, keyText } from './project-database.ts'

// Ways to the token that were there before the migration. Issue 13, 9.

const databases = coveredTables()
const { newProject } = databases

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
