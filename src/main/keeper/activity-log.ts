import { AlertMemories, type AlertMemory } from '../../core/alerts/alert-memory.ts'
import { Observed } from '../../core/base/observed.ts'
import { type KeeperEvent, keptEvents, type LoggedEvent, withEvent } from '../../core/keeper/events.ts'
import { KeptFile, type Migration } from '../connection/kept-file.ts'
import type { Disk } from '../system/disk.ts'
import { readEvents } from './read-activity.ts'

/** 0.1.0 gave its file no version. */
const migrations: readonly Migration[] = [(ofRelease010) => ofRelease010]

/** The events of each row that was ever watched, and the alerts told of it, kept on this computer. Nothing in it is a secret. */
export class ActivityLog {
  /** The events of the watched row. */
  readonly events = new Observed<readonly LoggedEvent[]>([])
  readonly #file: KeptFile
  readonly #hear: (event: KeeperEvent) => void
  #row: string | null = null
  /** What each channel has told of it. */
  #told = new AlertMemories()

  /** Opens it in this folder; `hear` is told of every event that comes. Never throws. */
  constructor(folder: string, disk: Disk, hear: (event: KeeperEvent) => void = () => undefined) {
    this.#hear = hear
    this.#file = new KeptFile(folder, { name: 'activity', initial: {}, migrations }, disk)
  }

  /** Goes over to another row, by its short name. */
  open(row: string): void {
    this.#row = row
    const { events, told } = Object(this.#file.content[row])
    this.#told = new AlertMemories(told)
    this.events.set(readEvents(events).slice(-keptEvents))
  }

  /** Adds an event, at `now` (milliseconds by the trusted clock). */
  log(event: KeeperEvent, now: number): void {
    this.#hear(event)
    const events = withEvent(this.events.value, event, now)
    if (events === this.events.value) return
    this.#keep(events)
    this.events.set(events)
  }

  /** The memory of this channel for the watched row, whichever that is at the moment. */
  memoryOf(channel: string): AlertMemory {
    const memories = () => this.#told
    const keep = () => this.#keep()
    return {
      get told() {
        return memories().of(channel)
      },
      set told(told) {
        if (JSON.stringify(told) === JSON.stringify(this.told)) return
        memories().set(channel, told)
        keep()
      },
    }
  }

  #keep(events = this.events.value): void {
    if (this.#row === null) return
    this.#file.change({ [this.#row]: { ...Object(this.#file.content[this.#row]), events, told: this.#told.kept } })
  }
}
