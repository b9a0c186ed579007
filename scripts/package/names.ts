import { join } from 'node:path'
import manifest from '../../package.json' with { type: 'json' }

export const { productName } = manifest
/**
 * The app's program on Linux and Windows: another name than the command line's, since both may be on PATH. Any name but "electron"
 * tells Electron that it is packaged.
 */
export const executableName = `${manifest.name}-app`

/** The program of a packaged app. Takes the app's folder. */
export function programOf(folder: string): string {
  if (process.platform === 'darwin') return join(folder, `${productName}.app/Contents/MacOS/${productName}`)
  return join(folder, process.platform === 'win32' ? `${executableName}.exe` : executableName)
}

/** The resources folder of a packaged app. Takes the app's folder. */
export function resourcesOf(folder: string): string {
  return join(folder, process.platform === 'darwin' ? `${productName}.app/Contents/Resources` : 'resources')
}

/** The command line of a packaged app. Takes the app's folder. */
export function commandLineOf(folder: string): string {
  return join(resourcesOf(folder), 'cli', process.platform === 'win32' ? 'gazelle-keeper.cmd' : 'gazelle-keeper')
}
