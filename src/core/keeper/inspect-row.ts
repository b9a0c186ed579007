import { mayRenewByItself, renewalOptionsOf } from './foresight.ts'
import type { JournalContent } from './journal.ts'
import { KeeperStatus } from './keeper-status.ts'
import type { Ownership } from './ownership.ts'
import type { Gazelle, Store } from './ports.ts'
import { problemOf, tokenProblem } from './problem.ts'
import { RowOwner } from './row-owner.ts'
import type { Reading } from './row-reading.ts'
import { RowView } from './row-view.ts'
import { shownOf } from './shown-tokens.ts'
import type { KeeperState } from './state.ts'
import type { TrustedClock } from './trusted-clock.ts'

/**
 * Reads the row and asks Gazelle about its token once, as a keeper with this journal would, and judges both as the keeper does.
 * Writes nothing, renews nothing, and takes no lease. Gives the state of that keeper before it tries anything, with a forecast in
 * `renewsByItself`, and the row, or null if it could not be read. Never rejects: a problem goes into the state.
 */
export async function inspectRow({
  store,
  gazelle,
  clock,
  journal,
  hasApplication,
}: {
  readonly store: Store
  readonly gazelle: Gazelle
  readonly clock: TrustedClock
  readonly journal: JournalContent
  readonly hasApplication: boolean
}): Promise<{ readonly state: KeeperState; readonly reading: Reading | null }> {
  const status = new KeeperStatus(clock, {})
  let known = journal
  const kept = {
    fallbacks: journal.fallbacks,
    get ownership() {
      return known.ownership ?? null
    },
    keepOwnership(ownership: Ownership) {
      known = { ...known, ownership }
      show()
    },
  }
  const owner = new RowOwner(kept, () => undefined)
  // Nobody waits here until every server of Gazelle knows a fresh token: a check does.
  const row = new RowView({ store, gazelle, pause: null, owner }, clock, status)
  show()
  try {
    const { record, flaw } = await row.read()
    if (flaw !== null) throw flaw
    const verdict = record && (await row.askAboutItself(record))
    const renewsByItself =
      record !== null && mayRenewByItself(status.state.value, { record, journal: known, hasApplication }, clock.now())
    status.change({ renewsByItself })
    const { renewal } = renewalOptionsOf(journal)
    const problem =
      verdict !== null && 'unknown' in verdict
        ? problemOf(verdict.unknown)
        : tokenProblem(status.state.value, row.forbidden, renewal, !renewsByItself)
    if (problem !== null) status.fail(problem)
  } catch (error) {
    status.fail(problemOf(error))
  }
  status.noteClock()
  return { state: status.state.value, reading: row.latest }

  /** Shows what the journal tells, but for held tokens: whether they outlive their process is not known. */
  function show(): void {
    status.change({ ...shownOf(known), held: null })
  }
}
