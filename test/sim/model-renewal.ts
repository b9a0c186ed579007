import type { Begun, Claim, SwapResult } from '../../src/core/keeper/ports.ts'
import type { Json } from '../../src/core/token/record.ts'
import { isSameValue, type ModelRow } from './model-row.ts'
import { refuseWhileClosed } from './troubles.ts'

const free = { holder: null, until: 0 }
/** The error of keepers that judge a lease by their own idea of the database's clock, in milliseconds. */
const margin = 10_000

type Project = { readonly tokenRow: ModelRow; readonly leaseRow: ModelRow; readonly closedSince: number | null }

/** The migration's function that begins a renewal at `now`, by the database's clock. */
export function beginRenewal(
  project: Project,
  expected: ModelRow['row'],
  { holder, lifeMilliseconds }: Claim,
  now: number,
): Begun {
  const { leaseRow } = project
  const { row } = project.tokenRow
  if (!isSameValue(row, expected) || row === null) return { isBegun: false, lease: null }
  refuseWhileClosed(project)
  if (isOthers(leaseRow.row?.value, holder, lifeMilliseconds, now)) return { isBegun: false, lease: leaseRow.row }
  return { isBegun: true, row, lease: leaseRow.put({ holder, until: Math.floor(now) + lifeMilliseconds }) }
}

/** The migration's function that settles a renewal, unless it is too late to write. */
export function settleRenewal(
  project: Project,
  expected: ModelRow['row'],
  value: Json,
  lease: ModelRow['row'],
  isLate: boolean,
): SwapResult & { readonly isGivenBack: boolean } {
  const { tokenRow, leaseRow } = project
  refuseWhileClosed(project)
  const swapped: SwapResult = isLate ? { won: false } : tokenRow.swap(expected, value)
  const isGivenBack = swapped.won && leaseRow.swap(lease, free).won
  return { ...swapped, isGivenBack }
}

function isOthers(value: unknown, ours: string, life: number, now: number): boolean {
  const { holder, until } = Object(value) as { holder?: unknown; until?: unknown }
  if (typeof holder !== 'string' || typeof until !== 'number' || holder === ours) return false
  return now < until + margin && until <= now + 2 * life
}
