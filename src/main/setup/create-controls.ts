import { join } from 'node:path'
import { app, type BrowserWindow, nativeTheme } from 'electron'
import { companyIn } from '../../core/alerts/shared-policy.ts'
import { handoverItem } from '../../node/handover.ts'
import { lookAtOwnData } from '../../node/own-data.ts'
import { testWords } from '../../shared/alert-wording.ts'
import type { Language, Translate } from '../../shared/catalogue/index.ts'
import type { ChosenConnection } from '../connection/chosen-connection.ts'
import type { Settings } from '../connection/settings.ts'
import type { WatchedRow } from '../connection/stores.ts'
import type { Vault } from '../connection/vault.ts'
import { aboutThisApp } from '../diagnostics/about.ts'
import type { Questions } from '../ipc/questions.ts'
import type { CurrentKeeper } from '../keeper/current-keeper.ts'
import { PasteControl } from '../paste/paste.ts'
import { dataPlaces, endAndRemove } from '../start/remove-data.ts'
import { thisEdition } from '../start/this-edition.ts'
import type { Clipboard } from '../system/clipboard.ts'
import { systemLinkHandler } from '../system/link-handler.ts'
import { fetchBySystem, forgetProxyPassword, proxyLogin, userAgent } from '../system/network.ts'
import { systemAutostart } from '../system/system-autostart.ts'
import { systemKeys } from '../system/system-keys.ts'
import { createUpdates } from '../updates/create-updates.ts'
import { AlertsControl } from './alerts.ts'
import { ChecklistControl } from './checklist.ts'
import { CommandLineControl } from './command-line.ts'
import { Forgetting } from './forgetting.ts'
import { FunctionControl } from './function.ts'
import { functionFiles } from './function-files.ts'
import { TestControl } from './gazelle-test.ts'
import { InvitationControl } from './invitation.ts'
import { invitationFiles } from './invitation-files.ts'
import type { OAuthControl } from './oauth.ts'
import { OwnDataControl } from './own-data.ts'
import { PreferencesControl } from './preferences.ts'
import { ProxyControl } from './proxy.ts'
import { revokeWith } from './revoke.ts'
import { SandboxProcess } from './sandbox.ts'
import { pastedSecrets } from './secret-source.ts'
import type { Controls } from './setup.ts'
import { ShortcutControl } from './shortcut.ts'
import { SupabaseControl, type SupabaseControlOptions } from './supabase.ts'
import { tellRevocation } from './tell-revocation.ts'
import { trySupabaseWith } from './try-supabase.ts'

/** Puts the setup's controls together, with this computer's clipboard, theme and autostart. */
export function createControls(options: {
  settings: Settings
  vault: Vault
  chosen: ChosenConnection
  keeper: CurrentKeeper
  clipboard: Clipboard
  oauth: OAuthControl
  forgetSession: SupabaseControlOptions['forgetSession']
  confirm: Questions['confirm']
  /** The window above which the system's dialogues stand; null: none. */
  above: () => BrowserWindow | null
  translate: () => Translate
  language: () => Language
  /** That of the alerts that reach people elsewhere. */
  alertLanguage: () => Language
  /** The row of the present keeper. */
  watchedRow: () => WatchedRow | null
  /** Whether the sign-in window is open. */
  isSigningIn: () => boolean
  /** Called at the keys that the person has chosen for it. */
  onShortcut: () => void
}): Controls {
  const {
    settings,
    vault,
    chosen,
    keeper,
    clipboard,
    oauth,
    forgetSession,
    confirm,
    above,
    translate,
    language,
    alertLanguage,
    watchedRow,
    isSigningIn,
    onShortcut,
  } = options
  const checklist = new ChecklistControl(chosen, keeper, trySupabaseWith(vault))
  const onSetUp = () => {
    void checklist.run()
    void keeper.check({ asked: true, refreshed: true })
  }
  const commandLine = new CommandLineControl({
    settings,
    connection: chosen.connection,
    isUnread: () => vault.state.value.unread !== null,
    item: handoverItem(),
  })
  const preferences = new PreferencesControl({
    settings,
    forgetSession: async () => void (await forgetSession()),
    autostart: systemAutostart({
      get: () => settings.get('loginProgram'),
      set: (program) => settings.set('loginProgram', program),
    }),
    applyTheme: (theme) => {
      nativeTheme.themeSource = theme
    },
  })
  const supabase: SupabaseControl = new SupabaseControl({
    chosen,
    vault,
    clipboard,
    confirm,
    whileIdle: (work) => keeper.pauseFor(work),
    forgetSession,
    takeInvitation: (text) => invitation.take(text),
    onSetUp,
  })
  const files = invitationFiles(translate, above)
  const invitation = new InvitationControl({ chosen, settings, clipboard, files, supabase })
  keeper.state.subscribe(({ activity }) => activity === 'idle' && void commandLine.retry())
  return {
    chosen,
    clipboard,
    checklist,
    preferences,
    ownData: new OwnDataControl({
      look: () => lookAtOwnData(dataPlaces()),
      startsAtLogin: () => preferences.state.value.startsAtLogin,
      stopStartingAtLogin: () => preferences.prefer({ startsAtLogin: false }),
      isHandedOver: () => commandLine.state.value.isAllowed || commandLine.state.value.isLeft,
      takeHandoverBack: () => commandLine.refuse(),
      unregisterLinks: () => systemLinkHandler().unregister(),
      endAndRemove,
    }),
    supabase,
    invitation,
    forgetting: new Forgetting({
      chosen,
      keeper,
      vault,
      supabase,
      revoke: revokeWith(vault),
      tell: (outcome, project) => void tellRevocation(outcome, project, translate()),
    }),
    oauth,
    proxy: new ProxyControl({ settings, vault, login: proxyLogin, forgetPassword: forgetProxyPassword, onSetUp }),
    paste: new PasteControl(chosen, keeper, clipboard),
    test: new TestControl(chosen, keeper),
    alerts: new AlertsControl({
      chosen,
      clipboard: pastedSecrets(clipboard, vault),
      network: { fetch: fetchBySystem, userAgent },
      testWords: () => {
        const company = companyIn(keeper.state.value)
        return { ...testWords(company, alertLanguage()), company }
      },
      now: () => keeper.now(),
    }),
    function: new FunctionControl({
      chosen,
      clipboard,
      logbook: () => watchedRow()?.logbook ?? null,
      save: functionFiles(thisEdition().project ?? app.getAppPath(), translate, above),
      now: () => keeper.now(),
    }),
    commandLine,
    shortcut: new ShortcutControl({ settings, system: systemKeys(), onPress: onShortcut }),
    updates: createUpdates({ settings, keeper, clipboard, preferences: preferences.state, isSigningIn }),
    sandbox: new SandboxProcess(
      thisEdition().project ?? app.getAppPath(),
      join(app.getPath('userData'), 'sandbox'),
      language,
    ),
    about: aboutThisApp(),
  }
}
