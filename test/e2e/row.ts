import type { Sandbox } from '../../sandbox/index.ts'

/** The row as the database holds it, asked by SQL past every policy; undefined when there is none. */
export async function rowOf(sandbox: Sandbox): Promise<Record<string, unknown> | undefined> {
  const [row] = await sandbox.supabase.sql<{ value: Record<string, unknown> }[]>`
    select value from system_settings where key = 'gazelle_oauth_token'`
  return row?.value
}

/** Puts a value in the row, as somebody does who writes it by hand. */
export async function writeRow(sandbox: Sandbox, value: unknown): Promise<void> {
  const { sql } = sandbox.supabase
  await sql`
    insert into system_settings (key, value) values ('gazelle_oauth_token', ${JSON.stringify(value)}::text::jsonb)
    on conflict (key) do update set value = excluded.value`
}

/** Makes the row's token one of yesterday: of one that is just issued, a rejection is not believed for a minute. */
export async function ageRow(sandbox: Sandbox): Promise<void> {
  const yesterday = Math.floor(Date.now() / 1000) - 86_400
  await sandbox.supabase.sql`
    update system_settings set value = value || jsonb_build_object('created_at', ${yesterday}::bigint)
    where key = 'gazelle_oauth_token'`
}

/** Ends the row's token; gives the way to see whether the web session has renewed it. */
export async function endToken(sandbox: Sandbox): Promise<() => Promise<boolean>> {
  const before = (await rowOf(sandbox))?.['access_token']
  await ageRow(sandbox)
  sandbox.gazelle.revoke(String(before))
  return async () => (await rowOf(sandbox))?.['access_token'] !== before
}
