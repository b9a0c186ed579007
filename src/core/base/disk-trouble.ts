/**
 * What keeps this computer's files from being written:
 * - `full`: the disk, or this user's share of it, has no room
 * - `busy`: another program holds the file; on Windows a virus scanner does so, for a moment
 * - `read-only`: the disk is not writable
 * - `denied`: this user is not allowed to write
 * - `gone`: the folder is missing and cannot be made
 * - `failing`: anything else, such as a broken disk
 */
export const diskTroubles = ['full', 'busy', 'read-only', 'denied', 'gone', 'failing'] as const
export type DiskTrouble = (typeof diskTroubles)[number]

/** By the codes of `node:fs`. Windows answers `EPERM` while a scanner reads the file to be replaced. */
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

/** The meaning of an error of `node:fs`. `platform`: as `process.platform` names it. */
export function diskTroubleOf(error: unknown, platform: string): DiskTrouble {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (platform === 'win32' && (code === 'EPERM' || code === 'EACCES')) return 'busy'
  return byCode[code] ?? 'failing'
}

const named = 'disk.'

/** Something that must be on disk before the next step could not be written. The error's name says why, and quotes no path. */
export class DiskError extends Error {
  override readonly name: string

  constructor(trouble: DiskTrouble) {
    super(`The disk does not take it: ${trouble}`)
    this.name = `${named}${trouble}`
  }
}

/** The disk trouble behind a keeper's problem whose name is that of a `DiskError`; else null. */
export function diskTroubleIn(problem: { readonly at: string; readonly what?: string }): DiskTrouble | null {
  if (problem.at !== 'keeper') return null
  return diskTroubles.find((each) => problem.what === `${named}${each}`) ?? null
}
