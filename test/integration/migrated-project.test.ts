import { randomUUID } from 'node:crypto'
import type postgres from 'postgres'
import type { Sql } from 'postgres'
import { beforeAll, describe, expect, it } from 'vitest'
import { migrate } from '../../sandbox/supabase/database.ts'
import { as, guideText, keyText, projects } from './projects.ts'

// What the migration has made does, by SQL.

const { connect, newProject } = projects()

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
    sql = connect(project, { max: 50 })
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
