import type { Begun, Claim, SwapResult } from '../../src/core/keeper/ports.ts'
import type { Json } from '../../src/core/token/record.ts'
import type { ModelRow } from './model-row.ts'

const free = { holder: null, until: 0 }
/** The error of keepers that judge a lease by their own idea of the database's clock, in milliseconds. */
const margin = 10_000

type Rows = { readonly tokenRow: ModelRow; readonly leaseRow: ModelRow }

/** The migration's function that begins a renewal at `now`, by the database's clock. */
export function beginRenewal(
  { tokenRow, leaseRow }: Rows,
  expected: ModelRow['row'],
  { holder, lifeMilliseconds }: Claim,
  now: number,
): Begun {
  const { row } = tokenRow
  if (row === null || !isSame(row.value, expected?.value)) return { isBegun: false, lease: null }
  if (isOthers(leaseRow.row?.value, holder, lifeMilliseconds, now)) return { isBegun: false, lease: leaseRow.row }
  return { isBegun: true, row, lease: leaseRow.put({ holder, until: Math.floor(now) + lifeMilliseconds }) }
}

/** The migration's function that settles a renewal, unless it is too late to write. */
export function settleRenewal(
  { tokenRow, leaseRow }: Rows,
  expected: ModelRow['row'],
  value: Json,
  lease: ModelRow['row'],
  isLate: boolean,
): SwapResult & { readonly isGivenBack: boolean } {
  const swapped: SwapResult = isLate ? { won: false } : tokenRow.swap(expected, value)
  const isGivenBack = swapped.won && leaseRow.swap(lease, free).won
  return { ...swapped, isGivenBack }
}

function isOthers(value: unknown, ours: string, life: number, now: number): boolean {
  const { holder, until } = Object(value) as { holder?: unknown; until?: unknown }
  if (typeof holder !== 'string' || typeof until !== 'number' || holder === ours) return false
  return now < until + margin && until <= now + 2 * life
}

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)
