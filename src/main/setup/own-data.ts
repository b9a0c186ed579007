import type { DataKind } from '../../core/base/data-kinds.ts'
import { Observed } from '../../core/base/observed.ts'
import type { OwnData } from '../../node/own-data.ts'
import type { KeptData } from '../../shared/setup.ts'

export interface OwnDataOptions {
  /** What lies in files. Never rejects. */
  readonly look: () => Promise<readonly OwnData[]>
  readonly startsAtLogin: () => boolean
  readonly stopStartingAtLogin: () => Promise<void>
  /** Whether the keychain may hold the settings for the command line. */
  readonly isHandedOver: () => boolean
  readonly takeHandoverBack: () => Promise<void>
  /** Has the system open the app's links no more, where no file says that it does. */
  readonly unregisterLinks: () => void
  /** Ends this app, and then has the files of these kinds removed. */
  readonly endAndRemove: (kinds: readonly DataKind[]) => void
}

/** What Gazelle Keeper keeps on this computer, as the settings list it; and its removal, which ends the app. */
export class OwnDataControl {
  /** Null until somebody has looked. */
  readonly state = new Observed<readonly KeptData[] | null>(null)
  readonly #options: OwnDataOptions

  constructor(options: OwnDataOptions) {
    this.#options = options
  }

  /** Looks what is there now. Never rejects. */
  async look(): Promise<void> {
    const { look, startsAtLogin, isHandedOver } = this.#options
    const nowhere = { places: [], bytes: 0, isInUse: false }
    const files = (await look())
      .filter(({ kind }) => kind !== 'autostart')
      // This app is what uses the profile, and it ends first.
      .map(({ kind, places, bytes, isInUse }) => ({ kind, places, bytes, isInUse: isInUse && kind !== 'profile' }))
    this.state.set([
      ...(startsAtLogin() ? [{ kind: 'autostart' as const, ...nowhere }] : []),
      ...(isHandedOver() ? [{ kind: 'keychain' as const, ...nowhere }] : []),
      ...files,
    ])
  }

  /** Removes these kinds, and ends the app. What is in use elsewhere is told and left. */
  async remove(kinds: readonly DataKind[]): Promise<void> {
    const { stopStartingAtLogin, takeHandoverBack, unregisterLinks, endAndRemove } = this.#options
    if (kinds.includes('autostart')) await stopStartingAtLogin()
    if (kinds.includes('keychain')) await takeHandoverBack()
    if (kinds.includes('profile')) unregisterLinks()
    endAndRemove(kinds)
  }
}
