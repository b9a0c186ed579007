import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import type { Sql, TransactionSql } from 'postgres'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { migrate } from '../../sandbox/supabase/database.ts'
import { logbookSql } from '../../src/core/supabase/setup/logbook-migration.ts'
import { fingerprint } from '../../src/core/token/fingerprint.ts'
import { flawInValue, parseRow } from '../../src/core/token/parse.ts'
import { acceptedRow } from '../../src/core/token/properties-fixture.ts'
import { addLogbook, put, removeLogbook, type SqlLogbook, type Write, withLogbook } from './logbook-fixture.ts'
import { as, keyText, projects } from './projects.ts'

const { newProject, connect } = projects()
const token = () => randomBytes(24).toString('base64url')
const row = (accessToken: string, more = {}) => ({ access_token: accessToken, refresh_token: 'r', ...more })

let sql: Sql
let member: string
beforeAll(async () => {
  sql = await newProject()
  member = await withLogbook(sql)
})
beforeEach(async () => {
  await sql`delete from system_settings`
  await sql`delete from gazelle_keeper_history`
})

const writesOf = async (): Promise<readonly Write[]> => {
  const [answer] = await as(sql, 'service_role', null, `select system_settings_logbook('${keyText}', 100) as book`)
  const book: SqlLogbook | undefined = answer?.['book']
  return book?.writes ?? []
}

describe('the fingerprint that the database gives', () => {
  const inSql = async (values: readonly unknown[]) => {
    const rows = await sql`select gazelle_keeper_fingerprint(value) as mark
      from jsonb_array_elements(${JSON.stringify(values)}::text::jsonb) with ordinality as each (value, place) order by place`
    return rows.map(({ mark }) => mark)
  }
  const here = (value: unknown) => (flawInValue(value) === null ? fingerprint(parseRow(value, 0).accessToken) : null)

  it('is the keeper’s own, for every form of a row that the keeper reads', async () => {
    // What jsonb cannot hold was never in a row.
    const isJsonb = (value: unknown) =>
      !JSON.stringify(value).includes('\\u0000') && !/\\ud[89a-f]/i.test(JSON.stringify(value))
    const values = fc.sample(acceptedRow, { numRuns: 400, seed: 16 }).filter(isJsonb)
    expect(values.length).toBeGreaterThan(200)
    expect(await inSql(values)).toEqual(values.map(here))
  })

  it('is the keeper’s own in the forms of strangers', async () => {
    const one = token()
    const values = [
      one,
      `Bearer ${one}`,
      { accessToken: one },
      { 'Access-Token': ` "${one}" ` },
      { access_token: `Bearer ${one}` },
      { data: { access_token: one } },
      [row(one)],
      JSON.stringify(JSON.stringify(row(one))),
      `\uFEFF${JSON.stringify(row(one))}`,
      `{'access_token': '${one}', 'refresh_token': None, 'expired': False}`,
      { api_key: one, refresh_token: 'manual_override' },
    ]
    expect(values.map(here)).toEqual(values.map(() => fingerprint(one)))
    expect(await inSql(values)).toEqual(values.map(() => fingerprint(one)))
  })

  it('is missing where there is no token, or two', async () => {
    const values = [null, 'null', {}, { access_token: 'None' }, { access_token: null }, 7, [], 'no token at all']
    const two = { a: { access_token: token() }, b: { access_token: token() } }
    expect(await inSql([...values, two, { access_token: 'two words' }])).toEqual([...values, 0, 0].map(() => null))
  })
})

describe('the history', () => {
  it('tells who changed the row, and whether it was a keeper', async () => {
    const [one, two, three] = [token(), token(), token()]
    await put(sql, row(one))
    await put(sql, row(one)) // nothing changes
    await put(sql, { theme: 'dark' }, 'other')
    const headers = JSON.stringify({ 'user-agent': `python-httpx/0.27 ${token()}`, 'x-client-info': 'supabase-py/2.3' })
    await as(
      sql,
      'authenticated',
      member,
      `select set_config('request.headers', '${headers}', true);
      update system_settings set value = '${JSON.stringify(row(two))}' where key = '${keyText}'`,
    )
    const [expected, value] = [JSON.stringify(row(two)), JSON.stringify(row(three))]
    await as(sql, 'service_role', null, `select swap_system_setting('${keyText}', '${expected}', '${value}')`)
    await sql`delete from system_settings where key = ${keyText}`

    const [removed, swapped, changed, added, ...rest] = await writesOf()
    expect(rest).toEqual([])
    const marks = [one, two, three].map(fingerprint)
    expect(added).toMatchObject({
      what: 'added',
      before: null,
      after: marks[0],
      byKeeper: false,
      user: null,
      isKept: false,
    })
    expect(changed).toMatchObject({ what: 'changed', before: marks[0], after: marks[1], role: 'authenticated' })
    expect(changed).toMatchObject({
      application: 'python-httpx/0.27 … supabase-py/2.3',
      user: 'ann@piano.example',
      byKeeper: false,
    })
    expect(swapped).toMatchObject({
      before: marks[1],
      after: marks[2],
      role: 'service_role',
      byKeeper: true,
      isKept: true,
    })
    expect(removed).toMatchObject({ what: 'removed', before: marks[2], after: null, role: sql.options.user })
    const shown = JSON.stringify(await writesOf())
    for (const secret of [one, two, three]) expect(shown).not.toContain(secret)
  })

  it('leaves no trace of a rehearsal', async () => {
    await put(sql, row(token()))
    await as(
      sql,
      'service_role',
      null,
      `select rehearse_system_setting_swap('${keyText}', null, '{"access_token":"${token()}"}')`,
    )
    await as(sql, 'service_role', null, `select rehearse_system_setting_swap('${keyText}')`)
    expect(await writesOf()).toHaveLength(1)
  })

  it('keeps the last five different values, and puts one back', async () => {
    const all = Array.from({ length: 8 }, token)
    for (const each of [...all, ...all.slice(-2), ...all.slice(-2)]) await put(sql, row(each))
    const writes = await writesOf()
    const kept = writes.filter(({ isKept }) => isKept)
    expect(kept).toHaveLength(5)
    expect(new Set(kept.map(({ before }) => before)).size).toBe(5)
    const { id, before } = kept.at(-1) as Write
    const puttingBack = `select system_settings_put_back('${keyText}', ${id}) as done`
    expect(await as(sql, 'service_role', null, puttingBack)).toEqual([{ done: true }])
    const [now] =
      await sql`select gazelle_keeper_fingerprint(value) as mark from system_settings where key = ${keyText}`
    expect(now).toEqual({ mark: before })
    const reading = `select system_settings_kept_value('${keyText}', ${id}) as value`
    expect(await as(sql, 'service_role', null, reading)).toEqual([
      { value: expect.objectContaining({ refresh_token: 'r' }) },
    ])
    for (const asking of [puttingBack, reading]) {
      await expect(as(sql, 'authenticated', member, asking)).rejects.toMatchObject({ code: '42501' })
      await expect(as(sql, 'anon', null, asking)).rejects.toMatchObject({ code: '42501' })
    }
    expect(await as(sql, 'service_role', null, `select system_settings_put_back('${keyText}', 0) as done`)).toEqual([
      { done: false },
    ])
  })

  it('is bounded: 400 days, 5000 entries', async () => {
    await put(sql, row(token()))
    await sql`insert into gazelle_keeper_history (setting, at, what, by_keeper)
      select 'system_settings_row:gazelle_oauth_token', clock_timestamp() - make_interval(days => days), 'changed', false
      from unnest(array[401, 399]) as days`
    await put(sql, row(token()))
    expect(await sql`select from gazelle_keeper_history where at < now() - interval '400 days'`).toHaveLength(0)
    expect(await writesOf()).toHaveLength(3)
    await sql`insert into gazelle_keeper_history (setting, what, by_keeper)
      select 'system_settings_row:gazelle_oauth_token', 'changed', false from generate_series(1, 5100)`
    await put(sql, row(token()))
    const [{ count } = {}] = await sql`select count(*)::int from gazelle_keeper_history`
    expect(count).toBe(5000)
    // The values of entries that are gone are gone as well.
    expect(await sql`select from gazelle_keeper_values`).toHaveLength(1)
  })
})

/** Does something to the shared project that is undone afterwards. */
const undone = (work: (sql: TransactionSql) => Promise<void>) =>
  sql
    .begin(async (within) => {
      await work(within)
      throw new Undone()
    })
    .catch((error: unknown) => {
      if (!(error instanceof Undone)) throw error
    })
class Undone extends Error {}

describe('what fails in the history', () => {
  const isWritten = async (sql: Sql | TransactionSql) => {
    const next = token()
    await put(sql, row(next))
    const [now] = await sql`select value ->> 'access_token' as token from system_settings where key = ${keyText}`
    expect(now).toEqual({ token: next })
  }

  it.each([
    ['its table is gone', 'drop table gazelle_keeper_values, gazelle_keeper_history'],
    ['its table takes nothing', 'alter table gazelle_keeper_history add constraint never check (false) not valid'],
    ['a function is gone', 'drop function gazelle_keeper_token(jsonb, integer, boolean)'],
    ['the row is on no list', 'delete from gazelle_keeper_rows'],
    ['the Vault is broken', 'create schema vault; create table vault.secrets (id uuid)'],
  ])('never keeps a token from being written: %s', async (_, statement) => {
    await undone(async (sql) => {
      await put(sql, row(token()))
      await sql.unsafe(statement)
      await isWritten(sql)
    })
  })

  it('is not waited for, where somebody has locked it', async () => {
    const other = connect(sql, { max: 1 })
    await other`begin`
    await other`lock table gazelle_keeper_history in access exclusive mode`
    const began = performance.now()
    await isWritten(sql)
    expect(performance.now() - began).toBeLessThan(3_000)
    await other`rollback`
  })
})

it('keeps the values in the Vault where there is one, and takes them out again', async () => {
  await undone(async (sql) => {
    // A stand-in: what Vault offers, without its cipher.
    await sql.unsafe(`create schema vault;
      create table vault.secrets (id uuid primary key default gen_random_uuid(), name text unique, secret text);
      create view vault.decrypted_secrets as select id, name, secret as decrypted_secret from vault.secrets;
      create function vault.create_secret(new_secret text, new_name text default null, new_description text default '', new_key_id uuid default null)
        returns uuid language sql as 'insert into vault.secrets (name, secret) values (new_name, new_secret) returning id'`)
    const all = Array.from({ length: 8 }, token)
    for (const each of all) await put(sql, row(each))
    expect(await sql`select from vault.secrets`).toHaveLength(5)
    expect(await sql`select from gazelle_keeper_values where value is null and secret is not null`).toHaveLength(5)
    const [last] = await sql`select max(history) as id from gazelle_keeper_values`
    await sql`select system_settings_put_back(${keyText}, ${last?.['id']})`
    const [now] = await sql`select value ->> 'access_token' as token from system_settings`
    expect(now).toEqual({ token: all.at(-2) })
    await sql.unsafe(logbookSql({}, true).replace(/^(begin|commit);$/gm, ''))
    expect(await sql`select from vault.secrets`).toHaveLength(0)
  })
})

const bypassesOf = (sql: Sql) => sql`select * from system_settings_bypasses()`

/** All that stands in the schema. */
const catalogue = async (sql: Sql) => ({
  tables: await sql`select tablename, rowsecurity from pg_tables where schemaname = 'public' order by 1`,
  grants: await sql`select table_name, grantee, privilege_type from information_schema.role_table_grants
    where table_schema = 'public' order by 1, 2, 3`,
  functions: await sql`select proname, prosrc, prosecdef, array(select unnest(proacl::text[]) order by 1) as acl
    from pg_proc where pronamespace = 'public'::regnamespace order by 1`,
  triggers: await sql`select tgname from pg_trigger where not tgisinternal order by 1`,
})

describe('the second migration', () => {
  it('wants the first, runs twice, is no bypass, and goes without a trace', { timeout: 180_000 }, async () => {
    const sql = await newProject()
    await expect(addLogbook(sql)).rejects.toThrow('not set up for Gazelle Keeper')
    await migrate(sql)
    await put(sql, row(token()))
    const [before, kept] = [await catalogue(sql), await sql`select * from system_settings`]
    await addLogbook(sql)
    const first = await catalogue(sql)
    expect(await bypassesOf(sql)).toEqual([])
    await put(sql, row(token()))
    await put(sql, kept[0]?.['value'])
    const history = await sql`select * from gazelle_keeper_history`
    await addLogbook(sql)
    await migrate(sql)
    expect(await catalogue(sql)).toEqual(first)
    expect(await sql`select * from gazelle_keeper_history`).toEqual(history)
    await removeLogbook(sql)
    await removeLogbook(sql)
    expect(await catalogue(sql)).toEqual(before)
    expect(await sql`select value from system_settings`).toEqual([{ value: kept[0]?.['value'] }])

    // Several rows may have one, and each is taken away alone.
    await addLogbook(sql)
    await addLogbook(sql, { rowKey: 'second.token' })
    const [one, two] = [token(), token()]
    await put(sql, row(one))
    await put(sql, row(two), 'second.token')
    const [book] = await as(sql, 'service_role', null, `select system_settings_logbook('second.token', 5) as book`)
    expect(book?.['book'].writes).toMatchObject([{ after: fingerprint(two) }])
    await removeLogbook(sql)
    await put(sql, row(token()))
    expect(await sql`select setting, after from gazelle_keeper_history`).toEqual([
      { setting: 'system_settings_row:second.token', after: fingerprint(two) },
    ])
    await removeLogbook(sql, { rowKey: 'second.token' })
    expect(await sql`select from pg_tables where tablename like 'gazelle_keeper%'`).toHaveLength(0)
  })
})
