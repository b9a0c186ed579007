import { spawnSync } from 'node:child_process'

/** How apt may be used here: as root, by a sudo without a password, not by this user, or there is none. */
export type AptAccess = 'root' | 'sudo' | 'denied' | 'absent'

/** Finds out how apt may be used, without ever asking for a password. */
export function aptAccess(): AptAccess {
  if (spawnSync('apt-get', ['--version']).status !== 0) return 'absent'
  if (process.getuid?.() === 0) return 'root'
  return spawnSync('sudo', ['-n', 'true']).status === 0 ? 'sudo' : 'denied'
}

/** Gives those of `packages` that the package lists know a version of. */
export function packagesWithCandidate(packages: string[]): Set<string> {
  const policy = spawnSync('apt-cache', ['policy', ...packages], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  })
  return readCandidates(policy.stdout ?? '')
}

/** Takes the output of `apt-cache policy` in the C locale; gives the packages that have a candidate. */
export function readCandidates(policyOutput: string): Set<string> {
  const blocks = policyOutput.split(/^(?=\S)/m)
  const available = blocks.filter((block) => /^\s+Candidate: (?!\(none\))/m.test(block))
  return new Set(available.map((block) => block.slice(0, block.indexOf(':'))))
}

/**
 * Whether this system's library packages end in t64 (Debian 13, Ubuntu 24.04 and their derivatives). The installed packages show
 * it before any package list has been fetched.
 */
export function namesHaveTime64(): boolean {
  return listsInstalled(spawnSync('dpkg', ['--list', '*t64'], { encoding: 'utf8' }).stdout ?? '')
}

/** Takes the output of `dpkg --list`, which also names packages that others only mention; gives whether any is installed. */
export function listsInstalled(dpkgOutput: string): boolean {
  return /^\wi\s/m.test(dpkgOutput)
}

/** Fetches the package lists. Goes on if a source fails: the others may be enough. */
export function updatePackageLists(access: AptAccess): void {
  runApt(access, ['update'])
}

/** Installs `packages`; gives undefined, or apt's last lines if it failed. */
export function installPackages(access: AptAccess, packages: string[]): string | undefined {
  const { status, stderr, stdout } = runApt(access, ['install', '-y', '--no-install-recommends', ...packages])
  if (status === 0) return undefined
  return (stderr.trim() || stdout.trim()).split('\n').slice(-5).join('\n')
}

/** The command for a person to install `packages`. */
export function installLine(packages: string[]): string {
  return `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${packages.join(' ')}`
}

/** Waits up to two minutes for another apt to finish instead of failing at its lock. */
function runApt(access: AptAccess, words: string[]) {
  const command = ['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-o', 'DPkg::Lock::Timeout=120', ...words]
  const [program = '', ...args] = access === 'sudo' ? ['sudo', '-n', ...command] : command
  return spawnSync(program, args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
}
