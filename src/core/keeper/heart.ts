import type { KeeperEvent } from './events.ts'
import type { Deed, KeeperName, Logbook, LogbookPage, RenewsBy } from './logbook.ts'
import type { KeeperState } from './state.ts'

/** A keeper that has done nothing since leaves word again only after this time, in milliseconds. */
const quietMilliseconds = 60_000

/** The events that are told, the weightiest first: a renewal is also a save. */
const deeds: readonly Deed[] = ['renewed', 'restored', 'saved', 'adopted', 'human-needed', 'failed']

/** The changes of the row that are read with a heartbeat: how many at most, and after which. */
export interface WantedWrites {
  readonly count: number
  readonly after: number | null
}

const noWrites: WantedWrites = { count: 0, after: null }

/**
 * Leaves word of a keeper in the row's logbook, and hears with it what others have left. Nothing waits for it, and nothing that
 * fails in it is told.
 */
export class Heart {
  readonly #logbook: Logbook
  readonly #keeper: KeeperName
  readonly #wants: () => WantedWrites
  readonly #listeners: ((page: LogbookPage | null) => void)[] = []
  #did: Deed = 'checked'
  #saved: string | null = null
  #beatAt: number | null = null
  #beating: Promise<void> = Promise.resolve()

  /** `wants` is asked before each heartbeat; no changes are read by default. */
  constructor(logbook: Logbook, keeper: KeeperName, wants: () => WantedWrites = () => noWrites) {
    this.#logbook = logbook
    this.#keeper = keeper
    this.#wants = wants
  }

  /** Calls `listener` with the logbook after each heartbeat that is left; with null where the project has none. */
  onAnswer(listener: (page: LogbookPage | null) => void): void {
    this.#listeners.push(listener)
  }

  /** Remembers what the keeper does, for the next heartbeat. */
  hear(event: KeeperEvent): void {
    const deed = deeds.find((each) => each === event.what)
    if (deed === undefined) return
    if (event.what === 'saved') this.#saved = event.token.fingerprint
    if (this.#did === 'checked' || deeds.indexOf(deed) < deeds.indexOf(this.#did)) this.#did = deed
  }

  /** Leaves a heartbeat after a check that has read the row. */
  beat({ row, problem }: KeeperState, renewsBy: RenewsBy | null): void {
    // The logbook is where the row is.
    if (row === 'unread' || problem?.at === 'store') return
    const now = performance.now()
    const isQuiet = this.#did === 'checked' && this.#beatAt !== null && now - this.#beatAt < quietMilliseconds
    if (isQuiet) return
    const heartbeat = { ...this.#keeper, did: this.#did, renewsBy, saved: this.#saved }
    this.#beatAt = now
    this.#did = 'checked'
    this.#saved = null
    const { count, after } = this.#wants()
    this.#beating = this.#logbook.leave(heartbeat, count, after).then(
      (page) => this.#listeners.forEach((hear) => void hear(page)),
      () => undefined,
    )
  }

  /** Resolves once the latest heartbeat is left, or has failed. Never rejects. */
  idle(): Promise<void> {
    return this.#beating
  }
}
