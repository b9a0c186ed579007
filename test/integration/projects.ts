import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getAuthSchemaSql, SUPABASE_AUTH_HELPERS_SQL } from '@supabase/lite'
import postgres, { type Sql } from 'postgres'
import { afterAll, beforeAll } from 'vitest'
import { prepareProject } from '../../sandbox/supabase/database.ts'
import { type PostgresServer, startPostgres } from '../../sandbox/supabase/postgres/server.ts'

export const keyText = 'gazelle_oauth_token'

export const guideText = {
  access_token: 'guide',
  refresh_token: 'refresh',
  expires_in: 2_592_000,
  created_at: 1_737_334_800,
}

/** Projects on a PostgreSQL of the test file's own. */
export interface Projects {
  /** A database of its own, as a new Supabase project is before any migration. */
  newProject(): Promise<Sql>
  /** More connections to a project. */
  connect(project: Sql, options: postgres.Options<Record<string, never>>): Sql
}

export function projects(): Projects {
  let folder: string
  let server: PostgresServer
  let admin: Sql
  const open: Sql[] = []
  const connect = (url: string, more: postgres.Options<Record<string, never>> = {}) => {
    const sql = postgres(url, { onnotice: () => {}, ...more })
    open.push(sql)
    return sql
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'migration-'))
    server = await startPostgres(folder, randomUUID())
    admin = connect(server.url)
  })

  afterAll(async () => {
    await Promise.all(open.map((sql) => sql.end({ timeout: 1 })))
    await server.stop()
    rmSync(folder, { recursive: true })
  })

  return {
    async newProject() {
      const name = `project_${randomUUID().replaceAll('-', '')}`
      await admin`create database ${admin(name)}`
      const sql = connect(server.url.replace(/\/postgres$/, `/${name}`))
      await prepareProject(sql, [SUPABASE_AUTH_HELPERS_SQL, getAuthSchemaSql()])
      return sql
    },
    connect: (project, options) => connect(server.url.replace(/\/postgres$/, `/${project.options.database}`), options),
  }
}

/** What `statement` gives to an API role; `user` is the one whom `auth.uid()` names. */
export const as = (sql: Sql, role: 'anon' | 'authenticated' | 'service_role', user: string | null, statement: string) =>
  sql.begin(async (within) => {
    await within`select set_config('role', ${role}, true), set_config('request.jwt.claim.sub', ${user ?? ''}, true)`
    return [...(await within.unsafe(statement))]
  })
