import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import postgres, { type Sql } from 'postgres'
import { type Faults, faults as newFaults } from '../gazelle/faults.ts'
import { readJsonFile, writeJsonFile } from '../json-file.ts'
import { randomPassword, randomToken } from '../secrets.ts'
import { type ApiKeys, startApiThread } from './api.ts'
import { type Mail, readMails } from './mail.ts'
import { startPostgres } from './postgres/server.ts'

export interface SupabaseUser {
  readonly email: string
  readonly password: string
}

/** A private Supabase on 127.0.0.1, with the project's migration run. */
export interface SupabaseSandbox {
  /** Without a trailing slash. The same after a restart, if its port is free. */
  readonly url: string
  readonly publishableKey: string
  readonly secretKey: string
  /** A user on the allow-list. */
  readonly member: SupabaseUser
  /** A user who is not on the allow-list. */
  readonly stranger: SupabaseUser
  /** The database itself, as superuser: row-level security does not apply. Works even while the API is down. */
  readonly sql: Sql
  /** The database's `postgres://…` address, for other programs. */
  readonly databaseUrl: string
  /** The emails that Supabase Auth sent, the oldest first, one-time codes among them; also in mail.jsonl. */
  mails(): Mail[]
  /** Bad answers, delays and cut connections for the API's requests; bad-answers.ts has the known ones. */
  readonly faults: Faults
  /** Takes the API down: connections are refused, the data stays. */
  stop(): Promise<void>
  /** Brings the API back at the same address. */
  start(): Promise<void>
  /** Reads the schema anew: a function that was made since the start is not known before. */
  reload(): Promise<void>
  /** Shifts its clock, as the `Date` header tells it, by so many seconds, from the next answer on. */
  skew(seconds: number): Promise<void>
  /** Empties the settings, like a fresh start: milliseconds, while a new sandbox takes seconds. */
  reset(): Promise<void>
  close(): Promise<void>
}

/** The data kept since the first start. */
interface Kept extends ApiKeys {
  readonly databasePassword: string
  readonly member: SupabaseUser
  readonly stranger: SupabaseUser
  readonly port: number
}

const apiKey = (kind: 'publishable' | 'secret') =>
  `sb_${kind}_${randomBytes(17).toString('base64url').slice(0, 22)}_${randomBytes(6).toString('base64url')}`

const firstStart = (): Kept => ({
  databasePassword: randomToken(),
  jwtSecret: randomToken(),
  publishableKey: apiKey('publishable'),
  secretKey: apiKey('secret'),
  member: { email: 'member@supabase.example', password: randomPassword() },
  stranger: { email: 'stranger@supabase.example', password: randomPassword() },
  port: 0,
})

/**
 * Starts the Supabase of the sandbox in `folder`, with its earlier data. The caller holds the folder's lock.
 * @param folder absolute, without links
 * @param like the folder of a closed sandbox with which a new one begins
 */
export async function openSupabase(folder: string, like?: string): Promise<SupabaseSandbox> {
  const file = join(folder, 'supabase.json')
  const earlier = readJsonFile<Kept>(file)
  const model = earlier === null && like !== undefined ? readJsonFile<Kept>(join(like, 'supabase.json')) : null
  const kept = earlier ?? (model === null ? firstStart() : { ...model, port: 0 })
  writeJsonFile(file, kept) // before the database is made with its password

  const mailFile = join(folder, 'mail.jsonl')
  const faults = newFaults()
  const api = startApiThread({ ...kept, mailFile }, faults, join(folder, 'supabase.log'))
  const closing: (() => Promise<void>)[] = [() => api.close()]
  const close = async () => {
    for (const step of closing.splice(0)) await step()
  }
  try {
    const database = await startPostgres(folder, kept.databasePassword, model === null ? undefined : like)
    closing.push(() => database.stop())
    const url = await api.open(database.url, kept.port, model !== null)
    writeJsonFile(file, { ...kept, port: Number(new URL(url).port) })

    const sql = postgres(database.url, { max: 4, onnotice: () => {} })
    closing.unshift(() => sql.end({ timeout: 1 }))
    await makeUsers(url, kept, sql)
    const { publishableKey, secretKey, member, stranger } = kept
    return {
      url,
      publishableKey,
      secretKey,
      member,
      stranger,
      sql,
      databaseUrl: database.url,
      mails: () => readMails(mailFile),
      faults,
      stop: api.stop,
      start: api.start,
      reload: () => api.reload(database.url),
      skew: api.skew,
      async reset() {
        faults.clear()
        await sql`delete from system_settings`
        await api.skew(0)
      },
      async close() {
        faults.clear() // lets go of what is held
        await close()
      },
    }
  } catch (error) {
    await close()
    throw error
  }
}

async function makeUsers(url: string, { publishableKey, member, stranger }: Kept, sql: Sql): Promise<void> {
  const known = await sql<{ email: string }[]>`select email from auth.users`
  const missing = [member, stranger].filter(({ email }) => !known.some((user) => user.email === email))
  if (missing.length === 0) return

  await Promise.all(
    missing.map(async (user) => {
      const answer = await fetch(`${url}/auth/v1/signup`, {
        method: 'POST',
        headers: { apikey: publishableKey, 'content-type': 'application/json' },
        body: JSON.stringify(user),
      })
      if (!answer.ok) throw new Error(`Supabase did not take the user ${user.email}: ${await answer.text()}`)
    }),
  )
  await sql`
    insert into system_settings_members (user_id) select id from auth.users where email = ${member.email}
    on conflict do nothing`
}
