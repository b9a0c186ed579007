import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { migrationSql } from '../../src/core/supabase/setup/migration.ts'
import {
  bypassesOf,
  coveredTables,
  expectNothing,
  expectTokenToBeTheMembers,
  others,
  people,
  rightsToOthers,
  rowsText,
  shows,
  tableText,
  withoutReasons,
} from './covered-table.ts'
import { asApi, keyText } from './project-database.ts'

// What the migration covers of a table, and what stays as it was. Issue 13, 9.

const databases = coveredTables()
const { newProject } = databases

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

const visitor = `visitor_${randomUUID().slice(0, 8)}`

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
