import { app } from 'electron'
import type { About } from '../../shared/setup.ts'
import { takesRealConnection, thisEdition } from '../start/this-edition.ts'

/** The versions that run here, for the person and for anyone who helps. */
export function aboutThisApp(): About {
  const { electron = '', chrome = '', node } = process.versions
  return {
    version: app.getVersion(),
    electron,
    chromium: chrome,
    node,
    system: `${process.platform} ${process.getSystemVersion()} ${process.arch}`,
    isDevelopment: thisEdition().project !== null,
    isDemoOnly: !takesRealConnection(),
  }
}
