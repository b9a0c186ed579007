import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { chownSync, existsSync, readFileSync, realpathSync, renameSync, rmSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve, sep } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import postgres from 'postgres'
import { isAlive } from '../../folder.ts'
import { freePort } from '../../ports.ts'
import { writeSecretFile } from '../../secrets.ts'
import { type Account, postgresAccount } from './account.ts'
import { dataPlace, type Programs, serverPrograms } from './place.ts'

/** A running PostgreSQL on 127.0.0.1. */
export interface PostgresServer {
  /** `postgres://…`, for the superuser. */
  readonly url: string
  /** Shuts down cleanly; the data stays. */
  stop(): Promise<void>
}

/**
 * Starts the PostgreSQL of the sandbox in `folder`, on its earlier data or on new data, on a free port of 127.0.0.1. First stops
 * a server left behind by a killed sandbox. The caller holds the folder's lock.
 * @param password of the superuser; existing data keeps its own
 * @param like the folder of a sandbox whose server is stopped; new data is a copy of its data, with its password
 */
export async function startPostgres(folder: string, password: string, like?: string): Promise<PostgresServer> {
  const account = postgresAccount()
  const programs = await serverPrograms(account)
  const place = dataPlace(folder, account)
  const isTemporary = resolve(folder).startsWith(realpathSync(tmpdir()) + sep)
  const cluster: Cluster = { account, programs, place, data: join(place, 'data'), isTemporary }

  if (existsSync(join(cluster.data, 'PG_VERSION'))) await takeDownLeftBehind(cluster, password)
  else if (like !== undefined) await copyData(cluster, join(realpathSync(join(like, 'postgres')), 'data'))
  else await initialise(cluster, password)

  const port = await start(cluster)
  const guard = guardAgainstKill(cluster)
  return {
    url: superuserUrl(port, password),
    async stop() {
      // The guard goes first: if it came late, its own stop could hit the next server on this data.
      guard?.kill('SIGKILL')
      guard?.stdin?.destroy()
      await stop(cluster)
    },
  }
}

interface Cluster {
  readonly account: Account
  readonly programs: Programs
  /** The account's own folder, which contains the data. */
  readonly place: string
  readonly data: string
  /** Its folder is among the temporary files: what is there need not outlive the computer, but a kill of every process. */
  readonly isTemporary: boolean
}

const superuserUrl = (port: number | string, password: string): string =>
  `postgres://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`

// Pass only what the programs need: the person's own PGPORT or PGDATA would mislead them.
const options = ({ account, place }: Cluster) => ({
  ...account,
  cwd: place,
  env: { PATH: process.env['PATH'], SystemRoot: process.env['SystemRoot'], LC_ALL: 'C' },
})

async function initialise(cluster: Cluster, password: string): Promise<void> {
  const { account, programs, place, data, isTemporary } = cluster
  // Make the data under another name and rename it once whole: a killed initdb leaves something that looks like a database but is
  // none.
  const draft = `${data}.new`
  rmSync(draft, { recursive: true, force: true })
  const passwordFile = join(place, 'password')
  writeSecretFile(passwordFile, password)
  if (account.uid !== undefined && account.gid !== undefined) chownSync(passwordFile, account.uid, account.gid)
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    shared_buffers: '16MB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_min_error_statement: 'panic', // the text of a failed statement may hold a token
    // On a busy disk a test would wait for minutes until its project is there.
    fsync: isTemporary ? 'off' : 'on',
  }
  const args = [
    `--pgdata=${draft}`,
    '--username=postgres',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--no-instructions',
    ...(isTemporary ? ['--no-sync'] : []),
    ...Object.entries(settings).map(([name, value]) => `--set=${name}=${value}`),
  ]
  try {
    await promisify(execFile)(programs.initdb, args, options(cluster))
  } finally {
    rmSync(passwordFile, { force: true })
  }
  renameSync(draft, data)
}

/** Copies data as the account to which both belong; as `initialise`, it renames it once whole. */
async function copyData(cluster: Cluster, from: string): Promise<void> {
  const draft = `${cluster.data}.new`
  rmSync(draft, { recursive: true, force: true })
  if (process.platform === 'win32') await cp(from, draft, { recursive: true })
  else await promisify(execFile)('cp', ['-Rp', from, draft], options(cluster))
  renameSync(draft, cluster.data)
}

async function start(cluster: Cluster): Promise<number> {
  const log = join(cluster.place, 'postgres.log')
  // Another program may take a free port before the server does.
  for (let attempt = 1; ; attempt++) {
    const port = await freePort()
    try {
      await control(cluster, 'start', '--wait', `--log=${log}`, `--options=-p ${port}`)
      return port
    } catch (cause) {
      if (attempt === 3) throw new Error(`PostgreSQL did not start; see ${log}`, { cause })
    }
  }
}

const stop = (cluster: Cluster) => control(cluster, 'stop', '--wait', '--mode=fast')

const control = ({ programs, data, ...rest }: Cluster, ...args: string[]) =>
  new Promise<void>((resolve, reject) => {
    // No pipes: the server would inherit them and hold them open for its whole life.
    const child = spawn(programs.pg_ctl, [...args, `--pgdata=${data}`], {
      ...options({ programs, data, ...rest }),
      stdio: 'ignore',
      windowsHide: true,
    })
    child.once('error', reject)
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`pg_ctl ${args[0]} ended with ${code}`))))
  })

// A killed sandbox cannot stop its server. This small process outlives it: it waits for the end of a pipe that only this process
// holds, and then stops the server. Windows has no such shell; there the next start stops the server.
function guardAgainstKill(cluster: Cluster): ChildProcess | null {
  if (process.platform === 'win32') return null
  const script = 'cat; exec "$0" stop --mode=fast "--pgdata=$1"'
  const guard = spawn('/bin/sh', ['-c', script, cluster.programs.pg_ctl, cluster.data], {
    ...options(cluster),
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true, // Ctrl-C in the terminal is not for it
  })
  guard.unref()
  return guard
}

/**
 * Stops a server that a killed sandbox left on this data. `postmaster.pid` names a process and a port, but by now the process may
 * be another program's: only a server that answers there with this password and this data is stopped.
 */
async function takeDownLeftBehind(cluster: Cluster, password: string): Promise<void> {
  const pidFile = join(cluster.data, 'postmaster.pid')
  const deadline = Date.now() + 5_000
  while (existsSync(pidFile)) {
    const [pid, , , port] = readFileSync(pidFile, 'utf8').split('\n')
    if (!isAlive(Number(pid))) return // PostgreSQL itself knows what to do with a stale file
    const data = port ? await dataServedAt(superuserUrl(port, password)) : null
    if (data === cluster.data) return await stop(cluster)
    // A server that does not answer may be starting or shutting down; wait a while.
    if (data !== null || Date.now() > deadline) return rmSync(pidFile, { force: true })
    await pause(50)
  }
}

/** Gives the data folder of the server at `url`, empty for another program's server, or null if nothing answers. */
async function dataServedAt(url: string): Promise<string | null> {
  const sql = postgres(url, { max: 1, connect_timeout: 2, onnotice: () => {} })
  try {
    const [row] = await sql<[{ data_directory: string }]>`show data_directory`
    return row.data_directory
  } catch (error) {
    const wrongPassword = '28P01'
    return (error as { code?: string }).code === wrongPassword ? '' : null
  } finally {
    await sql.end({ timeout: 1 })
  }
}
