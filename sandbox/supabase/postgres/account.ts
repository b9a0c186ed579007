import { execFileSync, spawnSync } from 'node:child_process'

/** The system account that PostgreSQL runs as; if both are undefined, this process's own. */
export interface Account {
  readonly uid?: number
  readonly gid?: number
}

// Not `postgres`: that account owns the data of the machine's real PostgreSQL, if there is one.
const name = 'gazelle-sandbox'

/**
 * Gives the account for PostgreSQL, which refuses to run as root: this process's own, or, for root on Linux, a system account
 * without a home and a shell, made when first needed. Throws if that cannot be done.
 */
export function postgresAccount(): Account {
  if (process.getuid?.() !== 0) return {}
  if (process.platform !== 'linux') throw new Error('PostgreSQL does not run as root: start the sandbox without sudo.')
  return findAccount() ?? makeAccount()
}

function findAccount(): Account | null {
  const id = (flag: string) => spawnSync('id', [flag, name], { encoding: 'utf8' })
  const uid = id('-u')
  return uid.status === 0 ? { uid: Number(uid.stdout), gid: Number(id('-g').stdout) } : null
}

function makeAccount(): Account {
  const attempts: [string, string[]][] = [
    [
      'useradd',
      ['--system', '--user-group', '--no-create-home', '--home-dir', '/nonexistent', '--shell', '/bin/false'],
    ],
    ['adduser', ['-S', '-D', '-H', '-h', '/nonexistent', '-s', '/bin/false']], // BusyBox
  ]
  let cause: unknown
  for (const [command, flags] of attempts) {
    try {
      execFileSync(command, [...flags, name], { stdio: 'pipe' })
    } catch (error) {
      cause = error
    }
    // Look the account up even after a failure: another sandbox may have made it at the same moment.
    const account = findAccount()
    if (account) return account
  }
  throw new Error(`PostgreSQL does not run as root, and the system account ${name} could not be made for it.`, {
    cause,
  })
}

/** Whether the account may read (and so execute or enter) `path`, through all the folders above it. */
export function canReach(account: Account, path: string): boolean {
  if (account.uid === undefined) return true
  return spawnSync('test', ['-r', path, '-a', '-x', path], { ...account, cwd: '/' }).status === 0
}
