import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { getAuthSchemaSql, SUPABASE_AUTH_HELPERS_SQL } from '@supabase/lite'
import postgres, { type Row, type Sql } from 'postgres'
import { prepareProject } from '../../sandbox/supabase/database.ts'
import { startPostgres } from '../../sandbox/supabase/postgres/server.ts'

// Projects as Supabase makes them, each a database of its own, and the migration run as a person runs it: the whole file, by
// `psql -f`, or where there is no psql, sent at once as the SQL editor does.

export const keyText = 'gazelle_oauth_token'
export const migrationSql = join(import.meta.dirname, '../../supabase/migrations/20250601000000_system_settings.sql')
const run = promisify(execFile)

export interface Project {
  readonly sql: Sql
  readonly url: string
}

/** What PostgreSQL says besides its answers. */
export interface Word {
  readonly message: string
  readonly hint: string
  readonly detail: string
}

export interface Migrated {
  /** What stopped it, or null. */
  readonly refusal: Word | null
  readonly notices: readonly Word[]
}

export type ApiRole = 'anon' | 'authenticated' | 'service_role'

export interface Databases {
  /** A project in which these statements have been run. */
  newProject(statements: string): Promise<Project>
  /** Runs the migration, or what an older version of it left in a file. */
  migrate(project: Project, file?: string): Promise<Migrated>
  close(): Promise<void>
}

export async function openDatabases(): Promise<Databases> {
  const folder = mkdtempSync(join(tmpdir(), 'tables-'))
  const server = await startPostgres(folder, randomUUID())
  const open: Sql[] = []
  const noticed = new Map<Sql, Word[]>()
  const connect = (url: string): Sql => {
    const words: Word[] = []
    const sql = postgres(url, { onnotice: (notice) => void words.push(wordOf(notice)), max: 1 })
    noticed.set(sql, words)
    open.push(sql)
    return sql
  }
  const admin = connect(server.url)
  const hasPsql = await run('psql', ['--version']).then(
    () => true,
    () => false,
  )

  return {
    async newProject(statements) {
      const name = `table_${randomUUID().replaceAll('-', '')}`
      await admin`create database ${admin(name)}`
      const url = server.url.replace(/\/postgres$/, `/${name}`)
      const sql = connect(url)
      await prepareProject(sql, [SUPABASE_AUTH_HELPERS_SQL, getAuthSchemaSql()])
      await sql.unsafe(statements)
      return { sql, url }
    },
    async migrate({ sql, url }, file = migrationSql) {
      if (hasPsql) {
        const { stderr } = await run('psql', ['-X', '-q', '-f', file, url])
        const words = wordsIn(stderr)
        const [refusal = null] = words.ERROR
        return { refusal, notices: words.NOTICE }
      }
      const notices = noticed.get(sql) ?? []
      notices.length = 0
      try {
        await sql.unsafe(readFileSync(file, 'utf8'))
        return { refusal: null, notices }
      } catch (error) {
        await sql.unsafe('rollback')
        return { refusal: wordOf(error as Partial<Word>), notices }
      }
    },
    async close() {
      await Promise.all(open.map((sql) => sql.end({ timeout: 1 })))
      await server.stop()
      rmSync(folder, { recursive: true })
    },
  }
}

const wordOf = ({ message = '', hint = '', detail = '' }: Partial<Word>): Word => ({ message, hint, detail })

/** What psql writes to stderr: each word of the server's begins with its severity, and its hint and detail follow. */
function wordsIn(stderr: string): Record<'ERROR' | 'NOTICE', Word[]> {
  const words: Record<'ERROR' | 'NOTICE', Word[]> = { ERROR: [], NOTICE: [] }
  let current: { message: string; hint: string; detail: string } | null = null
  const parts = stderr.split(
    /^(?:psql:[^\n]*?: )?(ERROR|NOTICE|WARNING|HINT|DETAIL|CONTEXT|LINE \d+|QUERY|[A-Z]+): {1,2}/m,
  )
  for (let part = 1; part < parts.length; part += 2) {
    const [severity, text = ''] = [parts[part], parts[part + 1]?.trim()]
    if (severity === 'ERROR' || severity === 'NOTICE') {
      current = { message: text, hint: '', detail: '' }
      words[severity].push(current)
    } else if (severity === 'HINT' && current !== null) current.hint = text
    else if (severity === 'DETAIL' && current !== null) current.detail = text
  }
  return words
}

/** Runs a statement as the API does for this role and user, and takes it back. Gives the rows, or the code of the refusal. */
export async function asApi(
  { sql }: Project,
  role: string,
  statement: string,
  user: string | null = null,
): Promise<readonly Row[] | string> {
  const undone = new Error('undone')
  let rows: readonly Row[] = []
  return await sql
    .begin(async (within) => {
      await within`select set_config('role', ${role}, true), set_config('request.jwt.claim.sub', ${user ?? ''}, true)`
      rows = [...(await within.unsafe(statement))]
      throw undone
    })
    .then(
      () => rows,
      (error: { code?: string; message: string }) =>
        error === (undone as unknown) ? rows : (error.code ?? error.message),
    )
}
