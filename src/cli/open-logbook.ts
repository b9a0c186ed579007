import { type Connection, projectAndRow } from '../core/supabase/connection.ts'
import { createSupabaseStores, type SupabaseStores } from '../core/supabase/stores.ts'
import { openLogbookAbsence } from '../node/logbook-absence.ts'
import { systemClock } from '../node/system-clock.ts'
import type { CommandContext } from './command-context.ts'
import { openMemory } from './memory.ts'
import { userAgent } from './version.ts'

/** Opens the logbook of the connection's row, and the row, for a command that only looks. Asks no server yet. */
export function openLogbook(call: CommandContext, connection: Connection): Pick<SupabaseStores, 'logbook' | 'token'> {
  const memory = openMemory(connection, call)
  const { sessionStorage } = memory
  return createSupabaseStores({
    fetch: globalThis.fetch,
    userAgent,
    clock: systemClock,
    ...(sessionStorage !== undefined && { sessionStorage }),
    ...projectAndRow(connection),
    logbookAbsence: openLogbookAbsence(memory),
  })
}
