import { copyFileSync, lstatSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { app } from 'electron'

/**
 * Lets Chromium start if the profile's folder cannot be written: read-only, another user's, or missing and impossible to make.
 * Chromium then keeps its own files in the system's folder for temporary files, and takes the single-instance lock there: in the
 * profile it would report another instance. The app's files are still read from the profile, and changes kept in memory. Call it
 * before the app is ready. Gives whether this is the only instance. `platform`: as `process.platform` names it.
 */
export async function takeLock(platform: NodeJS.Platform = process.platform): Promise<boolean> {
  const folder = app.getPath('userData')
  if (takesNames(folder, platform)) return app.requestSingleInstanceLock()
  // Not for every start: Node's cryptography takes nine milliseconds to load, and the icon waits.
  const { spareName } = await import('../../node/own-places.ts')
  const spare = spareFolder((uid) => spareName(folder, uid), platform)
  if (spare === null) return app.requestSingleInstanceLock()
  const state = join(app.getPath('sessionData'), 'Local State')
  app.setPath('sessionData', spare)
  // On Windows it holds the key that seals the secrets, itself sealed for this user.
  copy(state, join(spare, 'Local State'))
  app.setPath('userData', spare)
  const isOnly = app.requestSingleInstanceLock()
  app.setPath('userData', folder)
  // On macOS the logs are elsewhere anyway.
  if (platform !== 'darwin') app.setAppLogsPath(join(spare, 'logs'))
  return isOnly
}

/** Whether the folder takes new names, which a lock needs. A full disk takes them, though it takes no content. */
function takesNames(folder: string, platform: NodeJS.Platform): boolean {
  const trial = join(folder, `${process.pid}-${Date.now()}.trial`)
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

/** A folder of this user's alone, the same at each start; null if there is none. */
function spareFolder(nameOf: (uid: number) => string, platform: NodeJS.Platform): string | null {
  const { uid = 0 } = process.getuid === undefined ? {} : { uid: process.getuid() }
  for (const base of [process.env['XDG_RUNTIME_DIR'], tmpdir()]) {
    if (!base) continue
    const spare = join(base, nameOf(uid))
    try {
      mkdirSync(spare, { recursive: true, mode: 0o700 })
      const { mode, uid: owner } = lstatSync(spare)
      // If somebody else owns the folder, in a place open to everybody, they could read it.
      const isOwn = platform === 'win32' || (owner === uid && (mode & 0o077) === 0)
      if (isOwn && lstatSync(spare).isDirectory() && takesNames(spare, platform)) return spare
    } catch {
      // Try the next one.
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
