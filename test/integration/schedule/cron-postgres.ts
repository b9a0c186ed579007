import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import postgres from 'postgres'
import { freePort } from '../../../sandbox/ports.ts'
import { postgresAccount } from '../../../sandbox/supabase/postgres/account.ts'
import { pgCronHome } from '../../../scripts/system/pg-cron.ts'

/** A PostgreSQL of the system with its pg_cron, on 127.0.0.1 and on data of its own. */
export interface CronPostgres {
  readonly url: string
  /** Ends the server and begins it anew, as a restart of the project does. */
  restart(): Promise<void>
  /** Ends the server, and removes its data. */
  close(): Promise<void>
}

const startsWithinMilliseconds = 30_000

/** Starts one. Throws where this system has no pg_cron: `npm test` installs it. */
export async function startCronPostgres(): Promise<CronPostgres> {
  const home = pgCronHome()
  if (home === null) throw new Error('This system has no pg_cron; npm test installs it.')
  const account = postgresAccount()
  const folder = mkdtempSync(join(tmpdir(), 'cron-postgres-'))
  const passwordFile = join(folder, 'password')
  const password = randomBytes(16).toString('hex')
  writeFileSync(passwordFile, password, { mode: 0o600 })
  for (const path of [passwordFile, folder]) {
    if (account.uid !== undefined && account.gid !== undefined) chownSync(path, account.uid, account.gid)
  }
  const data = join(folder, 'data')
  const port = await freePort()
  const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`
  const options = { ...account, cwd: folder, env: { PATH: process.env['PATH'], LC_ALL: 'C' } }
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    timezone: 'UTC',
    fsync: 'off',
    shared_preload_libraries: 'pg_cron',
    'cron.database_name': 'postgres',
    // Else it would sign in as a client does, and it has no password.
    'cron.use_background_workers': 'on',
  }

  async function start(): Promise<ChildProcess> {
    const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
    const started = spawn(join(home as string, 'bin/postgres'), ['-D', data, ...flags], { ...options, stdio: 'ignore' })
    const giveUpAt = performance.now() + startsWithinMilliseconds
    while (!(await answers(url))) {
      if (started.exitCode !== null || performance.now() > giveUpAt) throw new Error('PostgreSQL did not start.')
      await pause(50)
    }
    return started
  }
  async function stop(child: ChildProcess): Promise<void> {
    guard.kill('SIGKILL')
    // A fast shutdown, in PostgreSQL's words.
    child.kill('SIGINT')
    if (child.exitCode === null) await once(child, 'exit')
  }

  const flags = ['--username=postgres', '--auth=scram-sha-256', '--encoding=UTF8', '--locale=C', '--no-sync']
  execFileSync(join(home, 'bin/initdb'), [`--pgdata=${data}`, `--pwfile=${passwordFile}`, ...flags], options)
  let server = await start()
  let guard = guardAgainstKill(server)
  return {
    url,
    async restart() {
      await stop(server)
      server = await start()
      guard = guardAgainstKill(server)
    },
    async close() {
      await stop(server)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Ends the server when this process is gone, however it went: then a pipe ends that only this process holds. */
function guardAgainstKill(server: ChildProcess): ChildProcess {
  const guard = spawn('/bin/sh', ['-c', `cat >/dev/null; kill -INT ${server.pid}`], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  guard.unref()
  return guard
}

async function answers(url: string): Promise<boolean> {
  const sql = postgres(url, { max: 1, connect_timeout: 2, onnotice: () => undefined })
  try {
    await sql`select 1`
    return true
  } catch {
    return false
  } finally {
    await sql.end({ timeout: 1 })
  }
}
