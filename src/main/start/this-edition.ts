import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { app } from 'electron'
import { type Edition, editionFile, shippedEdition } from './edition.ts'
import { isBelowFloor } from './electron-floor.ts'

/** This package's edition. In development there is no package, and everything is allowed that the scripts need. */
export function thisEdition(): Edition {
  const folder = app.getAppPath()
  // Electron calls an app packaged by the name of its program alone, which anybody may change.
  const isPacked = app.isPackaged || folder.endsWith('.asar')
  if (!isPacked) return { takesAnySwitch: true, takesAnyElectron: true, project: folder, updates: null }
  try {
    return { ...shippedEdition, ...JSON.parse(readFileSync(join(folder, editionFile), 'utf8')) }
  } catch {
    return shippedEdition
  }
}

/**
 * Whether the app takes a real connection. False leaves only the demo, because Electron is not safe enough: see
 * `electron-floor.ts`.
 */
export function takesRealConnection(): boolean {
  return thisEdition().takesAnyElectron || !isBelowFloor(process.versions['electron'] ?? '')
}

/**
 * Whether the system is to hand this app its links: the app that ships alone. One in development, of the tests or for trying would
 * take them from it.
 */
export function takesLinks(): boolean {
  return !thisEdition().takesAnySwitch && takesRealConnection()
}
