import type { Logbook } from '../../core/keeper/logbook.ts'
import type { Store } from '../../core/keeper/ports.ts'
import { type Connection, projectAndRow } from '../../core/supabase/connection.ts'
import { createSupabaseStores, type SupabaseStores } from '../../core/supabase/stores.ts'
import { systemClock } from '../../node/system-clock.ts'
import { fetchBySystem, userAgent } from '../system/network.ts'
import { sessionStorageIn } from './supabase-user.ts'
import type { Vault } from './vault.ts'

/** The row that the present keeper watches. */
export interface WatchedRow {
  /** As `nameOfRow` gives it. */
  readonly name: string
  /** What has been told about it, for all its keepers. */
  readonly alerts: Store
  readonly logbook: Logbook
}

/** The rows of a connection, over this computer's network and by its clock, as the user whose session the vault holds. */
export function storesOf(connection: Connection, vault: Vault): SupabaseStores {
  return createSupabaseStores({
    fetch: fetchBySystem,
    userAgent,
    clock: systemClock,
    ...projectAndRow(connection),
    sessionStorage: sessionStorageIn(vault),
  })
}
