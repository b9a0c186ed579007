import { Observed } from '../../core/base/observed.ts'
import { packHandover } from '../../node/handover.ts'
import { KeychainError, type KeychainItem, type KeychainTrouble } from '../../node/keychain.ts'
import type { CommandLineSetup } from '../../shared/setup.ts'
import type { AppConnection } from '../connection/connection.ts'
import type { SettingsContent } from '../connection/settings.ts'

type Permission = Pick<SettingsContent, 'handsToCommandLine' | 'owesHandoverRemoval'>

export interface CommandLineOptions {
  readonly settings: {
    get(name: keyof Permission): boolean
    set(change: Partial<Permission>): void
  }
  readonly connection: Observed<AppConnection | null>
  /** Whether there is a connection that cannot be read at the moment. */
  readonly isUnread: () => boolean
  /** The keychain's item in which the command line finds the connection. */
  readonly item: Pick<KeychainItem, 'write' | 'remove'>
}

/**
 * Hands the connection over to this user's command line while the person allows it: puts it in the system's keychain, updates it
 * with every change here, and removes it when the permission is withdrawn. A sandbox is never handed over. A removal that the
 * keychain has not carried out stays owed, past a restart, until it has.
 */
export class CommandLineControl {
  readonly state: Observed<CommandLineSetup>
  readonly #options: CommandLineOptions
  /** Asks the keychain one thing at a time, so that the latest request wins. */
  #turn: Promise<void> = Promise.resolve()
  /** How often a person has refused. */
  #refusals = 0

  constructor(options: CommandLineOptions) {
    this.#options = options
    this.state = new Observed(this.#setup(null))
    options.connection.subscribe(() => void this.#keepUpToDate())
    // Catch up with what was changed or withdrawn while the keychain did not answer.
    void this.#keepUpToDate()
  }

  /** Gives the permission. If the keychain does not take the connection, the permission stays as it was. Never rejects. */
  allow(): Promise<void> {
    const refusals = this.#refusals
    return this.#inTurn(async () => {
      const { settings } = this.#options
      const owesHandoverRemoval = settings.get('owesHandoverRemoval')
      // Owe the removal first: if the app ends halfway, the connection is in the keychain without a permission.
      if (!settings.get('handsToCommandLine')) settings.set({ owesHandoverRemoval: true })
      const trouble = await troubleIn(this.#handOver())
      if (this.#refusals > refusals) return
      settings.set(
        trouble === null ? { handsToCommandLine: true, owesHandoverRemoval: false } : { owesHandoverRemoval },
      )
      this.#tell(trouble)
    })
  }

  /** Withdraws the permission at once and for good, whatever the keychain answers. Never rejects. */
  refuse(): Promise<void> {
    this.#refusals++
    this.#owe({ handsToCommandLine: false })
    const { isLeft, trouble } = this.state.value
    // If a removal was owed before, its trouble still stands.
    this.#tell(isLeft ? trouble : null)
    return this.#inTurn(() => this.#takeAway())
  }

  /**
   * Tries again if there was no keychain, or it did not answer: no event tells when one comes. A locked one is left alone,
   * because it would ask the person each time. Never rejects.
   */
  retry(): Promise<void> {
    const { trouble } = this.state.value
    return trouble === 'none' || trouble === 'silent' ? this.#keepUpToDate() : this.#turn
  }

  #keepUpToDate(): Promise<void> {
    return this.#inTurn(async () => {
      const { settings, connection, isUnread } = this.#options
      const { isAllowed, isLeft } = this.#setup(null)
      const isWanted = isAllowed && connection.value !== null && !connection.value.isSandbox
      if (!isWanted) {
        const isForgotten = connection.value === null && !isUnread()
        if (isLeft || (isAllowed && isForgotten)) await this.#takeAway()
        return
      }
      const trouble = await troubleIn(this.#handOver())
      if (trouble === null && settings.get('handsToCommandLine')) settings.set({ owesHandoverRemoval: false })
      this.#tell(trouble)
    })
  }

  async #handOver(): Promise<void> {
    const { connection, item } = this.#options
    const current = connection.value
    if (current !== null && !current.isSandbox) await item.write(packHandover(current))
  }

  async #takeAway(): Promise<void> {
    const { item, settings } = this.#options
    this.#owe()
    const trouble = await troubleIn(item.remove())
    if (trouble === null) settings.set({ owesHandoverRemoval: false })
    this.#tell(trouble)
  }

  #owe(change: Partial<Permission> = {}): void {
    try {
      this.#options.settings.set({ ...change, owesHandoverRemoval: true })
    } catch {
      // A full disk must not prevent the removal.
    }
  }

  #tell(trouble: KeychainTrouble | null): void {
    this.state.set(this.#setup(trouble))
  }

  #setup(trouble: KeychainTrouble | null): CommandLineSetup {
    const { settings } = this.#options
    return { isAllowed: settings.get('handsToCommandLine'), isLeft: settings.get('owesHandoverRemoval'), trouble }
  }

  /** If the settings cannot be written, only the request that wrote them fails. */
  #inTurn(work: () => Promise<void>): Promise<void> {
    this.#turn = this.#turn.then(work).catch(() => this.#tell('refused'))
    return this.#turn
  }
}

/** What went wrong with the keychain, or null. */
async function troubleIn(work: Promise<void>): Promise<KeychainTrouble | null> {
  try {
    await work
    return null
  } catch (error) {
    return error instanceof KeychainError ? error.trouble : 'refused'
  }
}
