import type { Grants } from '../gazelle/grant.ts'
import { GrantError } from '../gazelle/grant-errors.ts'
import type { Credential } from '../token/credential.ts'
import type { TokenRecord } from '../token/record.ts'
import type { Held } from './journal.ts'
import type { Beginning, Lease } from './lease.ts'
import type { Clock } from './ports.ts'
import type { Reading } from './row-reading.ts'
import type { RowView } from './row-view.ts'
import { isUnclear, StoreError } from './store-error.ts'
import type { TokenJournal } from './token-journal.ts'
import type { TrustedClock } from './trusted-clock.ts'

/**
 * How an attempt to renew by refresh token went:
 * - `issued`: a new token was issued; it is in the journal and must be reconciled
 * - `busy`: another keeper holds the lease, at most until then (milliseconds)
 * - `changed`: the row does not hold the token to be renewed, or would not take a new one, or it is not time yet: look again
 * - `spent`: the refresh token is no longer good
 * - `refused`: Gazelle does not know this application: no refresh token will do
 */
export type RenewalResult = { readonly issued: Held } | { readonly busy: number } | 'changed' | 'spent' | 'refused'

/**
 * Spends the row's refresh token under the lease, after reading the row once more and making sure that it can take a new
 * token: all that in one request where the store can and `known`, the row as it was last read, is given. The journal is written before the request is sent and as soon as the answer is there. `finish` gets the issued token,
 * and the row as it was read, while the lease is still held; if it rejects, the lease is kept until the token is reconciled.
 * `leaseClock` is the clock of the lease. `isDue` says whether it is time to renew, now that the lease's answers have told the
 * time. `onIssue` is told of a new credential before it is written down.
 *
 * Rejects if it cannot be done now: with a `StoreError`, with a `GrantError`, or with the error that kept the journal from
 * being written, in which case nothing was spent.
 */
export async function renewByRefresh(
  { accessToken, refreshToken }: TokenRecord,
  known: Reading | null,
  context: {
    grants: Grants
    lease: Lease
    journal: TokenJournal
    row: RowView
    clock: TrustedClock
    leaseClock: Clock
    isDue: () => boolean
    onIssue: (credential: Credential) => void
  },
  finish: (issued: Held, reading: Reading) => Promise<void>,
): Promise<RenewalResult> {
  const { grants, lease, journal, row, clock, leaseClock, isDue, onIssue } = context
  if (refreshToken === null) return 'spent'
  const begun = known && (await begin(known, row, lease))
  if (begun === 'changed') return 'changed'
  const leased = begun ?? (await lease.take())
  if (!leased.taken) return { busy: leased.until }
  let isUnsettled = false
  try {
    // Never spend a refresh token that the row no longer has: the lease's last holder may have renewed it.
    const read = begun?.row ?? null
    const reading = read === null ? await row.read() : row.see(read)
    const { record } = reading
    if (record?.accessToken !== accessToken || record.refreshToken !== refreshToken) return 'changed'
    // The computer may have slept over every earlier answer: by its own clock, the pause after a renewal in vain had not begun.
    if (!isDue()) return 'changed'
    // A token that cannot be saved must not be issued.
    if (read === null && !(await row.canReplace(reading))) return 'changed'
    await journal.spend({ refreshToken, accessToken })
    // Stop if the lease has run out, perhaps while the computer slept: it may be somebody else's.
    if (leaseClock.now() >= leased.until) {
      await journal.spentInVain()
      return 'changed'
    }
    const credential = await spend(refreshToken, grants, journal)
    if (typeof credential === 'string') return credential
    onIssue(credential)
    const issued: Held = {
      credential,
      supersedes: { accessToken, refreshToken, writtenAt: reading.row?.updatedAt ?? null },
      foundAt: clock.confirmedNow(),
    }
    await journal.spent(issued, record)
    isUnsettled = true
    await finish(issued, reading)
    isUnsettled = false
    return { issued }
  } finally {
    // Keep the lease until the new token is in the row: others would find a spent refresh token there.
    if (!isUnsettled) await lease.release()
  }
}

/** Takes the lease, makes sure that the row can take a new token, and reads it, in one request; see `Lease.takeBy`. */
async function begin(known: Reading, row: RowView, lease: Lease): Promise<Beginning | null> {
  try {
    return (await lease.takeBy?.((claim) => row.begin(known, claim))) ?? null
  } catch (error) {
    // Its answer may be lost, and the lease ours: that shows when it is taken step by step.
    if (error instanceof StoreError && isUnclear(error.kind)) return null
    throw error
  }
}

async function spend(
  refreshToken: string,
  grants: Grants,
  journal: TokenJournal,
): Promise<Credential | 'spent' | 'refused'> {
  try {
    return await grants.refresh(refreshToken)
  } catch (error) {
    const kind = error instanceof GrantError ? error.kind : null
    // A lost answer leaves open whether the token was spent: keep the note, so that it may be tried again.
    if (kind !== 'answer-lost') await journal.spentInVain()
    if (kind === 'invalid-grant') return 'spent'
    if (kind === 'invalid-client') return 'refused'
    throw error
  }
}
