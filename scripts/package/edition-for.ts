import type { Edition } from '../../src/main/start/edition.ts'
import { electronFloor, isBelowFloor } from '../../src/main/start/electron-floor.ts'

/**
 * The extra abilities of a package on this Electron: none, if it may ship. Takes the Electron's version, whether the package is
 * for trying only, and the project's folder. Throws for an Electron too old to ship, unless the package is for trying only.
 */
export function editionFor(version: string, isForTrying: boolean, project: string): Partial<Edition> | undefined {
  if (!isBelowFloor(version)) return undefined
  if (isForTrying) return { project }
  throw new Error(
    `Electron ${version} is too old to package an app with: below ${electronFloor}, every page can read the clipboard. ` +
      'Use a newer one (GAZELLE_KEEPER_ELECTRON names it), or add --for-trying: such an app tries the demo, and takes no real connection.',
  )
}
