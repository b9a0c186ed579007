import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Where a runtime came from: the person named it, Electron's own host gave it, or it was made from the npm registry. */
export type ElectronOrigin = 'named' | 'official' | 'registry'

/** One Electron that can be started. `version` has no leading "v". */
export type ElectronRuntime = {
  executablePath: string
  distFolder: string
  version: string
  origin: ElectronOrigin
}

/** Gives the executable's path inside a dist folder, e.g. `electron` on Linux. Takes a value of `process.platform`. */
export function executableInDist(platform: NodeJS.Platform): string {
  if (platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron'
  if (platform === 'win32') return 'electron.exe'
  return 'electron'
}

/** Reads the `version` file that every dist folder carries; undefined when there is none. */
export function distVersion(distFolder: string): string | undefined {
  const file = join(distFolder, 'version')
  return existsSync(file) ? readFileSync(file, 'utf8').trim().replace(/^v/, '') : undefined
}
