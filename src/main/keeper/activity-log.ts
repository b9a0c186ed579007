import { nothingTold, type Told } from '../../core/alerts/notices.ts'
import { Observed } from '../../core/base/observed.ts'
import { type KeeperEvent, keptEvents, type LoggedEvent, withEvent } from '../../core/keeper/events.ts'
import { KeptFile, type Migration } from '../connection/kept-file.ts'
import type { Disk } from '../system/disk.ts'
import { readEvents, readTold } from './read-activity.ts'

interface RowActivity {
  events: readonly LoggedEvent[]
  told: Told
}

/** 0.1.0 gave its file no version. */
const migrations: readonly Migration[] = [(ofRelease010) => ofRelease010]

/**
 * What happened to the token of a row, and what the person was told of it, kept on this computer for each row that was ever
 * watched. Nothing in it is a secret.
 */
export class ActivityLog {
  /** Those of the row that is watched. */
  readonly events = new Observed<readonly LoggedEvent[]>([])
  readonly #file: KeptFile
  readonly #hear: (event: KeeperEvent) => void
  #row: string | null = null
  /** What is known of it, also where it could not be written down. */
  #now: RowActivity = { events: [], told: nothingTold }

  /** Opens it in this folder; `hear` is told of every event that comes. Never throws. */
  constructor(folder: string, disk: Disk, hear: (event: KeeperEvent) => void = () => undefined) {
    this.#hear = hear
    this.#file = new KeptFile(folder, { name: 'activity', initial: {}, migrations }, disk)
  }

  /** Goes over to another row, by its short name. */
  open(row: string): void {
    this.#row = row
    const { events, told } = Object(this.#file.content[row])
    this.#now = { events: readEvents(events).slice(-keptEvents), told: readTold(told) }
    this.events.set(this.#now.events)
  }

  /** Adds an event, at `now` (milliseconds by the trusted clock). */
  log(event: KeeperEvent, now: number): void {
    this.#hear(event)
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
    this.#file.change({ [this.#row]: { ...Object(this.#file.content[this.#row]), ...this.#now } })
  }
}
