import { setTimeout as sleep } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import type { Store } from '../keeper/ports.ts'
import { passesByItself, StoreError } from '../keeper/store-error.ts'
import type { Json } from '../token/record.ts'
import { readShared, type SharedTold } from './shared-told.ts'

/** A keeper's own memory of the alerts, for when the row cannot be had. Its functions never reject. */
export interface OwnMemory {
  /** The name of this keeper among those of the row. */
  readonly keeper: string
  /**
   * Whether this memory alone may say what is told now. One that ends with its process knows of nothing that was told before: it would
   * say so at each start.
   */
  mayStandAlone(): boolean
  /** What `write` was given last; anything else if there is nothing, or if it is damaged. */
  read(): Promise<unknown>
  write(told: SharedTold): Promise<void>
}

/** A change of the memory: what it is then, and what the change gives. It may be made several times, until it is stored. */
export type Change<T> = (told: SharedTold) => { readonly next: SharedTold; readonly result: T }

/** So many keepers may be faster, one after the other. */
const mostAttempts = 20

/**
 * The pauses before a database that was busy is asked again, in milliseconds: a keeper that went by its own memory at once would
 * repeat what others tell.
 */
const defaultPauses = [1_000, 3_000]

/** The memory of the alerts that all keepers of a row share. */
export class SharedMemory {
  readonly #row: Store | null
  readonly #own: OwnMemory
  readonly #pauses: readonly number[]

  /** Takes the row beside the token, or null if there is none, and the keeper's own memory. `pauses`: see above. */
  constructor(row: Store | null, own: OwnMemory, pauses: readonly number[] = defaultPauses) {
    this.#row = row
    this.#own = own
    this.#pauses = pauses
  }

  get keeper(): string {
    return this.#own.keeper
  }

  /**
   * Makes a change, while nobody else makes another; in the keeper's own memory if the row cannot be read or written. `asksRow`:
   * false if the row is known to be out of reach. Gives the change's result, or null if others were always faster, or nobody could
   * remember it. Never rejects, unless the change throws.
   */
  async update<T>(change: Change<T>, { asksRow = true, signal }: UpdateOptions = {}): Promise<T | null> {
    const own = readShared(await this.#own.read())
    if (this.#row !== null && asksRow) {
      const outcome = await this.#inRow(this.#row, change, own, signal)
      if (outcome !== 'out of reach') {
        if (!isDeepStrictEqual(outcome.told, own)) await this.#own.write(outcome.told)
        return outcome.result
      }
    }
    if (!this.#own.mayStandAlone()) return null
    const { next, result } = change(own)
    if (!isDeepStrictEqual(next, own)) await this.#own.write(next)
    return result
  }

  async #inRow<T>(
    store: Store,
    change: Change<T>,
    own: SharedTold,
    signal: AbortSignal | undefined,
  ): Promise<{ told: SharedTold; result: T | null } | 'out of reach'> {
    let told = own
    const pauses = [...this.#pauses]
    for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
      try {
        const row = await store.read(signal)
        const there = readShared(row?.value)
        told = merged(there, own, this.keeper)
        const { next, result } = change(told)
        if (isDeepStrictEqual(next, there)) return { told: next, result }
        if ((await store.swap(row, next as unknown as Json, signal)).won) return { told: next, result }
      } catch (error) {
        if (!(error instanceof StoreError)) throw error
        const pause = passesByItself[error.kind] ? pauses.shift() : undefined
        if (pause === undefined || signal?.aborted) return 'out of reach'
        await sleep(pause, undefined, signal && { signal }).catch(() => undefined)
      }
    }
    return { told, result: null }
  }
}

interface UpdateOptions {
  readonly asksRow?: boolean
  readonly signal?: AbortSignal | undefined
}

/** The row's memory, with what this keeper told while the row was out of reach: of each channel the later of the two. */
function merged(there: SharedTold, own: SharedTold, keeper: string): SharedTold {
  const later = Object.entries(own.channels).filter(
    ([name, { changedAt }]) => changedAt > (there.channels[name]?.changedAt ?? 0),
  )
  const since = there.troubles[keeper] ?? own.troubles[keeper]
  return {
    ...there,
    company: there.company ?? own.company,
    troubles: since === undefined ? there.troubles : { ...there.troubles, [keeper]: since },
    channels: { ...there.channels, ...Object.fromEntries(later) },
  }
}
