import type { Store, TokenStore } from '../../src/core/keeper/ports.ts'
import { jsonTextOf, jsonValueOf } from '../../src/core/token/json-text.ts'
import type { KeeperSide } from './machine-side.ts'
import { beginRenewal, settleRenewal } from './model-renewal.ts'
import { accessTokenOf, isSameValue, type ModelRow, refreshTokenOf } from './model-row.ts'
import { refuseWhileClosed, storeDown } from './troubles.ts'
import { watchLease } from './watch-lease.ts'
import type { World } from './world.ts'

type Swapped = Awaited<ReturnType<Store['swap']>>

/** The token's row as a keeper on this computer reaches it. */
export function tokenStoreOf(world: World, side: KeeperSide): TokenStore {
  const store = storeOf(world, side, 'token', world.tokenRow, (before, after) =>
    world.watchWrite(accessTokenOf(before), accessTokenOf(after)),
  )
  const { hasFunctions, seed } = world.scenario
  if (hasFunctions === undefined) return store
  const able = { ...store, rehearse: rehearsalOf(world, side) }
  const isOld = seed % 3 === 0 && side.name === 'keeper-0'
  return isOld ? able : { ...able, ...stepsAtOnce(world, side, hasFunctions) }
}

/** The row of the lease. */
export const leaseStoreOf = (world: World, side: KeeperSide): Store =>
  storeOf(world, side, 'lease', world.leaseRow, (before, after) => watchLease(world, side, before, after))

function storeOf(
  world: World,
  side: KeeperSide,
  what: 'token' | 'lease',
  row: ModelRow,
  watch: (before: ModelRow['row'], after: ModelRow['row']) => void,
): Store {
  const { timeline } = world
  const { cross, clock, told } = side
  return {
    read: async () => {
      const found = await clock.tellingTime(() =>
        cross(
          `read ${what}`,
          () => {
            told.readAt = timeline.now
            clock.supabaseAnswers()
            return row.row
          },
          storeDown,
        ),
      )
      know(side, what, found)
      return found
    },
    // Like the real store's: its result was read back, and may be another writer's by then.
    swap: async (expected, value, _signal, withinMilliseconds) => {
      const notAfter = clock.latestWrite(withinMilliseconds)
      const swapped = await clock.tellingTime(() =>
        cross(
          `swap ${what} to ${jsonTextOf(value).slice(0, 40)}`,
          () => {
            clock.supabaseAnswers()
            if (what === 'token') refuseWhileClosed(world)
            const before = row.row
            const written: Swapped = timeline.now > notAfter ? { won: false } : row.swap(expected, jsonValueOf(value))
            if (written.won) watch(before, row.row)
            return written
          },
          storeDown,
        ),
      )
      if (!swapped.won || what === 'lease') return swapped
      const readBack = await cross(`read ${what} back`, () => row.row, storeDown).catch(() => null)
      see(side, what, swapped.row)
      know(side, what, readBack ?? swapped.row)
      return { won: true, row: readBack ?? swapped.row }
    },
  }
}

/** The migration's rehearsal, which is as old as its swap. */
function rehearsalOf(world: World, { cross, clock }: KeeperSide): NonNullable<Store['rehearse']> {
  return (expected) =>
    clock.tellingTime(() =>
      cross(
        'rehearse',
        () => {
          clock.supabaseAnswers()
          refuseWhileClosed(world)
          return isSameValue(expected, world.tokenRow.row) ? ('would-win' as const) : ('would-lose' as const)
        },
        storeDown,
      ),
    )
}

/** What the project's functions do at once, if it has them; else they are missing, which the keeper finds out by asking. */
function stepsAtOnce(
  world: World,
  side: KeeperSide,
  areThere: boolean,
): Required<Pick<TokenStore, 'begin' | 'settle'>> {
  const { timeline, tokenRow, leaseRow } = world
  const { cross, clock, told } = side
  const call = <T>(what: string, perform: () => T): Promise<T | null> =>
    clock.tellingTime(() =>
      cross(
        what,
        () => {
          clock.supabaseAnswers()
          return areThere ? perform() : null
        },
        storeDown,
      ),
    )
  return {
    begin: async (expected, _value, claim) => {
      const begun = await call('begin', () => {
        const before = leaseRow.row
        const begun = beginRenewal(world, expected, claim)
        if (begun.isBegun) {
          told.readAt = timeline.now
          watchLease(world, side, before, leaseRow.row)
        }
        return begun
      })
      if (begun?.isBegun) know(side, 'token', begun.row)
      return begun
    },
    // Its result is what was written: another writer may have come since.
    settle: async (expected, value, lease, _signal, withinMilliseconds) => {
      const notAfter = clock.latestWrite(withinMilliseconds)
      const settled = await call(`settle with ${jsonTextOf(value).slice(0, 40)}`, () => {
        const [token, held] = [tokenRow.row, leaseRow.row]
        const settled = settleRenewal(world, expected, jsonValueOf(value), lease, timeline.now > notAfter)
        if (settled.won) world.watchWrite(accessTokenOf(token), accessTokenOf(tokenRow.row))
        if (leaseRow.row !== held) watchLease(world, side, held, leaseRow.row)
        return settled
      })
      if (settled?.won) know(side, 'token', settled.row)
      return settled
    },
  }
}

/** Notes what this computer's keeper has seen of a row. */
function see({ told }: KeeperSide, what: 'token' | 'lease', found: ModelRow['row']): void {
  const access = accessTokenOf(found)
  if (what === 'token') told.inRow = access ?? ''
  if (access !== null) told.seen.add(access)
}

/** The same, and that this is what the row holds. */
function know(side: KeeperSide, what: 'token' | 'lease', found: ModelRow['row']): void {
  see(side, what, found)
  if (what === 'token') side.told.isRefreshTokenInRow = refreshTokenOf(found) !== null
}
