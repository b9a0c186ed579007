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
  /** Where the command line finds what it may use. */
  readonly item: Pick<KeychainItem, 'write' | 'remove'>
}

/**
 * Hands the connection over to the command line of this user, while a person allows it: leaves it in the system's keychain,
 * keeps it as it is set up here, and takes it away with the permission. A sandbox is handed to nobody. A removal that the
 * keychain did not carry out is owed, past a restart, until it has.
 */
export class CommandLineControl {
  readonly state: Observed<CommandLineSetup>
  readonly #options: CommandLineOptions
  /** The keychain is asked one thing after the other, so that the latest wins. */
  #turn: Promise<void> = Promise.resolve()
  /** How often a person has said no. */
  #refusals = 0

  constructor(options: CommandLineOptions) {
    this.#options = options
    this.state = new Observed(this.#setup(null))
    options.connection.subscribe(() => void this.#keepUpToDate())
    // What was changed, or withdrawn, while the keychain did not answer.
    void this.#keepUpToDate()
  }

  /** Never rejects. Where the keychain does not take it, nothing is allowed that was not. */
  allow(): Promise<void> {
    const refusals = this.#refusals
    return this.#inTurn(async () => {
      const { settings } = this.#options
      const owesHandoverRemoval = settings.get('owesHandoverRemoval')
      // Should the app end in the middle, what it has written by then was allowed by nobody yet.
      if (!settings.get('handsToCommandLine')) settings.set({ owesHandoverRemoval: true })
      const trouble = await troubleIn(this.#handOver())
      if (this.#refusals > refusals) return
      settings.set(
        trouble === null ? { handsToCommandLine: true, owesHandoverRemoval: false } : { owesHandoverRemoval },
      )
      this.#tell(trouble)
    })
  }

  /** Never rejects. The permission ends at once, and for good, whatever the keychain says. */
  refuse(): Promise<void> {
    this.#refusals++
    this.#owe({ handsToCommandLine: false })
    const { isLeft, trouble } = this.state.value
    // Of what was left before, nothing is known to be otherwise.
    this.#tell(isLeft ? trouble : null)
    return this.#inTurn(() => this.#takeAway())
  }

  /**
   * Tries again what no keychain was there for, or none that answered: nobody is told when one comes. One that is locked is left alone, because it
   * would ask the person each time. Never rejects.
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
      // A disk that is full keeps nothing from being taken away.
    }
  }

  #tell(trouble: KeychainTrouble | null): void {
    this.state.set(this.#setup(trouble))
  }

  #setup(trouble: KeychainTrouble | null): CommandLineSetup {
    const { settings } = this.#options
    return { isAllowed: settings.get('handsToCommandLine'), isLeft: settings.get('owesHandoverRemoval'), trouble }
  }

  /** Settings that cannot be written fail what was asked, and nothing after it. */
  #inTurn(work: () => Promise<void>): Promise<void> {
    this.#turn = this.#turn.then(work).catch(() => this.#tell('refused'))
    return this.#turn
  }
}

/** What stood in the keychain's way, or null. */
async function troubleIn(work: Promise<void>): Promise<KeychainTrouble | null> {
  try {
    await work
    return null
  } catch (error) {
    return error instanceof KeychainError ? error.trouble : 'refused'
  }
}
