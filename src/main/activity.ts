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

  /** Goes over to another row, by its short name. */
  open(row: string): void {
    this.#row = row
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

  get #now(): RowActivity {
    return (this.#row === null ? undefined : this.#store.get(this.#row)) ?? none
  }

  #keep(change: Partial<RowActivity>): void {
    if (this.#row !== null) this.#store.set(this.#row, { ...this.#now, ...change })
  }
}
