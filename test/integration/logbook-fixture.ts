import type { Sql, TransactionSql } from 'postgres'
import { migrate } from '../../sandbox/supabase/database.ts'
import { logbookSql } from '../../src/core/supabase/setup/logbook-migration.ts'
import type { SettingsNames } from '../../src/core/supabase/setup/migration.ts'
import { keyText } from './projects.ts'

/** Runs SQL that is one transaction, as the SQL editor does. */
export async function runWhole(sql: Sql, text: string): Promise<void> {
  const connection = await sql.reserve()
  try {
    await connection.unsafe(text)
  } catch (error) {
    await connection.unsafe('rollback')
    throw error
  } finally {
    connection.release()
  }
}

export const addLogbook = (sql: Sql, names: SettingsNames = {}) => runWhole(sql, logbookSql(names))
export const removeLogbook = (sql: Sql, names: SettingsNames = {}) => runWhole(sql, logbookSql(names, true))

/** A project with both migrations, and a member of it. */
export async function withLogbook(sql: Sql): Promise<string> {
  await migrate(sql)
  await addLogbook(sql)
  const [user] =
    await sql`insert into auth.users (id, email) values (gen_random_uuid(), 'ann@piano.example') returning id`
  const member: string = user?.['id']
  await sql`insert into system_settings_members (user_id) values (${member})`
  return member
}

/** Puts a value in the token's row, as a program does that knows of nothing. */
export const put = (sql: Sql | TransactionSql, value: unknown, key = keyText) =>
  sql`insert into system_settings (key, value) values (${key}, ${JSON.stringify(value)}::text::jsonb)
    on conflict (key) do update set value = excluded.value`

export interface Write {
  readonly id: number
  readonly what: string
  readonly before: string | null
  readonly after: string | null
  readonly role: string
  readonly application: string | null
  readonly user: string | null
  readonly byKeeper: boolean
  readonly keeper: string | null
  readonly isKept: boolean
}

export interface SqlLogbook {
  readonly keepers: readonly Record<string, unknown>[]
  readonly writes: readonly Write[]
}
