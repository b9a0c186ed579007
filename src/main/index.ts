import { setTimeout as pause } from 'node:timers/promises'
import { app, BaseWindow, BrowserWindow, powerMonitor } from 'electron'
import { Observed } from '../core/base/observed.ts'
import type { OfferResult } from '../core/keeper/keeper.ts'
import { translator } from '../shared/catalogue/index.ts'
import type { Step } from '../shared/next-step.ts'
import { isSignInOpen, type Mistake } from '../shared/snapshot.ts'
import { ChosenConnection, secretNames } from './connection/chosen-connection.ts'
import { SecretFiles } from './connection/secret-files.ts'
import { Settings } from './connection/settings.ts'
import { Vault } from './connection/vault.ts'
import { diagnosticsReport, eventWords } from './diagnostics/diagnostics.ts'
import { listenToErrors, restart, restartedAt } from './diagnostics/listen.ts'
import { logRules } from './diagnostics/log-rules.ts'
import { MishapsControl } from './diagnostics/mishaps.ts'
import { levelFor, levelVariable, logFolder, openLog } from './diagnostics/open-log.ts'
import { beginReport, openLogFolder } from './diagnostics/report.ts'
import { tellStartFailed } from './diagnostics/start-failed.ts'
import { Unhandled } from './diagnostics/unhandled.ts'
import { followChanges } from './follow-changes.ts'
import { followKeychain, showWhatHelps, tryAgain } from './follow-keychain.ts'
import { Gate } from './ipc/gate.ts'
import { dispatch, type RequestHandlers, serveIpc, type VerbHandlers } from './ipc/ipc.ts'
import { askInDialogue } from './ipc/question.ts'
import { questionBefore } from './ipc/question-before.ts'
import { ActivityLog } from './keeper/activity-log.ts'
import { CompanyQuestion } from './keeper/company-question.ts'
import { createAppKeeper } from './keeper/create-keeper.ts'
import { CurrentKeeper } from './keeper/current-keeper.ts'
import { finishBeforeTheEnd } from './keeper/ending.ts'
import { scheduleChecks } from './keeper/schedule.ts'
import { asksApart, serveApart } from './keychain/apart.ts'
import type { Keychain } from './keychain/keychain.ts'
import { LinuxKeychain } from './keychain/linux.ts'
import { SystemKeychain } from './keychain/system.ts'
import { Windows } from './open-windows.ts'
import { createControls } from './setup/create-controls.ts'
import { observeSetup } from './setup/setup.ts'
import { setupRequests, setupVerbs } from './setup/verbs.ts'
import { startMishapNotices } from './shell/mishap-notices.ts'
import { startNotifier } from './shell/notifier.ts'
import { openNotifications } from './shell/open-notifications.ts'
import { followSignInAttention } from './shell/sign-in-attention.ts'
import { observeSnapshot } from './shell/snapshot.ts'
import { TrayIcon } from './shell/tray.ts'
import { askForClientCertificates } from './sign-in/client-certificate.ts'
import { KeptCookies } from './sign-in/kept-cookies.ts'
import { SignInWay } from './sign-in/sign-in-way.ts'
import { createWebSession } from './sign-in/web-session.ts'
import { SignInWindow } from './sign-in/window.ts'
import { takesRealConnection, thisEdition } from './start/this-edition.ts'
import { DesktopBus } from './system/desktop-bus.ts'
import { Disk } from './system/disk.ts'
import { fetchNoDictionaries, outliveNetworkProcess, proxyLogin } from './system/network.ts'
import { readOptions } from './system/options.ts'
import { takeLock } from './system/profile.ts'
import { TrayHost } from './system/tray-host.ts'
import { openOwnPages } from './windows/own-window.ts'
import { declarePages, servePages } from './windows/pages.ts'
import { PopoverWindow } from './windows/popover-window.ts'

/** Kept here for the app's whole life: a tray that nobody refers to is collected, and its icon vanishes. */
let tray: TrayIcon
const isApart = asksApart()
const isOnly = !isApart && takeLock()
const log = openLog()
const mistake = new Observed<Mistake | null>(null)
/** How the token is looked after again where an error has come in between. */
let goOn = (): void => undefined
listenToErrors(
  new Unhandled({ log, mistake, goOn: () => goOn(), restart, restartedAt: restartedAt(), now: () => Date.now() }),
  log,
)

/** So long the start waits for the keychain; whatever it does, the icon is there soon. */
const keychainMilliseconds = 1_000

async function start(keychain: Keychain): Promise<void> {
  const options = readOptions()
  const bus = process.platform === 'linux' ? DesktopBus.connect() : null
  const trayHost = new TrayHost(bus)
  proxyLogin.listen()
  const folder = app.getPath('userData')
  const disk = new Disk()
  disk.trouble.subscribe((trouble) => log.warn(trouble === null ? 'the disk takes files again' : `disk: ${trouble}`))
  const settings = new Settings(folder, disk)
  const setLogLevel = () => {
    log.level = levelFor(process.env[levelVariable], settings.get('logsDetails'))
  }
  setLogLevel()
  const mishaps = new MishapsControl(disk, settings, mistake)
  const vault = new Vault({
    files: new SecretFiles(folder),
    disk,
    keychain,
    expectsSecrets: () => {
      const { supabaseUrl, gazelleSessionRow } = settings.store
      return supabaseUrl !== null && gazelleSessionRow !== null && vault.get(secretNames.supabaseKey) === null
    },
  })
  await Promise.race([vault.open(false), pause(keychainMilliseconds)])
  const activity = new ActivityLog(folder, disk, (event) => log.info(`event: ${eventWords(event)}`))
  const chosen = new ChosenConnection(options.sandboxFolder, settings, vault, {
    takesReal: takesRealConnection(),
    sandboxHasNames: thisEdition().takesAnySwitch,
  })
  const staysSignedIn = () => settings.get('staysSignedIn')
  const cookies = new KeptCookies({ vault, staysSignedIn, gazelleUrl: () => chosen.parts.value.gazelleUrl })
  const secrets = keychain.sealsCookies ? vault.keeping : 'memory'
  const sessionKeeping = { secrets, staysSignedIn, cookies }

  const keeper = new CurrentKeeper((connection) => {
    const { gazelleUrl } = connection
    const isBusy = () => isSignInOpen(signIn.phase.value)
    const isForgotten = () => isBusy() && !isSignInAttended.value
    const webSession = createWebSession({ ...sessionKeeping, gazelleUrl, isBusy, isForgotten })
    return createAppKeeper(connection, vault, webSession, activity, disk)
  })
  const signIn = new SignInWindow({
    ...sessionKeeping,
    get gazelleUrl() {
      return chosen.parts.value.gazelleUrl
    },
    get title() {
      return translate()('sign-in.title')
    },
    translate: () => translate(),
    // Why none came is told by the window.
    onCredential: (credential) => {
      const askNow = (offer: OfferResult | null) => (offer === 'other-company' ? company.ask() : undefined)
      void keeper
        .offer(credential)
        .then(askNow)
        .catch(() => undefined)
      void controls.oauth.hearSignIn(credential)
    },
    patienceMilliseconds: options.patienceMilliseconds,
  })
  const isSignInAttended = followSignInAttention(signIn.phase, options.attentionMilliseconds)
  keeper.offers.subscribe((result) => result !== null && signIn.tell(result))
  logRules(keeper.state, log)
  const forgetSession = () => signIn.forget()
  const leaveSession = () => {
    // A window that stays open would go on in the session that is to be left.
    signIn.leave()
    return signIn.forget()
  }
  const company = new CompanyQuestion(keeper, () => translate())
  // A popover hides when it loses the focus, and would take its question along.
  const settingsPage = () => openOwnPages().find(({ page, window }) => page === 'settings' && window.isVisible())
  const gate = new Gate({
    ask: askInDialogue(
      () => translate(),
      () => settingsPage()?.window ?? null,
    ),
    questionBefore: (step) => questionBefore(step, { ...snapshot.value, canRevoke: controls.forgetting.canRevoke }),
    isAssisted: () => app.accessibilitySupportEnabled,
  })
  const { confirm } = gate
  const controls = createControls({
    settings,
    vault,
    chosen,
    keeper,
    forgetSession: leaveSession,
    confirm,
    translate: () => translate(),
  })
  const { preferences, oauth } = controls
  preferences.state.subscribe(setLogLevel)
  log.hideAllOf(() => {
    const { supabaseKey, supabasePassword, oauthSecret } = chosen.parts.value
    return [supabaseKey, supabasePassword, oauthSecret]
  })
  signIn.phase.subscribe(() => {
    const { detail } = signIn
    if (detail?.phase === 'authorization-refused' && detail.why === 'invalid-client') oauth.wasRefused()
  })
  const translate = () => translator(preferences.language)
  const words = { language: () => preferences.language, translate }
  askForClientCertificates(words)
  const now = () => keeper.now()
  const { snapshot, refresh } = observeSnapshot({
    secrets: vault.state,
    language: () => preferences.language,
    connection: chosen.connection,
    keeper: keeper.state,
    events: activity.events,
    signIn,
    isSignInAttended,
    setup: observeSetup(controls),
    mishaps: mishaps.state,
    now,
  })

  const check = async (wish: { asked?: boolean; forced?: boolean; refreshed?: boolean } = {}) => {
    refresh()
    if (wish.refreshed) void controls.checklist.lookAgain()
    await keeper.check(wish)
  }
  const popover = new PopoverWindow(trayHost, translate)
  const signInWay = new SignInWay({ window: signIn, parts: chosen.parts, settings, ...words })
  const windows = new Windows({
    popover,
    settings,
    translate,
    signIn: signInWay,
    trayHost,
    icon: () => tray.bounds,
    isConnected: () => chosen.connection.value !== null,
    isUnread: () => vault.state.value.unread !== null,
    onPopover: () => void check(),
    onSection: (section) => section === 'supabase' && void controls.checklist.look(),
  })
  followChanges({
    settings,
    chosen,
    keeper,
    preferences,
    windows,
    leaveSignIn: () => signIn.leave(),
    forgetSession,
    discardPaste: () => controls.paste.discard(),
  })

  followKeychain({ vault, chosen, keeper, proxy: controls.proxy })

  // Loaded before it is needed, and not before the app has started.
  const drawing = import('../first-paint/index.ts')
  drawing.catch(() => undefined)
  servePages(async () => {
    const { pictureOf } = await drawing
    return { language: snapshot.value.language, markup: pictureOf(snapshot.value) }
  })
  const report = () => diagnosticsReport(snapshot.value, activity.events.value, now())
  const verbs: VerbHandlers = {
    ...setupVerbs(controls, report),
    'report-problem': async () => {
      await controls.clipboard.copy('diagnostics', report())
      await beginReport(translate())
    },
    'open-log': () => openLogFolder(logFolder()),
    'dismiss-mishaps': () => mishaps.dismiss(),
    check: () => check({ asked: true }),
    renew: () => check({ asked: true, forced: true }),
    'sign-in': () => windows.open('sign-in'),
    'sign-in.reload': () => signInWay.reload(),
    'sign-in.in-browser': () => signInWay.showInBrowser(),
    'sign-in.cancel': () => signIn.close(),
    'sign-in.forget': forgetSession,
    'save-held': () => check({ asked: true }),
    'company.decide': () => company.ask(),
    'paste.save': async () => {
      await controls.paste.save()
      if (keeper.state.value.unconfirmed !== null) await company.ask()
    },
    'secrets.try-again': () => tryAgain(keychain, vault),
    'secrets.enter-anew': () => {
      vault.enterAnew()
      return windows.open('settings', 'supabase')
    },
    'close-popover': () => popover.hide(),
    quit: () => app.quit(),
  }
  const requests: RequestHandlers = {
    ...setupRequests(controls),
    'open-settings': ({ section }) => windows.open('settings', section),
  }
  const handlers = { verbs, requests }
  const fit = { popover: (height: number) => popover.fit(height), guide: (height: number) => signIn.fit(height) }
  serveIpc(snapshot, handlers, gate, fit, (step) => {
    if (typeof step === 'object' && 'password' in step) log.hide(step.password)
    if (typeof step === 'object' && 'code' in step) log.hide(step.code)
    log.debug(`asked for: ${typeof step === 'string' ? step : step.do}`)
  })
  const showPopover = () => void windows.open('popover')
  const trayHandlers = {
    toggle: () => windows.toggle(),
    show: showPopover,
    // How it went is in the snapshot.
    dispatch: (step: Step) => dispatch(step, handlers).catch(() => undefined),
  }
  tray = new TrayIcon(snapshot, trayHandlers, trayHost)
  startNotifier({
    snapshot,
    activity,
    notifications: openNotifications(bus),
    now,
    reminds: () => preferences.state.value.reminds,
    open: (destination) => windows.open(destination),
  })
  startMishapNotices(snapshot, showPopover)
  app.on('second-instance', showPopover)
  // With a window open there is an icon in the Dock, which brings that one to the front.
  app.on('activate', (_event, hasVisibleWindows) => hasVisibleWindows || showPopover())
  // The system has switches of its own, which the person may come from.
  app.on('browser-window-focus', () => void preferences.look())
  if (options.opensPopover) showPopover()
  else if (chosen.connection.value === null) showWhatHelps(vault, () => void windows.open('settings'))
  // What is in memory alone has one more chance.
  app.on('will-quit', () => disk.retry())
  goOn = () => void check({ refreshed: true }).catch(() => undefined)
  scheduleChecks({ check, state: keeper.state, now })
  finishBeforeTheEnd({
    app,
    power: powerMonitor,
    // Windows tells nothing but windows, and usually there is none.
    sessionWindow: process.platform === 'win32' ? new BaseWindow({ show: false, skipTaskbar: true }) : null,
    keeper,
    onHold: () => BrowserWindow.getAllWindows().forEach((window) => void window.hide()),
    onEnd: () => cookies.seal(),
  })
  outliveNetworkProcess(() => {
    void cookies.putBack()
    void check({ refreshed: true })
  })
}

async function endWithReason(error: unknown): Promise<void> {
  // Whoever gives it a sandbox reads its output.
  if (readOptions().sandboxFolder !== null) console.error(error instanceof Error ? error.message : String(error))
  else await tellStartFailed(error, log)
  app.exit(1)
}

if (isApart) {
  void serveApart()
} else if (isOnly) {
  declarePages()
  fetchNoDictionaries()
  // Root cannot have Chromium's sandbox and says so by this switch; everybody else gets it for every page.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
  // A tray application lives on without a window.
  app.on('window-all-closed', () => undefined)
  app.dock?.hide()
  // Before the app is ready, which waits for the end of this module.
  const keychain = process.platform === 'linux' ? await LinuxKeychain.open() : new SystemKeychain()
  // Not `await`: at the top level of an ES module it would wait for itself.
  void app
    .whenReady()
    .then(() => start(keychain))
    .catch(endWithReason)
} else {
  app.quit()
}
