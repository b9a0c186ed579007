import { app, dialog, type Tray } from 'electron'
import { unknownState } from '../core/keeper/state.ts'
import { Observed } from '../core/observed.ts'
import { languageOf, translator } from '../shared/catalogue/index.ts'
import { isSignInOpen } from '../shared/snapshot.ts'
import { findConnection } from './connection.ts'
import { notifyOfNeed } from './face/notifier.ts'
import { Popover } from './face/popover.ts'
import { observeSnapshot } from './face/snapshot.ts'
import { createTray } from './face/tray.ts'
import { serveIpc, type VerbHandlers } from './ipc.ts'
import { createKeeper } from './keeper.ts'
import { readOptions } from './options.ts'
import { declarePages, servePages } from './pages.ts'
import { scheduleChecks } from './schedule.ts'
import { openSettings } from './settings.ts'
import { createWebSession } from './sign-in/web-session.ts'
import { SignInWindow } from './sign-in/window.ts'
import { Vault } from './vault.ts'

/** Kept here for the app's whole life: a tray that nobody refers to is collected, and its icon vanishes. */
let tray: Tray

function start(): void {
  const options = readOptions()
  const settings = openSettings()
  const vault = new Vault()
  const connection = findConnection(options.sandboxFolder, settings, vault)
  const language = languageOf(app.getLocale())
  const gazelleUrl = connection?.gazelleUrl ?? settings.get('gazelleUrl')

  const signIn = new SignInWindow({
    gazelleUrl,
    title: translator(language)('sign-in.title'),
    secrets: vault.keeping,
    onCredential: (credential) => void keeper?.offer(credential),
    patienceMilliseconds: options.patienceMilliseconds,
  })
  const webSession = createWebSession({
    gazelleUrl,
    secrets: vault.keeping,
    isBusy: () => isSignInOpen(signIn.phase.value),
  })
  const keeper = connection && createKeeper(connection, vault, webSession)
  keeper?.offers.subscribe((result) => result !== null && signIn.tell(result))
  const { snapshot, refresh } = observeSnapshot(
    {
      language,
      isConnected: connection !== null,
      isSandbox: connection?.isSandbox ?? false,
      secrets: vault.keeping,
    },
    keeper?.state ?? new Observed(unknownState),
    signIn.phase,
  )

  const popover = new Popover()
  const check = async (asked: boolean, forced = false) => {
    refresh()
    await keeper?.check({ asked, forced })
  }
  const showSignIn = () => {
    if (connection === null) return
    popover.hide()
    signIn.show()
  }
  const showPopover = () => {
    popover.show(tray)
    void check(false)
  }

  servePages()
  const verbs: VerbHandlers = {
    check: () => check(true),
    renew: () => check(true, true),
    'sign-in': showSignIn,
    'sign-in.reload': () => signIn.reload(),
    'sign-in.cancel': () => signIn.close(),
    'save-held': () => check(true),
    'close-popover': () => popover.hide(),
  }
  serveIpc(snapshot, verbs, (height) => popover.fit(height))
  tray = createTray(snapshot, {
    toggle: () => popover.toggle(showPopover),
    show: showPopover,
    check: () => void check(true),
    renew: () => void check(true, true),
    signIn: showSignIn,
    quit: () => app.quit(),
  })
  notifyOfNeed(snapshot, settings, showSignIn)
  app.on('second-instance', showPopover)
  app.on('activate', showPopover)
  if (options.opensPopover) popover.show(tray)
  scheduleChecks(() => check(false), snapshot)
}

/** A tray application that failed to start would be an invisible process: it says why, and ends. */
function endWithReason(error: unknown): void {
  const reason = error instanceof Error ? error.message : String(error)
  if (app.isPackaged) dialog.showErrorBox(app.getName(), reason)
  else console.error(reason)
  app.exit(1)
}

if (app.requestSingleInstanceLock()) {
  declarePages()
  // Root cannot have Chromium's sandbox and says so by this switch; everybody else gets it for every page.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
  // A tray application lives on without a window.
  app.on('window-all-closed', () => undefined)
  app.dock?.hide()
  // Not `await`: at the top level of an ES module it would wait for itself.
  void app.whenReady().then(start).catch(endWithReason)
} else {
  app.quit()
}
