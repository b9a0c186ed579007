import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import { UpdateFault } from '../../core/updates/fault.ts'
import type { ReleaseFile } from '../../core/updates/feed.ts'
import { onDisk } from './fetch-file.ts'

/** The package managers that can own the program. */
export type PackageFormat = 'deb' | 'rpm'

/**
 * Run by root. It copies the file to where the person's own programs cannot write, and compares it with the checksum there: between
 * the look by the app and the installation somebody could have changed it. Then it says that it is root, and waits for a word. Where
 * there is a program that also fetches what the package needs, it is asked first. `$1` is the file, `$2` its SHA-512, `$3` deb or rpm.
 */
const asRoot = `set -e
umask 022
PATH=/usr/sbin:/usr/bin:/sbin:/bin
export PATH
folder=$(mktemp -d /var/tmp/gazelle-keeper-update.XXXXXXXX)
trap 'code=$?; rm -rf "$folder"; test $code = 0 || exit 1' EXIT
file="$folder/update.$3"
cp -- "$1" "$file"
printf '%s  %s\\n' "$2" "$file" | sha512sum --check --status
exec 3>&1 >&2
echo root >&3
exec 3>&-
read -r word && test "$word" = go
case "$3" in
deb)
  export DEBIAN_FRONTEND=noninteractive
  if command -v apt-get >/dev/null; then apt-get -qq -o DPkg::Lock::Timeout=60 --yes --no-remove install "$file"; else dpkg -i "$file"; fi
  ;;
rpm)
  if command -v dnf >/dev/null; then dnf --assumeyes --quiet install "$file"; else rpm -U "$file"; fi
  ;;
esac
`

export interface InstallPackageOptions {
  /** What asks the person for the system's password and then is root: its program and its arguments. Empty where nobody has to be asked. */
  readonly elevate?: readonly string[]
  /** Begins the installation when it suits, or rejects: then there is none. */
  readonly when?: (install: () => Promise<void>) => Promise<void>
}

/** The program that asks for the system's password, if this computer has one. */
export const pkexec = '/usr/bin/pkexec'

/** Whether packages can be installed from here. */
export async function canInstallPackages(): Promise<boolean> {
  if (process.getuid?.() === 0) return true
  return await access(pkexec, constants.X_OK).then(
    () => true,
    () => false,
  )
}

/** How root is reached from here. */
export const elevation = (): readonly string[] => (process.getuid?.() === 0 ? [] : [pkexec])

/** Codes of pkexec: the person has closed the question, or may not have it done. */
const declinedCodes = [126, 127]

/**
 * Has the system's package manager install a fetched package. It is never one of an older version: the feed's choice was before.
 * The person is asked for the password first, which may take long; then `when` is called, and only what it begins installs. Rejects
 * with an `UpdateFault`, or as `when` does; what the package manager said is its cause.
 */
export async function installPackage(
  fetched: string,
  { sha512 }: Pick<ReleaseFile, 'sha512'>,
  format: PackageFormat,
  { elevate = elevation(), when = (install) => install() }: InstallPackageOptions = {},
): Promise<void> {
  await onDisk(() => access(fetched))
  const [program = '/bin/sh', ...args] = [...elevate, '/bin/sh', '-c', asRoot, 'sh', fetched, sha512, format]
  const { child, ended } = start(program, args)
  const isRoot = await Promise.race([once(child.stdout, 'data').then(() => true), ended.then(() => false)])
  if (isRoot) {
    try {
      await when(async () => {
        child.stdin.end('go\n')
        judge(await ended, false)
      })
    } finally {
      // Nothing to read, and so nothing is installed.
      child.stdin.end()
    }
  }
  judge(await ended, elevate.length > 0 && !isRoot)
}

/** Throws an `UpdateFault` unless it went well. `mayBeDeclined`: the code may be that of a person who has said no. */
function judge({ code, said }: { code: number; said: string }, mayBeDeclined: boolean): void {
  if (code === 0) return
  if (mayBeDeclined && declinedCodes.includes(code)) throw new UpdateFault('declined')
  throw new UpdateFault('not-taken', new Error(said.trim().split('\n').slice(-3).join('\n')))
}

/** The command by which a person installs a fetched package, where the app cannot. */
export function commandFor(fetched: string, format: PackageFormat): string {
  const quoted = `'${fetched.replaceAll("'", `'\\''`)}'`
  return format === 'deb' ? `sudo apt install ${quoted}` : `sudo dnf install ${quoted}`
}

/** Runs a program, and tells how it ended. Never rejects: one that cannot be run has the code 1. */
function start(program: string, args: readonly string[]) {
  const child = spawn(program, args, { stdio: 'pipe', cwd: '/' })
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => {
    said = (said + chunk).slice(-10_000)
  })
  // A program that has ended reads no more.
  child.stdin.on('error', () => undefined)
  const ended = new Promise<{ code: number; said: string }>((resolve) => {
    child.once('error', (error) => resolve({ code: 1, said: String(error) }))
    child.once('close', (code) => resolve({ code: code ?? 1, said }))
  })
  return { child, ended }
}
