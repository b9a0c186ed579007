/**
 * What keeps this computer's files from being written:
 * - `full`: the disk, or this user's share of it, has no room
 * - `busy`: another program holds the file; on Windows a virus scanner does, and it passes
 * - `read-only`: the disk takes nothing
 * - `denied`: this user is not allowed to
 * - `gone`: the folder is not there, and cannot be made
 * - `failing`: anything else, such as a disk that is broken
 */
export const diskTroubles = ['full', 'busy', 'read-only', 'denied', 'gone', 'failing'] as const
export type DiskTrouble = (typeof diskTroubles)[number]

/** By the codes of `node:fs`. Windows answers with `EPERM` while a scanner reads the file that is to be replaced. */
const byCode: Readonly<Record<string, DiskTrouble>> = {
  ENOSPC: 'full',
  EDQUOT: 'full',
  EFBIG: 'full',
  EBUSY: 'busy',
  ETXTBSY: 'busy',
  EAGAIN: 'busy',
  EROFS: 'read-only',
  EACCES: 'denied',
  EPERM: 'denied',
  ENOENT: 'gone',
  ENOTDIR: 'gone',
  ENODEV: 'gone',
  ENXIO: 'gone',
  ESTALE: 'gone',
}

/** What an error of `node:fs` means. `platform`: as `process.platform` names it. */
export function diskTroubleOf(error: unknown, platform: string): DiskTrouble {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (platform === 'win32' && (code === 'EPERM' || code === 'EACCES')) return 'busy'
  return byCode[code] ?? 'failing'
}

const named = 'disk.'

/** What must be on disk before a step is taken could not be put there. Its name says why, and quotes no path. */
export class DiskError extends Error {
  override readonly name: string

  constructor(trouble: DiskTrouble) {
    super(`The disk does not take it: ${trouble}`)
    this.name = `${named}${trouble}`
  }
}

/** What the disk's trouble is where a problem of the keeper, told by its name, is that of a `DiskError`; else null. */
export function diskTroubleIn(problem: { readonly at: string; readonly what?: string }): DiskTrouble | null {
  if (problem.at !== 'keeper') return null
  return diskTroubles.find((each) => problem.what === `${named}${each}`) ?? null
}
