import ElectronStore from 'electron-store'
import { type KeeperEvent, type LoggedEvent, withEvent } from '../core/keeper/events.ts'
import { nothingTold, type Told } from '../core/keeper/notices.ts'
import { Observed } from '../core/observed.ts'

interface RowActivity {
  events: readonly LoggedEvent[]
  told: Told
}

const none: RowActivity = { events: [], told: nothingTold }

/**
 * What happened to the token of a row, and what the person was told of it, kept on this computer for each row that was ever
 * watched. Nothing in it is a secret.
 */
export class Activity {
  /** Those of the row that is watched. */
  readonly events = new Observed<readonly LoggedEvent[]>([])
  readonly #store = new ElectronStore<Record<string, RowActivity>>({
    name: 'activity',
    // A file that a crash or a hand has broken must not keep the app from starting.
    clearInvalidConfig: true,
  })
  #row: string | null = null
  /** What is known of it, also where it could not be written down. */
  #now: RowActivity = none

  /** Goes over to another row, by its short name. */
  open(row: string): void {
    this.#row = row
    this.#now = this.#store.get(row) ?? none
    this.events.set(this.#now.events)
  }

  /** Adds an event, at `now` (milliseconds by the trusted clock). */
  log(event: KeeperEvent, now: number): void {
    const events = withEvent(this.events.value, event, now)
    if (events === this.events.value) return
    this.#keep({ events })
    this.events.set(events)
  }

  get told(): Told {
    return this.#now.told
  }

  set told(told: Told) {
    if (JSON.stringify(told) !== JSON.stringify(this.told)) this.#keep({ told })
  }

  #keep(change: Partial<RowActivity>): void {
    this.#now = { ...this.#now, ...change }
    if (this.#row === null) return
    try {
      this.#store.set(this.#row, this.#now)
    } catch {
      // A disk that is full costs the log of what happened, and nothing else.
    }
  }
}
