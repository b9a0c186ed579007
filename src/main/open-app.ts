import { app, BaseWindow, BrowserWindow, powerMonitor } from 'electron'
import type { Observed } from '../core/base/observed.ts'
import { openOwnAlerts } from '../node/own-alerts.ts'
import { alertWords } from '../shared/alert-wording.ts'
import type { Mistake } from '../shared/snapshot.ts'
import type { Log } from './diagnostics/log.ts'
import { logRules } from './diagnostics/log-rules.ts'
import { MishapsControl } from './diagnostics/mishaps.ts'
import { setLevel } from './diagnostics/open-log.ts'
import { followChanges } from './follow-changes.ts'
import { followKeychain, showWhatHelps } from './follow-keychain.ts'
import { askInDialogue } from './ipc/question.ts'
import { Questions } from './ipc/questions.ts'
import { finishBeforeTheEnd } from './keeper/ending.ts'
import { scheduleChecks } from './keeper/schedule.ts'
import { openKeeperAndSignIn } from './keeper-and-sign-in.ts'
import type { Keychain } from './keychain/keychain.ts'
import { openShell } from './open-shell.ts'
import { Windows } from './open-windows.ts'
import { handlersOf } from './page-handlers.ts'
import { openRemembered } from './remembered.ts'
import { serveOwnPages } from './serve-own-pages.ts'
import { createControls } from './setup/create-controls.ts'
import { observeSetup } from './setup/setup.ts'
import { Answers } from './shell/answers.ts'
import type { FirstIcon } from './shell/first-icon.ts'
import { startRemoteAlerts } from './shell/remote-alerts.ts'
import { observeSnapshot } from './shell/snapshot.ts'
import type { TrayIcon } from './shell/tray.ts'
import { Undo } from './shell/undo.ts'
import { askForClientCertificates } from './sign-in/client-certificate.ts'
import { SignInWay } from './sign-in/sign-in-way.ts'
import type { Links } from './start/links.ts'
import { clearUpAfterStart } from './system/clear-up.ts'
import { Clipboard } from './system/clipboard.ts'
import { DesktopBus } from './system/desktop-bus.ts'
import { systemLinkHandler } from './system/link-handler.ts'
import { outliveNetworkProcess, proxyLogin } from './system/network.ts'
import { readOptions } from './system/options.ts'
import { TrayHost } from './system/tray-host.ts'
import { openOwnPages } from './windows/own-window.ts'
import { PopoverWindow } from './windows/popover-window.ts'

/** The app, once it is started. Keep it: its tray icon vanishes when nothing refers to it. */
export interface RunningApp {
  readonly tray: TrayIcon
  /** Checks the token again, after an error that nobody caught. */
  readonly goOn: () => void
}

/**
 * Puts the app together and starts it behind its first icon; call it when Electron is ready. `mistake`: the latest uncaught error.
 */
export async function openApp(
  keychain: Keychain,
  log: Log,
  mistake: Observed<Mistake | null>,
  links: Pick<Links, 'follow'>,
  firstIcon: FirstIcon,
): Promise<RunningApp> {
  const options = readOptions()
  const bus = process.platform === 'linux' ? DesktopBus.connect() : null
  const trayHost = new TrayHost(bus)
  proxyLogin.listen()
  const remembered = await openRemembered(keychain, options.sandboxFolder, log)
  const { disk, settings, vault, activity, chosen, words } = remembered
  const { translate } = words
  const mishaps = new MishapsControl(disk, settings, mistake)
  const clipboard = new Clipboard()
  const keeperAndSignIn = openKeeperAndSignIn(remembered, keychain, clipboard, options)
  const { keeper, signIn, isSignInAttended, oauth, cookies, lookAtSession } = keeperAndSignIn
  logRules(keeper.state, log)
  const now = () => keeper.now()
  const isConnected = () => chosen.connection.value !== null
  const answers = new Answers()
  const undo = new Undo(answers)
  const questions = new Questions(askInDialogue(translate, settingsInSight))
  const controls = createControls({
    settings,
    vault,
    chosen,
    keeper,
    clipboard,
    oauth,
    forgetSession: () => {
      // An open window would go on in the session that is to be forgotten.
      signIn.leave()
      const isForgotten = signIn.forget()
      undo.look()
      return isForgotten
    },
    confirm: questions.confirm,
    above: settingsInSight,
    translate,
    language: words.language,
    alertLanguage: words.alertLanguage,
    watchedRow: keeperAndSignIn.watchedRow,
    isSigningIn: () => signIn.phase.value !== 'closed',
    onShortcut: () => windows.toggle(),
  })
  const { preferences } = controls
  preferences.state.subscribe(() => {
    setLevel(log, settings)
    // Where Gazelle's cookies are kept is one of the preferences.
    void lookAtSession()
  })
  askForClientCertificates(words)
  const { snapshot, refresh } = observeSnapshot({
    secrets: vault.state,
    language: words.language,
    connection: chosen.connection,
    keeper: keeper.state,
    events: activity.events,
    logbook: keeperAndSignIn.logbook,
    signIn,
    isSignInAttended,
    setup: observeSetup(controls),
    mishaps: mishaps.state,
    answer: answers.latest,
    canUndo: answers.canUndo,
    now,
  })
  const check = async (request: { asked?: boolean; forced?: boolean; refreshed?: boolean } = {}) => {
    refresh()
    void lookAtSession()
    if (request.refreshed) void controls.checklist.lookAgain()
    await keeper.check(request)
    void controls.updates.lookIfDue()
  }

  const popover = new PopoverWindow(trayHost, translate)
  const signInWay = new SignInWay({ window: signIn, parts: chosen.parts, settings, ...words })
  const windows = new Windows({
    popover,
    settings,
    translate,
    signIn: signInWay,
    trayHost,
    isConnected,
    isUnread: () => vault.state.value.unread !== null,
    onPopover: () => void check(),
    onSection: (section) => {
      if (section === 'supabase') void controls.checklist.look()
      if (section === 'function') void controls.function.look()
      if (section === 'about') void controls.ownData.look()
    },
  })
  followChanges({
    settings,
    chosen,
    keeper,
    preferences,
    words,
    windows,
    leaveSignIn: () => signIn.leave(),
    forgetSession: async () => void (await signIn.forget()),
    discardPaste: () => controls.paste.discard(),
  })
  // What is newer stays: nothing older is put back over it.
  chosen.parts.subscribe(() => undo.look())
  signIn.phase.subscribe(() => undo.look())
  followKeychain({ vault, chosen, keeper, proxy: controls.proxy })

  const handlers = handlersOf({
    keychain,
    remembered,
    keeperAndSignIn,
    mishaps,
    controls,
    snapshot,
    windows,
    popover,
    signInWay,
    answers,
    undo,
    check,
  })
  const fit = { popover: (height: number) => popover.fit(height), guide: (height: number) => signIn.fit(height) }
  const canRevoke = () => controls.forgetting.canRevoke
  serveOwnPages({ snapshot, handlers, fit, questions, canRevoke, log })
  const tray = openShell({
    snapshot,
    answers,
    activity,
    preferences,
    windows,
    popover,
    handlers,
    trayHost,
    bus,
    firstIcon,
    now,
  })
  startRemoteAlerts({
    snapshot,
    now,
    targets: controls.alerts.targets,
    row: keeperAndSignIn.watchedRow,
    openOwn: (id) =>
      openOwnAlerts({ place: { in: 'folder', folder: app.getPath('userData') }, seal: { id } }, { stays: true }),
    words: (alert, topic) => alertWords(alert, topic, words.alertLanguage()),
    onSpoken: (spoken) => controls.alerts.hear(spoken),
    onMistake: (error) => log.error('alerts', error),
  })
  if (options.opensPopover) void windows.open('popover')
  else if (!isConnected()) showWhatHelps(vault, isConnected, () => void windows.open('settings'))
  links.follow(() => windows.openByLink())
  void systemLinkHandler().register()

  // Files that are only in memory get one more chance.
  app.on('will-quit', () => disk.retry())
  scheduleChecks({ check, state: keeper.state, now })
  finishBeforeTheEnd({
    app,
    power: powerMonitor,
    // Windows announces the end of the session to windows only, and usually there is none.
    sessionWindow: process.platform === 'win32' ? new BaseWindow({ show: false, skipTaskbar: true }) : null,
    keeper,
    undo,
    onHold: () => BrowserWindow.getAllWindows().forEach((window) => void window.hide()),
    onEnd: () => cookies.seal(),
  })
  outliveNetworkProcess(() => {
    void cookies.putBack()
    void check({ refreshed: true })
  })
  clearUpAfterStart(() => BrowserWindow.getAllWindows().length > 0)
  return { tray, goOn: () => void check({ refreshed: true }).catch(() => undefined) }
}

/** The settings window if the person sees it. The popover is no place for a question: it hides when it loses the focus. */
function settingsInSight(): BrowserWindow | null {
  return openOwnPages().find(({ page, window }) => page === 'settings' && window.isVisible())?.window ?? null
}
