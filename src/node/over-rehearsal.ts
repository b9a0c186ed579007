import { DiskError, diskTroubleOf } from '../core/base/disk-trouble.ts'
import type { Journal } from '../core/keeper/journal.ts'
import type { TokenStore } from '../core/keeper/ports.ts'

/** How long after a rehearsal the row is trusted to take the rehearsed value. Milliseconds. */
const freshMilliseconds = 60_000

/**
 * Lets a token be renewed while the journal cannot be written: the note of spending stays in memory if the store has just
 * rehearsed that the new token can be saved, once for each rehearsal. Every other failed write still rejects, with a
 * `DiskError`. See decision 27 for the risk. `now` gives monotonic milliseconds.
 */
export function overRehearsal(
  journal: Journal,
  store: TokenStore,
  now: () => number = () => performance.now(),
): { readonly journal: Journal; readonly store: TokenStore } {
  let rehearsedAt = Number.NEGATIVE_INFINITY
  const rehearse = store.rehearse?.bind(store)
  const begin = store.begin?.bind(store)
  const settle = store.settle?.bind(store)
  return {
    store: {
      read: (...details) => store.read(...details),
      swap: (...details) => store.swap(...details),
      ...(rehearse && {
        async rehearse(...details) {
          const outcome = await rehearse(...details)
          rehearsedAt = outcome === 'would-lose' ? Number.NEGATIVE_INFINITY : now()
          return outcome
        },
      }),
      ...(begin && {
        async begin(...details) {
          const begun = await begin(...details)
          rehearsedAt = begun?.isBegun ? now() : Number.NEGATIVE_INFINITY
          return begun
        },
      }),
      ...(settle && { settle }),
    },
    journal: {
      read: () => journal.read(),
      async write(content) {
        const isRehearsed = content.spending !== null && now() - rehearsedAt < freshMilliseconds
        try {
          await journal.write(content)
        } catch (error) {
          if (!isRehearsed) throw error instanceof DiskError ? error : new DiskError(troubleOf(error))
        } finally {
          if (content.spending !== null) rehearsedAt = Number.NEGATIVE_INFINITY
        }
      },
    },
  }
}

const troubleOf = (error: unknown) => diskTroubleOf(error, process.platform)
