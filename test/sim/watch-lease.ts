import type { StoredRow } from '../../src/core/keeper/ports.ts'
import type { KeeperSide } from './machine-side.ts'
import { minute, type World } from './world.ts'

/** How long a lease lives at most, by the server's clock: in milliseconds. */
const longestLease = 2 * minute

/**
 * Watches the writes of the lease: nobody takes it from another computer's keeper before its time is over by the server's clock,
 * not even from one that has crashed, as nobody there can know. A time too far away is nobody's: a wrong clock has written it.
 * And nobody gives it back while the row's successor is in its hands alone.
 */
export function watchLease(world: World, side: KeeperSide, before: StoredRow | null, after: StoredRow | null): void {
  const { timeline, tokenRow, violations, successor, scenario } = world
  const { name, told } = side
  const { holder, until } = Object(before?.value) as { holder?: unknown; until?: unknown }
  const isGivenBack = Object(after?.value).holder === null
  // Where the row has gone to another token, nobody finds the spent refresh token there.
  const inRow = tokenRow.accessToken
  const isHeld = told.journal.held.some(
    ({ credential, supersedes }) => credential.accessToken === successor && supersedes?.accessToken === inRow,
  )
  // What waits for a person's word may wait for long.
  if (isGivenBack && isHeld && side.holdsIssued && !scenario.hasOtherCompany)
    violations.push(`${name} gave the lease back while ${successor?.slice(0, 11)} was in no row`)
  if (typeof holder !== 'string' || holder.startsWith(`${name}-`)) return
  const left = Number(until) - timeline.now
  if (left > 0 && left <= longestLease) violations.push(`${name} took the lease of ${holder} while it lived`)
}
