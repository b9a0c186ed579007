import { Observed } from '../../core/base/observed.ts'
import { oneLine } from '../../core/base/one-line.ts'
import type { WantedWrites } from '../../core/keeper/heart.ts'
import type { LogbookPage, RowWrite, SeenKeeper } from '../../core/keeper/logbook.ts'
import type { KnownKeeper } from '../../shared/snapshot.ts'

/** What the logbook has told of the watched row. */
export interface Told {
  /** The latest first; none where the project has no logbook. */
  readonly keepers: readonly KnownKeeper[]
  /** The changes of the row, the latest first. */
  readonly writes: readonly RowWrite[]
}

export const nothingTold: Told = { keepers: [], writes: [] }

/** So many changes are read and remembered. */
const mostWrites = 300
/** So many that are known are read once more: a keeper's next heartbeat adds its name to what it wrote. */
const writesReadAgain = 9

/**
 * What all keepers know of the watched row. It is heard with the app's own heartbeat, so that nothing is asked for it; after the
 * first one, only the latest changes are read.
 */
export class KnownLogbook {
  readonly told = new Observed<Told>(nothingTold)
  readonly #now: () => number
  /** The row that is watched now: an answer about an earlier one comes too late. */
  #row: object | null = null

  /** `now`: milliseconds by the trusted clock. */
  constructor(now: () => number) {
    this.#now = now
  }

  /** Goes over to another row: what the heart of its keeper wants, and who hears the answers. */
  open(): { wants: () => WantedWrites; hear: (page: LogbookPage | null) => void } {
    const row = {}
    this.#row = row
    this.told.set(nothingTold)
    let after: number | null = null
    return {
      wants: () => {
        after = this.told.value.writes[writesReadAgain]?.id ?? null
        return { count: mostWrites, after }
      },
      hear: (page) => {
        if (this.#row === row) this.told.set(page === null ? nothingTold : this.#toldBy(page, after))
      },
    }
  }

  #toldBy(page: LogbookPage, after: number | null): Told {
    const { writes } = this.told.value
    const isAfter = ({ id }: RowWrite) => after === null || id > after
    // Where what was known is missing, more has happened than was read, or the logbook was begun anew.
    const goesOn = writes.filter(isAfter).every(({ id }) => page.writes.some((write) => write.id === id))
    const earlier = goesOn ? writes.filter((write) => !isAfter(write)) : []
    return {
      keepers: page.keepers.map((keeper) => knownKeeper(keeper, this.#now())),
      writes: [...page.writes, ...earlier].slice(0, mostWrites),
    }
  }
}

const kinds: readonly SeenKeeper['kind'][] = ['app', 'command', 'library', 'function']

/** Others have written it: names are made fit to be shown, and a kind of a later version counts as a program. */
function knownKeeper({ secondsAgo, ableSecondsAgo: _, ...keeper }: SeenKeeper, now: number): KnownKeeper {
  return {
    ...keeper,
    kind: kinds.includes(keeper.kind) ? keeper.kind : 'library',
    name: oneLine(keeper.name, 60) ?? '?',
    version: oneLine(keeper.version, 30) ?? '',
    seenAt: now - secondsAgo * 1000,
  }
}
