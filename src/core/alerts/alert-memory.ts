/** The name of the channel that every desktop has: the system's notifications. */
export const desktopChannel = 'desktop'

/**
 * What a channel has told of a row. It is kept, so that a restart repeats nothing. Points in time are milliseconds since 1970.
 * No secret is in it.
 */
export interface Told {
  /** The subjects of the needs that were told and are not met yet. */
  readonly needs: readonly string[]
  /** Since when something stands in the way; the keeper itself forgets that when it ends. */
  readonly troubleSince: number | null
  /** The person asked to be reminded then. */
  readonly remindAt: number | null
}

export const nothingTold: Told = { needs: [], troubleSince: null, remindAt: null }

/**
 * The memory of one channel, for the row that is watched. It gives the same object until it is set, and another one for
 * another row: by that a channel knows that its answer came too late.
 */
export interface AlertMemory {
  told: Told
}

/** The memories of a row's channels, by the channels' names. Whoever watches the row keeps them, wherever that is. */
export class AlertMemories {
  readonly #told: Map<string, Told>

  /**
   * Takes what was kept, if anything, which may have been written by another version, or by hand: what is not understood counts as not
   * told. A memory without a channel's name is the desktop's, which was the only channel up to 0.1.0.
   */
  constructor(kept: unknown = null) {
    const named = isUnnamed(kept) ? { [desktopChannel]: kept } : Object(kept)
    this.#told = new Map(Object.entries(named).map(([channel, told]) => [channel, readTold(told)]))
  }

  /** What this channel has told. */
  of(channel: string): Told {
    const told = this.#told.get(channel) ?? { ...nothingTold }
    // The next question gets the same one.
    this.#told.set(channel, told)
    return told
  }

  set(channel: string, told: Told): void {
    this.#told.set(channel, told)
  }

  /** What to keep, for JSON: `AlertMemories` are made of it the next time. */
  get kept(): Readonly<Record<string, Told>> {
    return Object.fromEntries(this.#told)
  }
}

const isUnnamed = (kept: unknown): boolean =>
  Object.keys(nothingTold).some((field) => Object.hasOwn(Object(kept), field))

function readTold(kept: unknown): Told {
  const { needs, troubleSince, remindAt } = Object(kept)
  return {
    needs: Array.isArray(needs) ? needs.filter((need) => typeof need === 'string').map(withStore) : nothingTold.needs,
    troubleSince: Number.isFinite(troubleSince) ? troubleSince : nothingTold.troubleSince,
    remindAt: Number.isFinite(remindAt) ? remindAt : nothingTold.remindAt,
  }
}

/** Up to 0.1.0 a problem of the store was called after Supabase. */
const withStore = (need: string) => need.replace(/^(blocked|trouble) supabase /, '$1 store ')
