import { Observed } from '../../core/observed.ts'
import { type Handover, packHandover } from '../../node/handover.ts'
import { KeychainError, type KeychainItem, type KeychainTrouble } from '../../node/keychain.ts'
import type { CommandLineSetup } from '../../shared/setup.ts'
import type { Connection } from '../connection.ts'
import type { SettingsContent } from '../settings.ts'

type Permission = Pick<SettingsContent, 'handsToCommandLine' | 'owesHandoverRemoval'>

export interface CommandLineOptions {
  readonly settings: {
    get(name: keyof Permission): boolean
    set(change: Partial<Permission>): void
  }
  readonly connection: Observed<Connection | null>
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

  constructor(options: CommandLineOptions) {
    this.#options = options
    this.state = new Observed(this.#setup(null))
    options.connection.subscribe(() => void this.#keepUpToDate())
    // What was changed, or withdrawn, while the keychain did not answer.
    void this.#keepUpToDate()
  }

  /** Never rejects. Where the keychain does not take it, nothing is allowed that was not. */
  allow(): Promise<void> {
    return this.#inTurn(async () => {
      const trouble = await troubleIn(this.#handOver())
      if (trouble === null) this.#options.settings.set({ handsToCommandLine: true, owesHandoverRemoval: false })
      this.#tell(trouble)
    })
  }

  /** Never rejects. The permission ends at once, and for good, whatever the keychain says. */
  refuse(): Promise<void> {
    this.#withdraw()
    return this.#inTurn(() => {
      // What was asked for before has perhaps been allowed meanwhile.
      this.#withdraw()
      return this.#takeAway()
    })
  }

  /**
   * Tries what is owed again, where no keychain answered: nobody is told when one does. One that is locked is left alone,
   * because it would ask the person each time. Never rejects.
   */
  retry(): Promise<void> {
    return this.#inTurn(async () => {
      const { isLeft, trouble } = this.state.value
      if (isLeft && trouble === 'none') await this.#takeAway()
    })
  }

  #keepUpToDate(): Promise<void> {
    return this.#inTurn(async () => {
      const { isAllowed, isLeft } = this.state.value
      if (isLeft) await this.#takeAway()
      else if (isAllowed) this.#tell(await troubleIn(this.#handOver()))
    })
  }

  async #handOver(): Promise<void> {
    const { connection, item } = this.#options
    const current = connection.value
    if (current === null) await item.remove()
    else if (!current.isSandbox) await item.write(packHandover(current satisfies Handover))
  }

  #withdraw(): void {
    const { isLeft, trouble } = this.state.value
    this.#options.settings.set({ handsToCommandLine: false, owesHandoverRemoval: true })
    // Of what was left before, nothing is known to be otherwise.
    this.#tell(isLeft ? trouble : null)
  }

  async #takeAway(): Promise<void> {
    const { item, settings } = this.#options
    const trouble = await troubleIn(item.remove())
    if (trouble === null) settings.set({ owesHandoverRemoval: false })
    this.#tell(trouble)
  }

  #tell(trouble: KeychainTrouble | null): void {
    this.state.set(this.#setup(trouble))
  }

  #setup(trouble: KeychainTrouble | null): CommandLineSetup {
    const { settings } = this.#options
    return { isAllowed: settings.get('handsToCommandLine'), isLeft: settings.get('owesHandoverRemoval'), trouble }
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    this.#turn = this.#turn.then(work)
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
