import type { Clock, ServerClock, Store, TokenStore } from '../keeper/ports.ts'
import { type ConnectionOptions, openDatabase } from './database.ts'
import { createLogbook, type KeptLogbook, type LogbookAbsence } from './logbook.ts'
import { checkNames, defaultRowKey, defaultTable } from './names.ts'
import { createRow } from './row.ts'
import { createServerClock } from './server-clock.ts'

export interface SupabaseStoresOptions extends ConnectionOptions {
  readonly clock: Clock
  /** `system_settings` by default; the migration must have been run for this table. */
  readonly table?: string
  /** The token's row, `gazelle_oauth_token` by default; the lease's is beside it. */
  readonly rowKey?: string
  /** See `RowOptions`. */
  readonly pauses?: readonly number[]
  /** Where it is remembered that the project has no logbook; in this process alone by default. */
  readonly logbookAbsence?: LogbookAbsence | null
}

export interface SupabaseStores {
  /** The row of the token. */
  readonly token: Required<TokenStore>
  /** The row of the lease, `<rowKey>.lease`. */
  readonly lease: Required<Store>
  /** The row of what has been told about the token, `<rowKey>.alerts`; see `SharedMemory`. */
  readonly alerts: Required<Store>
  /** The row of the journals of keepers without a disk, `<rowKey>.journal`. */
  readonly journal: Required<Store>
  /** The logbook of the token's row, if the project has one. */
  readonly logbook: KeptLogbook
  /** Supabase's clock, told by every answer about one of the rows. */
  readonly serverClock: ServerClock
}

/**
 * The rows in a Supabase project, over one connection and one sign-in. Asks nothing yet. Throws a `RangeError` for
 * a table or a key that `isTableName` or `isRowKey` refuses.
 */
export function createSupabaseStores(options: SupabaseStoresOptions): SupabaseStores {
  const { clock, table = defaultTable, rowKey = defaultRowKey } = options
  checkNames(table, rowKey)
  const pauses = options.pauses === undefined ? {} : { pauses: options.pauses }
  const serverClock = createServerClock(clock)
  const connection = openDatabase({ ...options, fetch: serverClock.listen(options.fetch) })
  const row = (key: string, readsBack: boolean) =>
    createRow(connection, { table, key, readsBack, serverNow: serverClock.earliestNow, ...pauses })
  return {
    token: row(rowKey, true),
    // Those beside it need not be read back: only our programs write them, and each judges the row it finds.
    lease: row(`${rowKey}.lease`, false),
    alerts: row(`${rowKey}.alerts`, false),
    journal: row(`${rowKey}.journal`, false),
    logbook: createLogbook(connection, { table, key: rowKey }, options.logbookAbsence),
    serverClock,
  }
}
