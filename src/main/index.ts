import { app } from 'electron'
import { Observed } from '../core/base/observed.ts'
import type { Mistake } from '../shared/snapshot.ts'
import { listenToErrors, restart, restartedAt } from './diagnostics/listen.ts'
import { openLog } from './diagnostics/open-log.ts'
import { Unhandled } from './diagnostics/unhandled.ts'
import { asksApart, serveApart } from './keychain/apart.ts'
import { LinuxKeychain } from './keychain/linux.ts'
import { SystemKeychain } from './keychain/system.ts'
import type { RunningApp } from './open-app.ts'
import { FirstIcon } from './shell/first-icon.ts'
import { Links } from './start/links.ts'
import { fetchNoDictionaries } from './system/network.ts'
import { readOptions } from './system/options.ts'
import { takeLock } from './system/profile.ts'
import { declarePages } from './windows/pages.ts'

const isApart = asksApart()
const isOnly = !isApart && (await takeLock())
const log = openLog()
const mistake = new Observed<Mistake | null>(null)
/** Kept here for the app's whole life: a tray icon that nothing refers to is garbage-collected, and vanishes. */
let firstIcon: FirstIcon | null = null
let running: RunningApp | null = null
listenToErrors(
  new Unhandled({
    log,
    mistake,
    goOn: () => running?.goOn(),
    restart,
    restartedAt: restartedAt(),
    now: () => Date.now(),
  }),
  log,
)

async function endWithReason(error: unknown): Promise<void> {
  // A developer who names a sandbox reads the output.
  if (readOptions().sandboxFolder !== null) console.error(error instanceof Error ? error.message : String(error))
  else {
    const { tellStartFailed } = await import('./diagnostics/start-failed.ts')
    await tellStartFailed(error, log)
  }
  app.exit(1)
}

if (isApart) {
  void serveApart()
} else if (isOnly) {
  // macOS hands over a link before the app is ready.
  const links = new Links(app, process.argv)
  declarePages()
  fetchNoDictionaries()
  // Root cannot use Chromium's sandbox, and says so with this switch; for everybody else every page runs in it.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
  // A tray app lives on without a window.
  app.on('window-all-closed', () => undefined)
  app.dock?.hide()
  // Awaited before the app is ready, which waits for the end of this module.
  const keychain = process.platform === 'linux' ? await LinuxKeychain.open() : new SystemKeychain()
  // Not awaited: at the top level of an ES module it would wait for itself.
  void app
    .whenReady()
    .then(async () => {
      firstIcon = new FirstIcon()
      const { openApp } = await import('./open-app.ts')
      running = await openApp(keychain, log, mistake, links, firstIcon)
    })
    .catch(endWithReason)
} else {
  app.quit()
}
