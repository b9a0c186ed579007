import { join } from 'node:path'
import { app } from 'electron'
import { rejectedIn } from './start/judge-start.ts'
import { ownSwitches } from './start/known-switches.ts'
import { takesRealConnection, thisEdition } from './start/this-edition.ts'

// The module that Electron loads first. The packed app judges what it was started with before the rest of the app is loaded: no
// secret has been read, no window made, and Chromium has no process but this one.

const start = { args: process.argv.slice(1), environment: process.env, platform: process.platform }
const rejected = thisEdition().takesAnySwitch ? [] : rejectedIn(start)
if (rejected.length > 0) {
  const { refuseStart } = await import('./start/refuse-start.ts')
  refuseStart(rejected, start)
} else if (app.commandLine.hasSwitch(ownSwitches.rejected)) {
  const { tellRejected } = await import('./start/refuse-start.ts')
  // Not awaited: Electron gets ready only at the end of this module.
  void tellRejected()
} else {
  // An app that may only be tried must not use the real app's setup.
  if (!takesRealConnection() && !app.commandLine.hasSwitch('user-data-dir')) {
    app.setPath('userData', join(app.getPath('appData'), `${app.getName()} (demo)`))
  }
  if (app.commandLine.hasSwitch(ownSwitches.removes)) {
    const { removeData } = await import('./start/remove-data.ts')
    // Not awaited, as above.
    void removeData()
  } else await import('./index.ts')
}
