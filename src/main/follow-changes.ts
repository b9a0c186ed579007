import type { ChosenConnection } from './connection/chosen-connection.ts'
import { nameOfRow } from './connection/connection.ts'
import type { Words } from './connection/words.ts'
import type { CurrentKeeper } from './keeper/current-keeper.ts'
import type { Windows } from './open-windows.ts'
import type { PreferencesControl } from './setup/preferences.ts'

/** Lets the rest of the app follow the person's changes without a restart. */
export function followChanges(parts: {
  /** Remembers which row the web session belongs to, because the session outlives the app. */
  readonly settings: { get(key: 'gazelleSessionRow'): string | null; set(key: 'gazelleSessionRow', row: string): void }
  readonly chosen: Pick<ChosenConnection, 'connection'>
  readonly keeper: Pick<CurrentKeeper, 'connect' | 'check'>
  readonly preferences: Pick<PreferencesControl, 'state'>
  readonly words: Pick<Words, 'language'>
  readonly windows: Pick<Windows, 'retitle'>
  /** Closes the sign-in window, and drops what its page still brings. */
  readonly leaveSignIn: () => void
  /** Forgets the web session. */
  readonly forgetSession: () => Promise<void>
  readonly discardPaste: () => void
}): void {
  const { settings, chosen, keeper, preferences, words, windows, leaveSignIn, forgetSession, discardPaste } = parts
  let isForgetting = false
  const goOn = (): void => {
    const connection = chosen.connection.value
    if (connection !== null) settings.set('gazelleSessionRow', nameOfRow(connection))
    void keeper.connect(connection)
  }
  const follow = (): void => {
    const connection = chosen.connection.value
    const row = settings.get('gazelleSessionRow')
    // Another row may be another company's: the web session and what was pasted belong to the row before.
    const isLeft = row !== null && connection !== null && nameOfRow(connection) !== row
    // A sign-in under way would bring a token for a row that is gone, or is not the one that it was begun for.
    if (isLeft || connection === null) leaveSignIn()
    // The app then goes on with whatever is chosen.
    if (isForgetting) return
    if (!isLeft) {
      goOn()
      return
    }
    discardPaste()
    isForgetting = true
    // No keeper acts, or has Gazelle's page open, until the web session is forgotten. If that fails, none acts until the next
    // change or the next start.
    void keeper
      .connect(null)
      .then(forgetSession)
      .then(
        () => {
          isForgetting = false
          goOn()
          void keeper.check()
        },
        () => {
          isForgetting = false
        },
      )
  }
  follow()
  chosen.connection.subscribe(() => {
    follow()
    void keeper.check()
  })

  let language = words.language()
  preferences.state.subscribe(() => {
    if (words.language() === language) return
    language = words.language()
    windows.retitle()
  })
}
