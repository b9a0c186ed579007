import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The origin of a runtime: named by the person, from Electron's own host, or made from the npm registry. */
export type ElectronOrigin = 'named' | 'official' | 'registry'

/** One Electron that can be started. `version` has no leading "v". */
export type ElectronRuntime = {
  executablePath: string
  distFolder: string
  version: string
  origin: ElectronOrigin
}

/** Gives the executable's path inside a dist folder, such as `electron` on Linux. Takes a value of `process.platform`. */
export function executableInDist(platform: NodeJS.Platform): string {
  if (platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron'
  if (platform === 'win32') return 'electron.exe'
  return 'electron'
}

/** Reads the `version` file of a dist folder; undefined if there is none. */
export function distVersion(distFolder: string): string | undefined {
  const file = join(distFolder, 'version')
  return existsSync(file) ? readFileSync(file, 'utf8').trim().replace(/^v/, '') : undefined
}
