import { gazelleAddresses } from '../core/gazelle/addresses.ts'
import { GazelleError } from '../core/gazelle/errors.ts'
import { createGazelle } from '../core/gazelle/probe.ts'
import { type Condition, conditionOf } from '../core/keeper/condition.ts'
import { foresee } from '../core/keeper/foresight.ts'
import { problemOf } from '../core/keeper/problem.ts'
import { emptyRenewalMemory } from '../core/keeper/renewal-memory.ts'
import { RenewalOptions } from '../core/keeper/renewal-options.ts'
import { readRow } from '../core/keeper/row-reading.ts'
import { isRenewedInVain, type KeeperState, unknownState } from '../core/keeper/state.ts'
import { TrustedClock } from '../core/keeper/trusted-clock.ts'
import { type Connection, projectAndRow } from '../core/supabase/connection.ts'
import { createSupabaseStores } from '../core/supabase/stores.ts'
import type { TokenRecord } from '../core/token/record.ts'
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
 * Reads the row and, if `asks`, asks Gazelle about its token; writes nothing, and renews nothing. Gives the inspection, and the
 * token's record or null. Never rejects: a problem goes into the state.
 */
export async function inspect(
  connection: Connection,
  memory: Memory,
  { asks }: { asks: boolean } = { asks: true },
): Promise<{ inspection: Inspection; record: TokenRecord | null }> {
  const { sessionStorage } = memory
  const network = { fetch: globalThis.fetch, userAgent, clock: systemClock }
  const session = sessionStorage === undefined ? {} : { sessionStorage }
  const stores = createSupabaseStores({ ...network, ...session, ...projectAndRow(connection) })
  const trusted = new TrustedClock(systemClock, stores.serverClock)
  let state: KeeperState = unknownState
  let record: TokenRecord | null = null
  let writtenAt: string | null = null
  try {
    const row = await stores.token.read()
    writtenAt = row?.updatedAt ?? null
    const reading = readRow(row, Math.floor(trusted.now() / 1000))
    record = reading.record
    state = {
      ...state,
      row: record !== null ? 'token' : reading.flaw === null ? 'empty' : 'unreadable',
      problem: reading.flaw && problemOf(reading.flaw),
      token: reading.facts,
      checkedAt: trusted.now(),
      renewsByItself: false,
    }
    if (record !== null) {
      if (asks) state = await askGazelle(record, state)
      state = await foreseen(state, record, trusted.now(), connection, memory)
    }
  } catch (error) {
    state = { ...state, problem: problemOf(error) }
  }
  const now = trusted.now()
  state = { ...state, clockErrorMilliseconds: trusted.errorMilliseconds }
  const inVain = await inVainOf(state, now, memory)
  return { inspection: { state, condition: conditionOf(state, now), now, writtenAt, held: null, inVain }, record }

  async function askGazelle(record: TokenRecord, state: KeeperState): Promise<KeeperState> {
    try {
      const answer = await createGazelle(gazelleOptions(connection)).probe(record)
      trusted.hearGazelle(answer)
      const token = state.token && { ...state.token, headerKind: answer.headerKind }
      return { ...state, token, account: answer.account ?? null, works: true, askedGazelleAt: trusted.now() }
    } catch (error) {
      if (!(error instanceof GazelleError)) throw error
      const isRefused = error.kind === 'unauthorized' || error.kind === 'forbidden'
      // A rejected token is not a problem as well: its condition says it.
      const problem = error.kind === 'unauthorized' ? null : problemOf(error)
      const isForbidden = error.kind === 'forbidden'
      return {
        ...state,
        account: error.account,
        problem,
        ...(isRefused ? { works: false, isForbidden, askedGazelleAt: trusted.now() } : {}),
      }
    }
  }
}

/** The state of the row's token with the forecast from this computer's journal. `now` in milliseconds. Never rejects. */
export async function foreseen(
  state: KeeperState,
  record: TokenRecord,
  now: number,
  { application }: Connection,
  memory: Memory,
): Promise<KeeperState> {
  return foresee(state, { record, journal: await memory.journal(), hasApplication: application !== null }, now)
}

/** The renewal in vain, if any, from this computer's journal. `now` in milliseconds. Never rejects. */
export async function inVainOf(state: KeeperState, now: number, memory: Memory): Promise<InVain | null> {
  const { ways: kept = emptyRenewalMemory } = await memory.journal()
  const ways = new RenewalOptions({ renewalMemory: kept, keepRenewalMemory: () => undefined })
  const { token, works, isForbidden } = state
  if (isForbidden || ways.renewal === null || !isRenewedInVain(state, ways.renewal)) return null
  return { renewedAt: ways.renewal.at, notBefore: ways.renewsNotBefore(token, works, now) }
}
