/** The channel of every desktop: the system's notifications. Any other channel's name stands with the channel. */
export const desktopChannel = 'desktop'

/**
 * What a channel has told of a row, kept so that a restart repeats nothing. Points in time are milliseconds since 1970. Holds no
 * secret.
 */
export interface Told {
  /** The subjects of the needs that were told and are not met yet. */
  readonly needs: readonly string[]
  /** The beginning of the present trouble; the keeper itself forgets it when the process ends. */
  readonly troubleSince: number | null
  /** When the person asked to be reminded. */
  readonly remindAt: number | null
  /** When the latest need was told; null also where an earlier version told it. */
  readonly toldAt: number | null
}

export const nothingTold: Told = { needs: [], troubleSince: null, remindAt: null, toldAt: null }

/**
 * The memory of one channel, for the watched row. It gives the same object until it is set, and a different one for another row,
 * so that a channel notices an answer that comes too late.
 */
export interface AlertMemory {
  told: Told
}

/** The memories of a row's channels, by the channels' names. The watcher of the row stores them. */
export class AlertMemories {
  readonly #told: Map<string, Told>

  /**
   * Takes the stored memories, if any. They may have been written by another version, or by hand: what is not understood counts
   * as not told. A memory without a channel's name is the desktop's, the only channel up to 0.1.0.
   */
  constructor(kept: unknown = null) {
    const named = isUnnamed(kept) ? { [desktopChannel]: kept } : Object(kept)
    this.#told = new Map(Object.entries(named).map(([channel, told]) => [channel, readTold(told)]))
  }

  /** The memory of this channel. */
  of(channel: string): Told {
    const told = this.#told.get(channel) ?? { ...nothingTold }
    // The next call must get the same object.
    this.#told.set(channel, told)
    return told
  }

  set(channel: string, told: Told): void {
    this.#told.set(channel, told)
  }

  /** The memories to store, as JSON; the constructor takes them back. */
  get kept(): Readonly<Record<string, Told>> {
    return Object.fromEntries(this.#told)
  }
}

const isUnnamed = (kept: unknown): boolean =>
  Object.keys(nothingTold).some((field) => Object.hasOwn(Object(kept), field))

function readTold(kept: unknown): Told {
  const { needs, troubleSince, remindAt, toldAt } = Object(kept)
  return {
    needs: Array.isArray(needs) ? needs.filter((need) => typeof need === 'string').map(withStore) : nothingTold.needs,
    troubleSince: Number.isFinite(troubleSince) ? troubleSince : nothingTold.troubleSince,
    remindAt: Number.isFinite(remindAt) ? remindAt : nothingTold.remindAt,
    toldAt: Number.isFinite(toldAt) ? toldAt : nothingTold.toldAt,
  }
}

/** Up to 0.1.0 a problem of the store was named after Supabase. */
const withStore = (need: string) => need.replace(/^(blocked|trouble) supabase /, '$1 store ')
