import type { Sandbox } from '../../sandbox/index.ts'

type Row = Readonly<Record<string, unknown>>

/** What Supabase Auth knows of a sandbox's member: without it, nobody would be signed in any more. */
export interface KnownMember {
  readonly id: string
  readonly sessions: readonly Row[]
  readonly refreshTokens: readonly Row[]
}

export async function memberOf({ supabase: { sql, member } }: Sandbox): Promise<KnownMember> {
  const [user] = await sql<{ id: string }[]>`select id::text from auth.users where email = ${member.email}`
  const id = user?.id ?? ''
  const sessions = await sql<Row[]>`select * from auth.sessions where user_id = ${id}`
  const refreshTokens = await sql<Row[]>`select * from auth.refresh_tokens where user_id = ${id}`
  return { id, sessions: [...sessions], refreshTokens: [...refreshTokens] }
}

/** Makes the member of a new sandbox the one that was known before, who is signed in where they were. */
export async function bringBack({ supabase }: Sandbox, { id, sessions, refreshTokens }: KnownMember): Promise<void> {
  await supabase.sql.begin(async (sql) => {
    // The id is in several tables, which hold each other to it.
    await sql`set local session_replication_role = replica`
    const [user] = await sql<{ id: string }[]>`select id::text from auth.users where email = ${supabase.member.email}`
    const before = user?.id ?? ''
    await sql`update auth.users set id = ${id} where id = ${before}`
    await sql`update auth.identities set user_id = ${id}, provider_id = ${id} where user_id = ${before}`
    await sql`update system_settings_members set user_id = ${id} where user_id = ${before}`
    await sql`delete from auth.sessions where user_id = ${before}`
    await sql`delete from auth.refresh_tokens where user_id = ${before}`
    await sql`
      insert into auth.sessions
      select * from jsonb_populate_recordset(null::auth.sessions, ${JSON.stringify(sessions)}::text::jsonb)`
    await sql`
      insert into auth.refresh_tokens
      select * from jsonb_populate_recordset(null::auth.refresh_tokens, ${JSON.stringify(refreshTokens)}::text::jsonb)`
  })
}
