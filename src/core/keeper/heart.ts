import type { KeeperEvent } from './events.ts'
import type { Deed, KeeperName, Logbook, RenewsBy } from './logbook.ts'
import type { KeeperState } from './state.ts'

/** A keeper that has done nothing since leaves word again only after this time, in milliseconds. */
const quietMilliseconds = 60_000

/** The events that are told, the weightiest first: a renewal is also a save. */
const deeds: readonly Deed[] = ['renewed', 'restored', 'saved', 'adopted', 'human-needed', 'failed']

/** Leaves word of a keeper in the row's logbook. Nothing waits for it, and nothing that fails in it is told. */
export class Heart {
  readonly #logbook: Logbook
  readonly #keeper: KeeperName
  #did: Deed = 'checked'
  #saved: string | null = null
  #beatAt: number | null = null
  #beating: Promise<void> = Promise.resolve()

  constructor(logbook: Logbook, keeper: KeeperName) {
    this.#logbook = logbook
    this.#keeper = keeper
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
    this.#beating = this.#logbook.leave(heartbeat, 0).then(
      () => undefined,
      () => undefined,
    )
  }

  /** Resolves once the latest heartbeat is left, or has failed. Never rejects. */
  idle(): Promise<void> {
    return this.#beating
  }
}
