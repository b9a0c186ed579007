import type { Grants } from '../gazelle/grant.ts'
import { GrantError } from '../gazelle/grant-errors.ts'
import type { Credential } from '../token/credential.ts'
import type { TokenRecord } from '../token/record.ts'
import type { Held } from './journal.ts'
import type { Lease } from './lease.ts'
import type { Clock } from './ports.ts'
import type { Reading } from './row-reading.ts'
import type { RowView } from './row-view.ts'
import type { TokenJournal } from './token-journal.ts'
import type { TrustedClock } from './trusted-clock.ts'

/**
 * How an attempt to renew by refresh token went:
 * - `issued`: a new token was given; it is written down, and must be settled
 * - `busy`: somebody else holds the lease, at most until then (milliseconds)
 * - `changed`: the row holds another token than the one to be renewed: look again
 * - `spent`: the refresh token is no longer good
 * - `refused`: Gazelle does not know this application: no refresh token will do
 */
export type RenewalResult = { readonly issued: Held } | { readonly busy: number } | 'changed' | 'spent' | 'refused'

/**
 * Spends the row's refresh token: under the lease, after reading the row once more and making sure that a new token can be
 * saved in it, and written down before it goes out and as soon as the answer is there. `finish` is given the issued token, and
 * the row as it was read, while the lease is still held; where it rejects, the lease is kept, to be given back once the token is
 * settled. `leaseClock` is the one the lease goes by. `onIssue` is told of a new credential before it is written down.
 *
 * Rejects where it could not be done now: with a `StoreError`, with a `GrantError`, or with what kept the journal from
 * being written, in which case nothing was spent.
 */
export async function renewByRefresh(
  { accessToken, refreshToken }: TokenRecord,
  context: {
    grants: Grants
    lease: Lease
    journal: TokenJournal
    row: RowView
    clock: TrustedClock
    leaseClock: Clock
    onIssue: (credential: Credential) => void
  },
  finish: (issued: Held, reading: Reading) => Promise<void>,
): Promise<RenewalResult> {
  const { grants, lease, journal, row, clock, leaseClock, onIssue } = context
  if (refreshToken === null) return 'spent'
  const leased = await lease.take()
  if (!leased.taken) return { busy: leased.until }
  let isUnsettled = false
  try {
    // Whoever held the lease before may have renewed it: never spend a refresh token that the row no longer has.
    const reading = await row.read()
    const { record } = reading
    if (record?.accessToken !== accessToken || record.refreshToken !== refreshToken) return 'changed'
    // What cannot be saved must not be issued.
    if (!(await row.canReplace(reading))) return 'changed'
    await journal.spend({ refreshToken, accessToken })
    // The computer may have slept since: then the lease is somebody else's.
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
    // Until the new token is in the row, others would find a refresh token there that is spent.
    if (!isUnsettled) await lease.release()
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
    // Whether it was spent is not known: the note of it stays, and it may be tried again.
    if (kind !== 'answer-lost') await journal.spentInVain()
    if (kind === 'invalid-grant') return 'spent'
    if (kind === 'invalid-client') return 'refused'
    throw error
  }
}
