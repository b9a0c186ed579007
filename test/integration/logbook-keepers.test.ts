import { randomUUID } from 'node:crypto'
import type { Sql } from 'postgres'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { put, type SqlLogbook, withLogbook } from './logbook-fixture.ts'
import { as, keyText, projects } from './projects.ts'

const { newProject } = projects()
const setting = `system_settings_row:${keyText}`
let sql: Sql
let member: string
beforeAll(async () => {
  sql = await newProject()
  member = await withLogbook(sql)
})
beforeEach(async () => void (await sql`delete from gazelle_keeper_keepers`))

/** Leaves a heartbeat, and gives the keepers that the logbook then knows. */
async function leave(heartbeat: object): Promise<SqlLogbook['keepers']> {
  const text = JSON.stringify({ kind: 'app', version: '1.0.0', ...heartbeat })
  const [answer] = await as(
    sql,
    'authenticated',
    member,
    `select system_settings_heartbeat('${keyText}', '${text}') as book`,
  )
  const book: SqlLogbook | undefined = answer?.['book']
  return book?.keepers ?? []
}

const add = (name: string, daysAgo: number, renewsBy: string | null = null) =>
  sql`insert into gazelle_keeper_keepers (setting, name, kind, version, did, renews_by, seen_at)
    values (${setting}, ${name}, 'app', '1', 'checked', ${renewsBy}, now() - make_interval(hours => ${daysAgo * 24}))`

it('holds ten keepers that leave word at once, each once', async () => {
  const names = Array.from({ length: 10 }, (_, index) => `computer ${index}`)
  await Promise.all([...names, ...names].map((name) => leave({ name })))
  expect((await leave({ name: names[0] })).map(({ name }) => name).toSorted()).toEqual(names)
})

it('goes by the server’s clock, whatever a keeper says', async () => {
  const [keeper] = await leave({ name: 'wrong clock', seenAt: '1999-01-01T00:00:00Z', secondsAgo: 9e9 })
  expect(keeper).toMatchObject({ name: 'wrong clock', secondsAgo: 0 })
  // A server's clock that was set back leaves word of the future.
  await add('future', -1)
  expect(await leave({ name: 'wrong clock' })).toContainEqual(
    expect.objectContaining({ name: 'future', secondsAgo: 0 }),
  )
})

it('remembers what was done before a look that found nothing to do, but no trouble', async () => {
  const did = async (deed: string) => (await leave({ name: 'one', did: deed }))[0]?.['did']
  expect([await did('renewed'), await did('checked')]).toEqual(['renewed', 'renewed'])
  expect([await did('failed'), await did('checked')]).toEqual(['failed', 'checked'])
})

it('remembers when a keeper last could renew, also where it no longer can', async () => {
  const able = async (renewsBy: string | null) => (await leave({ name: 'one', renewsBy }))[0]
  expect(await able(null)).toMatchObject({ renewsBy: null, ableSecondsAgo: null })
  expect(await able('web-session')).toMatchObject({ renewsBy: 'web-session', ableSecondsAgo: 0 })
  await sql`update gazelle_keeper_keepers set able_at = able_at - interval '4 days'`
  const { ableSecondsAgo } = (await able(null)) ?? {}
  expect(Math.round(Number(ableSecondsAgo) / 86_400)).toBe(4)
  // As a logbook of an earlier version has left it.
  await sql`update gazelle_keeper_keepers set able_at = null, renews_by = 'refresh-token', seen_at = now() - interval '2 days'`
  expect(Math.round(Number((await able(null))?.['ableSecondsAgo']) / 86_400)).toBe(2)
})

it('takes only what it knows, and cuts what is long', async () => {
  const [keeper] = await leave({
    name: `a\tb${'c'.repeat(100)}`,
    kind: 'x',
    version: 'v'.repeat(99),
    did: 'x',
    renewsBy: 'x',
  })
  expect(keeper).toMatchObject({ kind: 'library', did: 'checked', renewsBy: null, version: 'v'.repeat(30) })
  expect(keeper?.['name']).toBe(`a b${'c'.repeat(57)}`)
})

it('lets old keepers vanish, except the last that could renew', async () => {
  await add('long gone', 31)
  await add('renewed once', 50, 'refresh-token')
  await add('renewed last', 40, 'refresh-token')
  await add('lately', 29)
  expect((await leave({ name: 'here' })).map(({ name }) => name)).toEqual(['here', 'lately', 'renewed last'])
})

it('knows a hundred keepers at most', async () => {
  await sql`insert into gazelle_keeper_keepers (setting, name, kind, version, did, seen_at)
    select ${setting}, 'c' || number, 'app', '1', 'checked', now() - make_interval(mins => number) from generate_series(1, 150) as number`
  expect(await leave({ name: 'here' })).toHaveLength(100)
})

describe('who may see it', () => {
  const tables = ['rows', 'keepers', 'history', 'values'].map((name) => `gazelle_keeper_${name}`)

  it.each(['anon', 'authenticated', 'service_role'] as const)('no table is open to %s', async (role) => {
    await put(sql, { access_token: randomUUID() })
    for (const table of tables) {
      for (const statement of [`select * from ${table}`, `delete from ${table}`, `truncate ${table} cascade`]) {
        await expect(as(sql, role, member, statement)).rejects.toMatchObject({ code: '42501' })
      }
    }
    const own = [
      'gazelle_keeper_forget(array[1])',
      `gazelle_keeper_keep('a', 1, '{}')`,
      `gazelle_keeper_logbook('a', 1, 0)`,
    ]
    for (const call of own)
      await expect(as(sql, role, member, `select ${call}`)).rejects.toMatchObject({ code: '42501' })
    await expect(as(sql, role, member, `select nextval('gazelle_keeper_history_id_seq')`)).rejects.toMatchObject({
      code: '42501',
    })
  })

  it('members read the logbook, strangers get nothing, and nobody without a user asks', async () => {
    await put(sql, { access_token: randomUUID() })
    for (const call of [
      `system_settings_logbook('${keyText}', 5)`,
      `system_settings_heartbeat('${keyText}', '{"name":"x"}', 5)`,
    ]) {
      const asking = (role: 'anon' | 'authenticated', user: string | null) =>
        as(sql, role, user, `select ${call} as book`)
      expect((await asking('authenticated', member))[0]?.['book'].writes.length).toBeGreaterThan(0)
      expect(await asking('authenticated', randomUUID())).toEqual([{ book: null }])
      await expect(asking('anon', null)).rejects.toMatchObject({ code: '42501' })
    }
    expect(await as(sql, 'authenticated', member, `select system_settings_logbook('theme', 5) as book`)).toEqual([
      { book: null },
    ])
  })
})
