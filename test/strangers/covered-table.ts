import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect } from 'vitest'
import { asApi, type Databases, keyText, openDatabases, type Project } from './project-database.ts'

// A table as it was before the migration, with a token and other rows, and what becomes of both.

const tokenWords = randomUUID()
export const valueText = `{"access_token": "${tokenWords}"}`
export const tableText = 'create table system_settings (key text primary key, value jsonb);'
export const rowsText = `insert into system_settings (key, value) values
  ('${keyText}', '${valueText}'), ('${keyText}.lease', '{"holder": "a"}'), ('theme', '"dark"'), ('logo', '"piano"');`

/** The databases of a test file. */
export function coveredTables() {
  let databases: Databases
  beforeAll(async () => {
    databases = await openDatabases()
  })
  afterAll(() => databases?.close())
  const fixture: Pick<Databases, 'newProject' | 'migrate'> = {
    newProject: (statements) => databases.newProject(statements),
    migrate: (project, file) => databases.migrate(project, file),
  }
  return fixture
}

/** Whether a statement shows the token to an API role. */
export const shows = async (project: Project, statement: string, role = 'anon', user: string | null = null) =>
  JSON.stringify(await asApi(project, role, statement, user)).includes(tokenWords)

/** What the migration names as going round its policies. */
export const bypassesOf = ({ sql }: Project) => sql`select kind, name, open_to from system_settings_bypasses()`

/** A member and a stranger; the list of members is there after the migration only. */
export async function people({ sql }: Project): Promise<[member: string, stranger: string]> {
  const [member, stranger] = [randomUUID(), randomUUID()]
  await sql`insert into auth.users ${sql([member, stranger].map((id) => ({ id, email: `${id}@supabase.example` })))}`
  await sql`insert into system_settings_members (user_id) values (${member})`
  return [member, stranger]
}

/** What is tried with the other rows. */
export const others = {
  read: "select key, value from system_settings where key in ('theme', 'logo') order by key",
  readAll: `select key from system_settings where starts_with(key, '${keyText}') is not true order by key`,
  add: "insert into system_settings (key, value) values ('new', '1')",
  change: `update system_settings set value = '"light"' where key = 'theme' returning key`,
  delete: "delete from system_settings where key = 'logo' returning key",
  upsert: `insert into system_settings (key, value) values ('theme', '2') on conflict (key) do update set value = excluded.value`,
}

/** What each role can do with the other rows. */
export async function rightsToOthers(
  project: Project,
  roles: Readonly<Record<string, [role: string, user: string | null]>>,
) {
  const rights: Record<string, Record<string, unknown>> = {}
  for (const [name, [role, user]] of Object.entries(roles)) {
    const seen: Record<string, unknown> = {}
    for (const [verb, statement] of Object.entries(others)) seen[verb] = await asApi(project, role, statement, user)
    rights[name] = seen
  }
  return rights
}

/** A write that finds no row and one that is not allowed come to the same. */
export function withoutReasons(rights: Awaited<ReturnType<typeof rightsToOthers>>) {
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
export async function expectNothing(
  project: Project,
  role: string,
  statement: string,
  user: string | null,
): Promise<void> {
  const answer = await asApi(project, role, statement, user)
  expect(answer === '42501' ? [] : answer, `${role}: ${statement}`).toEqual([])
}

/** The token's rows: members read and write them, nobody else does, and nobody deletes them. */
export async function expectTokenToBeTheMembers(project: Project, member: string, stranger: string): Promise<void> {
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
