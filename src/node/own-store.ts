import { networkErrorCode } from '../core/base/network-error.ts'
import type { Store } from '../core/keeper/ports.ts'
import { StoreError } from '../core/keeper/store-error.ts'

/**
 * A store of the program's own, made to reject with a `StoreError` and nothing else: a failed connection is `unavailable`, any
 * other error `unexpected-answer`. Only the error's code or name is passed on: its text may quote a token.
 */
export function withStoreErrors(store: Store): Store {
  const rehearse = store.rehearse?.bind(store)
  return {
    read: (signal) => guarded(async () => (await store.read(signal)) ?? null),
    swap: (...details) => guarded(() => store.swap(...details)),
    ...(rehearse && { rehearse: (...details) => guarded(() => rehearse(...details)) }),
  }
}

/** Rejects with a `StoreError` in place of any other error. */
export async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw toStoreError(error)
  }
}

/** The system's codes of a failed connection, and those of Node's `fetch`; not Node's own `ERR_…`, which tell of a wrong call. */
const ofConnection = /^(E[A-Z0-9]+|UND_ERR_[A-Z_]+)$/

function toStoreError(error: unknown): StoreError {
  if (error instanceof StoreError) return error
  const code = networkErrorCode(error)
  const kind = code !== null && ofConnection.test(code) ? 'unavailable' : 'unexpected-answer'
  const why = code ?? (error instanceof Error ? error.name : typeof error)
  return new StoreError(kind, `The store failed (${why}).`, code === null ? {} : { code })
}
