import { randomUUID } from 'node:crypto'
import fs, { closeSync, constants, fstatSync, mkdirSync, openSync, rmSync } from 'node:fs'
import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { writeSafelySync } from './safe-file.ts'

/** Where the data that must survive a crash is kept. */
export type StatePlace =
  | { readonly in: 'folder'; readonly folder: string }
  /**
   * It ends with the process. `why`: nobody wants it kept (`wanted`), there is no home folder (`no-home`) or no secret to seal it
   * with (`no-secret`), or the system's error (`EROFS`; `EACCES` if the folder is another user's, `ELOOP` or `ENOTDIR` if a link
   * is in its place). `folder`: the folder that cannot be written,
   * or null; files of earlier runs there may be readable.
   */
  | { readonly in: 'memory'; readonly why: string; readonly folder: string | null }

/** Where the journal is kept: in a folder or in memory, in the row beside the token, or in a place of the program's own. */
export type JournalKeeping = StatePlace | { readonly in: 'row' } | { readonly in: 'own-place' }

/**
 * The folder of this computer for what programs keep between two runs, and in it ours; null where there is no home folder.
 * Linux: `$XDG_STATE_HOME`, else `~/.local/state`. macOS: `~/Library/Application Support`. Windows: `%LOCALAPPDATA%`.
 */
export function defaultStateFolder(
  { platform, env }: Pick<NodeJS.Process, 'platform' | 'env'> = process,
  home: string | null = homeFolder(),
): string | null {
  const named = platform === 'win32' ? env['LOCALAPPDATA'] : platform === 'darwin' ? undefined : env['XDG_STATE_HOME']
  const usual = { win32: 'AppData/Local', darwin: 'Library/Application Support' }[platform as string] ?? '.local/state'
  const inHome = home === null ? null : join(home, usual)
  // A path that is not absolute counts as none, as the XDG specification wants.
  const base = named !== undefined && isAbsolute(named) ? named : inHome
  return base === null ? null : join(base, 'gazelle-keeper')
}

/**
 * Makes the folder, private to its owner, and tries to write in it as the journal does, to the disk itself. A link in its place is not followed: it would have the
 * rights of another folder changed, and put secrets there. Takes null for memory alone; undefined for the
 * default folder. Never throws.
 */
export function openStateFolder(wanted: string | null | undefined): StatePlace {
  if (wanted === null) return { in: 'memory', why: 'wanted', folder: null }
  const folder = wanted ?? defaultStateFolder()
  if (folder === null) return { in: 'memory', why: 'no-home', folder: null }
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    makePrivate(folder)
    const trial = join(folder, `${randomUUID()}.trial`)
    writeSafelySync(trial, 'x')
    rmSync(trial)
    return { in: 'folder', folder }
  } catch (error) {
    return { in: 'memory', why: (error as NodeJS.ErrnoException).code ?? 'unknown', folder }
  }
}

/** Throws where the folder is somebody else's, is none, or a link. Windows has its rights from the folder above. */
function makePrivate(folder: string): void {
  if (process.platform === 'win32') return
  const opened = openSync(folder, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW)
  try {
    const { uid, mode } = fstatSync(opened)
    if (uid !== process.getuid?.()) throw Object.assign(new Error('not own'), { code: 'EACCES' })
    // Not imported by its name: Deno 2.1 has no such function, and would load none of this.
    if ((mode & 0o777) !== 0o700) fs.fchmodSync(opened, 0o700)
  } finally {
    closeSync(opened)
  }
}

function homeFolder(): string | null {
  try {
    const home = homedir()
    return isAbsolute(home) ? home : null
  } catch {
    // Neither the environment nor the system's list of users knows one.
    return null
  }
}
