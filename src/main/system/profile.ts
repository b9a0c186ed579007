import { randomUUID } from 'node:crypto'
import { copyFileSync, lstatSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { app } from 'electron'
import { fingerprint } from '../../core/token/fingerprint.ts'

/**
 * Lets Chromium start where the profile's folder takes nothing: read-only, not this user's, gone and not to be made. It then
 * keeps what it needs for itself in the system's folder for temporary files, and takes the lock of the only instance there:
 * in the profile it would say that another one is running. What is ours is read in the profile all the same, and kept in
 * memory. Call it before the app is ready. Gives whether this is the only instance. `platform`: as `process.platform` names it.
 */
export function takeLock(platform: NodeJS.Platform = process.platform): boolean {
  const folder = app.getPath('userData')
  if (takesNames(folder, platform)) return app.requestSingleInstanceLock()
  const spare = spareFolder(folder, platform)
  if (spare === null) return app.requestSingleInstanceLock()
  const state = join(app.getPath('sessionData'), 'Local State')
  app.setPath('sessionData', spare)
  // On Windows it holds the key that the secrets are sealed with, itself sealed for this user.
  copy(state, join(spare, 'Local State'))
  app.setPath('userData', spare)
  const isOnly = app.requestSingleInstanceLock()
  app.setPath('userData', folder)
  // On macOS it is elsewhere anyway.
  if (platform !== 'darwin') app.setAppLogsPath(join(spare, 'logs'))
  return isOnly
}

/** Whether the folder takes new names, which is what a lock needs. A disk that is full takes them, though nothing in them. */
function takesNames(folder: string, platform: NodeJS.Platform): boolean {
  const trial = join(folder, `${randomUUID()}.trial`)
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    if (platform === 'win32') writeFileSync(trial, '', { flag: 'wx' })
    else symlinkSync('trial', trial)
    rmSync(trial)
    return true
  } catch {
    return false
  }
}

/** A folder that is this user's alone, the same at each start; null where there is none. */
function spareFolder(profile: string, platform: NodeJS.Platform): string | null {
  const { uid = 0 } = process.getuid === undefined ? {} : { uid: process.getuid() }
  for (const base of [process.env['XDG_RUNTIME_DIR'], tmpdir()]) {
    if (!base) continue
    const spare = join(base, `gazelle-keeper-${uid}-${fingerprint(profile)}`)
    try {
      mkdirSync(spare, { recursive: true, mode: 0o700 })
      const { mode, uid: owner } = lstatSync(spare)
      // Somebody else's, in a folder that is everybody's, could be read by them.
      const isOwn = platform === 'win32' || (owner === uid && (mode & 0o077) === 0)
      if (isOwn && lstatSync(spare).isDirectory() && takesNames(spare, platform)) return spare
    } catch {
      // The next may do.
    }
  }
  return null
}

function copy(from: string, to: string): void {
  try {
    copyFileSync(from, to)
  } catch {
    // There is none before the first start.
  }
}
