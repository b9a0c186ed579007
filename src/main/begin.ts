import { join } from 'node:path'
import { app } from 'electron'
import { rejectedIn } from './start/judge-start.ts'
import { ownSwitches } from './start/known-switches.ts'
import { takesRealConnection, thisEdition } from './start/this-edition.ts'

// What Electron loads first. The packed app looks at what it was started with before any other module of it is there: no
// secret has been read, no window made, and Chromium has no process but the one that this is.

const start = { args: process.argv.slice(1), environment: process.env, platform: process.platform }
const rejected = thisEdition().takesAnySwitch ? [] : rejectedIn(start)
if (rejected.length > 0) {
  const { refuseStart } = await import('./start/refuse-start.ts')
  refuseStart(rejected, start)
} else if (app.commandLine.hasSwitch(ownSwitches.rejected)) {
  const { tellRejected } = await import('./start/refuse-start.ts')
  // Not `await`: Electron gets ready at the end of this module.
  void tellRejected()
} else {
  // What is set up for the app that ships is not for one that may only be tried.
  if (!takesRealConnection() && !app.commandLine.hasSwitch('user-data-dir')) {
    app.setPath('userData', join(app.getPath('appData'), `${app.getName()} (demo)`))
  }
  await import('./index.ts')
}
