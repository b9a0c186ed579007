import { type Connection, nameOfRow } from './connection.ts'
import type { CurrentKeeper } from './current-keeper.ts'
import type { ChosenConnection } from './setup/chosen-connection.ts'
import type { PreferencesControl } from './setup/preferences.ts'
import type { Windows } from './windows.ts'

/** Lets the rest of the app follow what the person changes: nothing needs a restart. */
export function followChanges(parts: {
  readonly chosen: ChosenConnection
  readonly keeper: CurrentKeeper
  readonly preferences: PreferencesControl
  readonly windows: Windows
  /** Closes Gazelle's window. */
  readonly leaveSignIn: () => void
  /** Forgets who is signed in to Gazelle. */
  readonly forgetSession: () => Promise<void>
  readonly discardPaste: () => void
}): void {
  const { chosen, keeper, preferences, windows, leaveSignIn, forgetSession, discardPaste } = parts
  let row = rowOf(chosen.connection.value)
  void keeper.connect(chosen.connection.value)
  chosen.connection.subscribe((connection) => {
    const next = rowOf(connection)
    // Another row may be another company's: whoever is signed in to Gazelle here, and what was pasted, belong to this one.
    const isLeft = row !== null && next !== null && next !== row
    row = next ?? row
    // What a sign-in still brings would be for a row that is not there, or not the one that it was begun for.
    if (isLeft || next === null) leaveSignIn()
    if (!isLeft) {
      void keeper.connect(connection)
      void keeper.check()
      return
    }
    discardPaste()
    // No keeper acts until nobody is signed in to Gazelle any more.
    void keeper.connect(null)
    void forgetSession().then(() => {
      void keeper.connect(chosen.connection.value)
      void keeper.check()
    })
  })

  let { language } = preferences
  preferences.state.subscribe(() => {
    if (preferences.language === language) return
    language = preferences.language
    windows.retitle()
  })
}

function rowOf(connection: Connection | null): string | null {
  return connection === null ? null : nameOfRow(connection)
}
