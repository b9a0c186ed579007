import type { CurrentKeeper } from './current-keeper.ts'
import type { ChosenConnection } from './setup/chosen-connection.ts'
import type { PreferencesControl } from './setup/preferences.ts'
import type { SignInWindow } from './sign-in/window.ts'
import type { Windows } from './windows.ts'

/** Lets the rest of the app follow what the person changes: nothing needs a restart. */
export function followChanges(parts: {
  readonly chosen: ChosenConnection
  readonly keeper: CurrentKeeper
  readonly signIn: SignInWindow
  readonly preferences: PreferencesControl
  readonly windows: Windows
}): void {
  const { chosen, keeper, signIn, preferences, windows } = parts
  void keeper.connect(chosen.connection.value)
  chosen.connection.subscribe((connection) => {
    void keeper.connect(connection)
    void keeper.check()
  })

  let { gazelleUrl } = chosen.parts.value
  chosen.parts.subscribe((next) => {
    // A page of one Gazelle brings no token for another.
    if (next.gazelleUrl !== gazelleUrl) signIn.close()
    gazelleUrl = next.gazelleUrl
  })

  let { language } = preferences
  preferences.state.subscribe(() => {
    if (preferences.language === language) return
    language = preferences.language
    windows.retitle()
  })
}
