import type { Journal } from '../core/keeper/journal.ts'
import { createLease, type Lease, soleLease } from '../core/keeper/lease.ts'
import type { Logbook } from '../core/keeper/logbook.ts'
import type { ServerClock, Store, TokenStore } from '../core/keeper/ports.ts'
import { silentServerClock } from '../core/keeper/trusted-clock.ts'
import { type Connection, projectAndRow, wholeConnection } from '../core/supabase/connection.ts'
import { createSupabaseStores, type SupabaseStoresOptions } from '../core/supabase/stores.ts'
import { faultInJournal, type JournalOptions } from './journal-options.ts'
import { openLeaseHolder } from './lease-holder.ts'
import { openLogbookAbsence } from './logbook-absence.ts'
import { withStoreErrors } from './own-store.ts'
import { placedJournal } from './placed-journal.ts'
import { openRowFiles, openStoreFiles, type RowFiles } from './row-files.ts'
import { RowJournal } from './row-journal.ts'
import { faultInRow, type RowInStore, type RowInSupabase, type RowOptions } from './row-options.ts'
import { createWebSeal } from './web-seal.ts'

/** Where the row's files are: open already, or in this folder; see `openStateFolder`. */
interface FileOptions {
  readonly stateFolder?: string | null
  readonly rowFiles?: RowFiles
  /** A journal that is kept elsewhere. The files then hold no journal, and there are none where no folder is named. */
  readonly journal?: JournalOptions
}

type Network = Pick<SupabaseStoresOptions, 'fetch' | 'userAgent' | 'clock'>

/** The row of a keeper without a window, and what comes with its place. */
export interface OpenRow {
  readonly token: TokenStore
  /** The clock of the server that holds the row. */
  readonly serverClock: ServerClock
  readonly lease: Lease
  /** What has been told about the token, for all its keepers; null where there is no such row. */
  readonly alerts: Store | null
  /** Null in a store of the program's own. */
  readonly logbook: Logbook | null
  readonly files: RowFiles
  /** The journal that is not kept in the files; null where it is. */
  readonly journal: Journal | null
  /** Gives the lease back, or notes that it could not be. Never rejects. */
  leave(signal: AbortSignal): Promise<void>
}

/**
 * Opens the row in Supabase, or in the program's own store. Asks no server yet. Throws a `TypeError` where the options name
 * no place or two, a `RangeError` for a table or a row's key that is not allowed.
 */
export function openRow(options: RowOptions & FileOptions, network: Network): OpenRow {
  const fault = faultInRow(options) ?? faultInJournal(options)
  if (fault !== null) throw new TypeError(fault)
  return options.store === undefined ? openInSupabase(options, network) : openInStore(options)
}

function openInSupabase(options: RowInSupabase & FileOptions, network: Network): OpenRow {
  const connection = wholeConnection(options)
  const files = options.rowFiles ?? openRowFiles(connection, folderOf(options))
  const { place, sessionStorage } = files
  const stores = createSupabaseStores({
    ...network,
    ...projectAndRow(connection),
    ...(sessionStorage && { sessionStorage }),
    logbookAbsence: openLogbookAbsence(files),
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
    logbook: stores.logbook,
    files,
    journal: journalOf(options.journal, stores.journal, connection),
    async leave(signal) {
      await lease.release(signal)
      await holder.leave(lease.isOwed)
    },
  }
}

function journalOf(
  options: JournalOptions | undefined,
  row: Store,
  { table, rowKey }: Pick<Connection, 'table' | 'rowKey'>,
): Journal | null {
  if (options === undefined) return null
  const { in: place, secret } = options
  // Not sealed for the project's address as well: a function and a runner may know it by different ones.
  return place === 'row'
    ? new RowJournal(row, () => createWebSeal(secret, ['row-journal', table, rowKey]))
    : placedJournal(place, secret)
}

function openInStore(options: RowInStore & FileOptions): OpenRow {
  const { store, stateSecret, rowFiles, journal } = options
  return {
    token: withStoreErrors(store),
    serverClock: silentServerClock,
    lease: soleLease,
    alerts: null,
    logbook: null,
    files: rowFiles ?? openStoreFiles(stateSecret ?? null, folderOf(options)),
    journal: journal && journal.in !== 'row' ? placedJournal(journal.in, journal.secret) : null,
    leave: soleLease.release,
  }
}

const folderOf = ({ stateFolder, journal }: FileOptions) => (stateFolder === undefined && journal ? null : stateFolder)
