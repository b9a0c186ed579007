import { createLease, type Lease, soleLease } from '../core/keeper/lease.ts'
import type { ServerClock, Store } from '../core/keeper/ports.ts'
import { silentServerClock } from '../core/keeper/trusted-clock.ts'
import { projectAndRow, wholeConnection } from '../core/supabase/connection.ts'
import { createSupabaseStores, type SupabaseStoresOptions } from '../core/supabase/stores.ts'
import { openLeaseHolder } from './lease-holder.ts'
import { withStoreErrors } from './own-store.ts'
import { openRowFiles, openStoreFiles, type RowFiles } from './row-files.ts'
import { faultInRow, type RowInStore, type RowInSupabase, type RowOptions } from './row-options.ts'

/** Where the row's files are: open already, or in this folder; see `openStateFolder`. */
interface FileOptions {
  readonly stateFolder?: string | null
  readonly rowFiles?: RowFiles
}

type Network = Pick<SupabaseStoresOptions, 'fetch' | 'userAgent' | 'clock'>

/** The row of a keeper without a window, and what comes with its place. */
export interface OpenRow {
  readonly token: Store
  /** The clock of the server that holds the row. */
  readonly serverClock: ServerClock
  readonly lease: Lease
  /** What has been told about the token, for all its keepers; null where there is no such row. */
  readonly alerts: Store | null
  readonly files: RowFiles
  /** Gives the lease back, or notes that it could not be. Never rejects. */
  leave(signal: AbortSignal): Promise<void>
}

/**
 * Opens the row in Supabase, or in the program's own store. Asks no server yet. Throws a `TypeError` where the options name
 * no place or two, a `RangeError` for a table or a row's key that is not allowed.
 */
export function openRow(options: RowOptions & FileOptions, network: Network): OpenRow {
  const fault = faultInRow(options)
  if (fault !== null) throw new TypeError(fault)
  return options.store === undefined ? openInSupabase(options, network) : openInStore(options)
}

function openInSupabase(options: RowInSupabase & FileOptions, network: Network): OpenRow {
  const connection = wholeConnection(options)
  const files = options.rowFiles ?? openRowFiles(connection, options.stateFolder)
  const { place, sessionStorage } = files
  const stores = createSupabaseStores({
    ...network,
    ...projectAndRow(connection),
    ...(sessionStorage && { sessionStorage }),
  })
  const { token, serverClock } = stores
  const holder = openLeaseHolder(place.in === 'folder' ? place.folder : null)
  const { name, isGone } = holder
  const lease = createLease({ store: stores.lease, serverClock, clock: network.clock, holder: name, isGone })
  return {
    token,
    serverClock,
    lease: holder.announced(lease),
    alerts: stores.alerts,
    files,
    async leave(signal) {
      await lease.release(signal)
      await holder.leave(lease.isOwed)
    },
  }
}

function openInStore({ store, stateSecret, stateFolder, rowFiles }: RowInStore & FileOptions): OpenRow {
  return {
    token: withStoreErrors(store),
    serverClock: silentServerClock,
    lease: soleLease,
    alerts: null,
    files: rowFiles ?? openStoreFiles(stateSecret ?? null, stateFolder),
    leave: soleLease.release,
  }
}
