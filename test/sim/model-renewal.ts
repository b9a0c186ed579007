import type { Begun, Claim, SwapResult } from '../../src/core/keeper/ports.ts'
import type { Json } from '../../src/core/token/record.ts'
import { isSameValue, type ModelRow } from './model-row.ts'
import { refuseWhileClosed } from './troubles.ts'

const free = { holder: null, until: 0 }

type Project = { readonly tokenRow: ModelRow; readonly leaseRow: ModelRow; readonly closedSince: number | null }

/** The migration's function that begins a renewal. */
export function beginRenewal(project: Project, expected: ModelRow['row'], { from, to }: Claim): Begun {
  const { leaseRow } = project
  const { row } = project.tokenRow
  if (!isSameValue(row, expected) || row === null) return { isBegun: false, lease: null }
  refuseWhileClosed(project)
  const isFree = leaseRow.row === null || isSameValue(leaseRow.row, from)
  return isFree ? { isBegun: true, row, lease: leaseRow.put(to) } : { isBegun: false, lease: leaseRow.row }
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
