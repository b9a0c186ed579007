import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Sql } from 'postgres'

const migrationsText = fileURLToPath(new URL('../../supabase/migrations/', import.meta.url))

// The state of a new Supabase project: the API's roles, with all rights to everything in `public` until a migration says
// otherwise.
const rolesText = `
do $$
begin
  if to_regrole('anon') is null then create role anon nologin; end if;
  if to_regrole('authenticated') is null then create role authenticated nologin; end if;
  if to_regrole('service_role') is null then create role service_role nologin bypassrls; end if;
end
$$;
grant usage on schema public to anon, authenticated, service_role;
alter default privileges in schema public grant all on tables to anon, authenticated, service_role;
alter default privileges in schema public grant all on functions to anon, authenticated, service_role;
alter default privileges in schema public grant all on sequences to anon, authenticated, service_role;
`

/**
 * Makes an empty database look like a new Supabase project. May be run again.
 * @param supabaseSql Supabase's own SQL: the `auth` schema and its functions
 */
export async function prepareProject(sql: Sql, supabaseSql: readonly string[]): Promise<void> {
  await sql.unsafe(rolesText)
  for (const statements of supabaseSql) await sql.unsafe(statements)
}

/** Runs the project's migrations, in the order of their names; each is one transaction. May be run again. */
export async function migrate(sql: Sql): Promise<void> {
  for (const file of readdirSync(migrationsText)
    .filter((name) => name.endsWith('.sql'))
    .sort()) {
    const connection = await sql.reserve()
    try {
      await connection.unsafe(readFileSync(join(migrationsText, file), 'utf8'))
    } catch (error) {
      await connection.unsafe('rollback')
      throw error
    } finally {
      connection.release()
    }
  }
}

/** Runs an action, and then restores the grants of all tables of the project. */
export async function keepGrants(sql: Sql, action: () => unknown): Promise<void> {
  const before = await sql`
    select pg_class.oid::regclass::text as table, privilege_type as privilege, coalesce(rolname, 'public') as role
    from pg_class cross join aclexplode(relacl) left join pg_roles on pg_roles.oid = grantee
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'f')`
  const tables = await sql`
    select oid::regclass::text as table from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'f')`
  await action()
  for (const { table } of tables)
    await sql.unsafe(`revoke all on ${table} from public, anon, authenticated, service_role`)
  for (const { table, privilege, role } of before)
    await sql.unsafe(`grant ${privilege} on ${table} to ${role === 'public' ? role : `"${role}"`}`)
}
