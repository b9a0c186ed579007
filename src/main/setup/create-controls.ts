import { join } from 'node:path'
import { app, nativeTheme } from 'electron'
import { handoverItem } from '../../node/handover.ts'
import type { Translate } from '../../shared/catalogue/index.ts'
import type { CurrentKeeper } from '../current-keeper.ts'
import type { Gate } from '../gate.ts'
import { forgetProxyPassword, proxyLogin } from '../network.ts'
import type { Settings } from '../settings.ts'
import { thisEdition } from '../start/this-edition.ts'
import type { Vault } from '../vault.ts'
import { aboutThisApp } from './about.ts'
import { systemAutostart } from './autostart.ts'
import { ChecklistControl } from './checklist.ts'
import type { ChosenConnection } from './chosen-connection.ts'
import { Clipboard } from './clipboard.ts'
import { CommandLineControl } from './command-line.ts'
import { Forgetting } from './forgetting.ts'
import { OAuthControl } from './oauth.ts'
import { PasteControl } from './paste.ts'
import { PreferencesControl } from './preferences.ts'
import { ProxyControl } from './proxy.ts'
import { revokeWith } from './revoke.ts'
import { SandboxProcess } from './sandbox.ts'
import type { Controls } from './setup.ts'
import { SupabaseControl } from './supabase.ts'
import { tellRevocation } from './tell-revocation.ts'
import { TestControl } from './test.ts'
import { trySupabaseWith } from './try-supabase.ts'

/** Puts the controls of the setup together, on this computer's clipboard, theme and autostart. */
export function createControls(options: {
  settings: Settings
  vault: Vault
  chosen: ChosenConnection
  keeper: CurrentKeeper
  forgetSession: () => Promise<void>
  confirm: Gate['confirm']
  translate: () => Translate
}): Controls {
  const { settings, vault, chosen, keeper, forgetSession, confirm, translate } = options
  const clipboard = new Clipboard()
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
  const supabase = new SupabaseControl({
    chosen,
    vault,
    clipboard,
    confirm,
    whenChanged: async () => {
      await keeper.whenConnected()
      await keeper.idle()
    },
    forgetSession,
    onSetUp,
  })
  keeper.state.subscribe(({ activity }) => activity === 'idle' && void commandLine.retry())
  return {
    chosen,
    clipboard,
    checklist,
    preferences: new PreferencesControl({
      settings,
      forgetSession,
      autostart: systemAutostart({
        get: () => settings.get('loginProgram'),
        set: (program) => settings.set('loginProgram', program),
      }),
      locale: app.getLocale(),
      applyTheme: (theme) => {
        nativeTheme.themeSource = theme
      },
    }),
    supabase,
    forgetting: new Forgetting({
      chosen,
      keeper,
      vault,
      supabase,
      revoke: revokeWith(vault),
      tell: (outcome, project) => void tellRevocation(outcome, project, translate()),
    }),
    oauth: new OAuthControl(chosen, keeper, {
      read: () => clipboard.read(),
      // What is forgotten with the app may be shown nowhere else again.
      clearSoon: (text) => vault.state.value.keeping === 'keychain' && clipboard.clearSoon(text),
    }),
    proxy: new ProxyControl({ settings, vault, login: proxyLogin, forgetPassword: forgetProxyPassword, onSetUp }),
    paste: new PasteControl(chosen, keeper, clipboard),
    test: new TestControl(chosen, keeper),
    commandLine,
    sandbox: new SandboxProcess(thisEdition().project ?? app.getAppPath(), join(app.getPath('userData'), 'sandbox')),
    about: aboutThisApp(),
  }
}
