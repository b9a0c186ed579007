import { Observed } from '../../core/base/observed.ts'
import type { About, Setup } from '../../shared/setup.ts'
import type { ChosenConnection } from '../connection/chosen-connection.ts'
import type { PasteControl } from '../paste/paste.ts'
import type { Clipboard } from '../system/clipboard.ts'
import type { UpdatesControl } from '../updates/control.ts'
import type { AlertsControl } from './alerts.ts'
import type { ChecklistControl } from './checklist.ts'
import type { CommandLineControl } from './command-line.ts'
import type { Forgetting } from './forgetting.ts'
import type { FunctionControl } from './function.ts'
import type { TestControl } from './gazelle-test.ts'
import type { InvitationControl } from './invitation.ts'
import type { OAuthControl } from './oauth.ts'
import type { OwnDataControl } from './own-data.ts'
import type { PreferencesControl } from './preferences.ts'
import type { ProxyControl } from './proxy.ts'
import type { SandboxProcess } from './sandbox.ts'
import type { ShortcutControl } from './shortcut.ts'
import type { SupabaseControl } from './supabase.ts'

/** The setup's controls, one for each thing that can be set up. */
export interface Controls {
  readonly chosen: ChosenConnection
  readonly preferences: PreferencesControl
  readonly supabase: SupabaseControl
  readonly invitation: InvitationControl
  readonly forgetting: Forgetting
  readonly checklist: ChecklistControl
  readonly oauth: OAuthControl
  readonly proxy: ProxyControl
  readonly paste: PasteControl
  readonly test: TestControl
  readonly alerts: AlertsControl
  readonly function: FunctionControl
  readonly clipboard: Clipboard
  readonly commandLine: CommandLineControl
  readonly shortcut: ShortcutControl
  readonly ownData: OwnDataControl
  readonly updates: UpdatesControl
  readonly sandbox: SandboxProcess
  readonly about: About
}

/** The setup that the windows show, composed again whenever one of its parts changes. */
export function observeSetup(controls: Controls): Observed<Setup> {
  const {
    chosen,
    preferences,
    supabase,
    invitation,
    checklist,
    oauth,
    proxy,
    paste,
    test,
    alerts,
    function: edge,
    clipboard,
    commandLine,
    shortcut,
    ownData,
    updates,
    about,
  } = controls
  const compose = (): Setup => ({
    preferences: preferences.state.value,
    loginTrouble: preferences.loginTrouble.value,
    isLoginOffered: preferences.isLoginOffered.value,
    invitation: invitation.state.value,
    supabase: supabase.state.value,
    checklist: checklist.state.value,
    oauth: oauth.state.value,
    proxy: proxy.state.value,
    gazelleUrl: chosen.parts.value.gazelleUrl,
    paste: paste.state.value,
    test: test.state.value,
    alerts: alerts.state.value,
    functionLook: edge.state.value,
    copied: clipboard.copied.value,
    commandLine: commandLine.state.value,
    shortcut: shortcut.state.value,
    ownData: ownData.state.value,
    updates: updates.state.value,
    about,
  })
  const setup = new Observed(compose())
  const tell = () => setup.set(compose())
  const parts = [
    preferences.state,
    preferences.loginTrouble,
    preferences.isLoginOffered,
    invitation.state,
    supabase.state,
    checklist.state,
    oauth.state,
    proxy.state,
    paste.state,
    test.state,
    alerts.state,
    edge.state,
    clipboard.copied,
    commandLine.state,
    shortcut.state,
    ownData.state,
    updates.state,
  ]
  for (const part of parts) (part as Observed<unknown>).subscribe(tell)
  return setup
}
