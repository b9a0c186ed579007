import { gazelleAddresses } from '../core/gazelle/addresses.ts'
import { createGazelle } from '../core/gazelle/probe.ts'
import { type Condition, conditionOf } from '../core/keeper/condition.ts'
import { renewalOptionsOf } from '../core/keeper/foresight.ts'
import { inspectRow } from '../core/keeper/inspect-row.ts'
import type { JournalContent } from '../core/keeper/journal.ts'
import type { LogbookPage, SeenKeeper } from '../core/keeper/logbook.ts'
import type { Gazelle } from '../core/keeper/ports.ts'
import { isRenewedInVain, type KeeperState } from '../core/keeper/state.ts'
import { TrustedClock } from '../core/keeper/trusted-clock.ts'
import { type Connection, projectAndRow } from '../core/supabase/connection.ts'
import { createSupabaseStores } from '../core/supabase/stores.ts'
import type { TokenRecord } from '../core/token/record.ts'
import { openLogbookAbsence } from '../node/logbook-absence.ts'
import { systemClock } from '../node/system-clock.ts'
import type { Memory } from './memory.ts'
import { userAgent } from './version.ts'

/** The token's status, as far as an inspection shows it. */
export interface Inspection {
  readonly state: KeeperState
  readonly condition: Condition
  /** Milliseconds since 1970 by the trusted clock. */
  readonly now: number
  /** When the row was last written, by the database; null if it does not say. */
  readonly writtenAt: string | null
  /** A token that is in no row yet, and whether it outlives this process; null if there is none, or if that is not known. */
  readonly held: { readonly fingerprint: string; readonly keptIn: 'folder' | 'memory' } | null
  /** Null unless Gazelle rejects the row's token although this computer's latest renewal brought it. */
  readonly inVain: InVain | null
  /** Who looks after the row, the latest first; none where that is not known. */
  readonly keepers: readonly SeenKeeper[]
}

/**
 * A renewal whose token is rejected nonetheless: when it took place, and until when no other follows. Milliseconds since 1970.
 */
export interface InVain {
  readonly renewedAt: number
  readonly notBefore: number
}

/** The options of Gazelle's API at a connection, over Node's network. */
export const gazelleOptions = ({ gazelleUrl }: Connection) => ({
  endpoint: gazelleAddresses(gazelleUrl).graphqlEndpoint,
  fetch: globalThis.fetch,
  userAgent,
  clock: systemClock,
})

/**
 * Reads the row and asks Gazelle about its token; writes nothing, and renews nothing. `gazelle` is the connection's by default.
 * Gives the inspection, and the token's record or null. Never rejects: a problem goes into the state.
 */
export async function inspect(
  connection: Connection,
  memory: Memory,
  gazelle: Gazelle = createGazelle(gazelleOptions(connection)),
): Promise<{ inspection: Inspection; record: TokenRecord | null }> {
  const { sessionStorage } = memory
  const network = { fetch: globalThis.fetch, userAgent, clock: systemClock }
  const session = sessionStorage === undefined ? {} : { sessionStorage }
  const { token, serverClock, logbook } = createSupabaseStores({
    ...network,
    ...session,
    ...projectAndRow(connection),
    logbookAbsence: openLogbookAbsence(memory),
  })
  const clock = new TrustedClock(systemClock, serverClock)
  const journal = await memory.journal()
  const hasApplication = connection.application !== null
  let asked: Promise<LogbookPage | null> = Promise.resolve(null)
  // The row can be read, so the logbook can be asked for while Gazelle is.
  const read = async () => {
    const row = await token.read()
    asked = logbook.read(0).catch(() => null)
    return row
  }
  const store = { ...token, read }
  const { state, reading } = await inspectRow({ store, gazelle, clock, journal, hasApplication })
  const now = clock.now()
  const condition = conditionOf(state, now)
  const writtenAt = reading?.row?.updatedAt ?? null
  const keepers = (await asked)?.keepers ?? []
  const inspection = { state, condition, now, writtenAt, held: null, inVain: inVainOf(state, now, journal), keepers }
  return { inspection, record: reading?.record ?? null }
}

/** The renewal in vain, if any, from this computer's journal. `now` in milliseconds. */
export function inVainOf(state: KeeperState, now: number, journal: JournalContent): InVain | null {
  const options = renewalOptionsOf(journal)
  const { token, works, isForbidden } = state
  if (isForbidden || options.renewal === null || !isRenewedInVain(state, options.renewal)) return null
  return { renewedAt: options.renewal.at, notBefore: options.renewsNotBefore(token, works, now) }
}
