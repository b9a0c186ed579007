import { Observed } from '../../core/observed.ts'
import { type Handover, packHandover } from '../../node/handover.ts'
import { KeychainError, type KeychainItem, type KeychainTrouble } from '../../node/keychain.ts'
import type { CommandLineSetup } from '../../shared/setup.ts'
import type { Connection } from '../connection.ts'
import type { Settings } from '../settings.ts'

export interface CommandLineOptions {
  readonly settings: Pick<Settings, 'get' | 'set'>
  readonly connection: Observed<Connection | null>
  /** Where the command line finds what it may use. */
  readonly item: Pick<KeychainItem, 'write' | 'remove'>
}

/**
 * Hands the connection over to the command line of this user, while a person allows it: leaves it in the system's keychain,
 * keeps it as it is set up here, and takes it away with the permission. A sandbox is handed to nobody.
 */
export class CommandLineControl {
  readonly state: Observed<CommandLineSetup>
  readonly #options: CommandLineOptions
  /** The keychain is asked one thing after the other, so that the latest wins. */
  #turn: Promise<void> = Promise.resolve()

  constructor(options: CommandLineOptions) {
    this.#options = options
    this.state = new Observed<CommandLineSetup>({
      isAllowed: options.settings.get('handsToCommandLine'),
      trouble: null,
    })
    options.connection.subscribe(() => void this.#keepUpToDate())
    // What was changed while the keychain did not answer.
    void this.#keepUpToDate()
  }

  /** Never rejects. Where the keychain does not take it, nothing is allowed. */
  allow(): Promise<void> {
    return this.#inTurn(async () => {
      const trouble = await troubleIn(this.#handOver())
      this.#become(trouble === null, trouble)
    })
  }

  /** Never rejects. Where the keychain does not give it up the permission stays, because it still has effect. */
  refuse(): Promise<void> {
    return this.#inTurn(async () => {
      const trouble = await troubleIn(this.#options.item.remove())
      // Where there is no keychain there is nothing in it.
      const isTakenAway = trouble === null || trouble === 'none'
      this.#become(!isTakenAway, isTakenAway ? null : trouble)
    })
  }

  #keepUpToDate(): Promise<void> {
    return this.#inTurn(async () => {
      if (!this.state.value.isAllowed) return
      this.#become(true, await troubleIn(this.#handOver()))
    })
  }

  async #handOver(): Promise<void> {
    const { connection, item } = this.#options
    const current = connection.value
    if (current === null) await item.remove()
    else if (!current.isSandbox) await item.write(packHandover(current satisfies Handover))
  }

  #become(isAllowed: boolean, trouble: KeychainTrouble | null): void {
    this.#options.settings.set('handsToCommandLine', isAllowed)
    this.state.set({ isAllowed, trouble })
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
