import type { Observed } from '../base/observed.ts'
import { type Account, hasCompany, isAnotherCompany } from '../token/account.ts'
import type { Credential } from '../token/credential.ts'
import { endOf } from '../token/expiry.ts'
import { fingerprint } from '../token/fingerprint.ts'
import { health } from '../token/health.ts'
import type { EpochSeconds, TokenRecord } from '../token/record.ts'
import { traitsOf } from '../token/sources.ts'
import { thirtyDays } from '../token/time.ts'
import type { Held } from './journal.ts'
import type { KeeperStatus } from './keeper-status.ts'
import type { Lease } from './lease.ts'
import type { Reading } from './row-reading.ts'
import type { RowView } from './row-view.ts'
import { StoreError } from './store-error.ts'
import type { TokenJournal } from './token-journal.ts'
import type { TrustedClock } from './trusted-clock.ts'

/**
 * Where a token ended up:
 * - `saved`: the row holds it
 * - `unchanged`: the row already held it; its age was not reset
 * - `outlived`: the row holds another token that works and lasts longer, or is newer
 * - `refused`: Gazelle does not accept it
 * - `forbidden`: Gazelle knows it but denies it access
 * - `other-company`: it works but belongs to another company than the row: it is not saved until a person confirms it
 */
export type Reconciled = 'saved' | 'unchanged' | 'outlived' | 'refused' | 'forbidden' | 'other-company'

/** How an offer ended: reconciled, `held` because it could not be tested or saved now, or `declined` by a person. */
export type OfferResult = Reconciled | 'held' | 'declined'

/** How a token ended that no offer was waiting for: it had been held, or this keeper renewed it. */
export interface Outcome {
  readonly fingerprint: string
  readonly result: OfferResult
}

/** How long an acceptance proves that a token works: the computer may have slept since. */
const proofMilliseconds = 60_000
/** After this many lost swaps in a row, it is no longer a race. */
const swapAttempts = 5
/** After this many, a server that has told no time is taken to tell none. */
const undatedAttempts = 2

/**
 * Finds a token its place, in the row or elsewhere, lets go of it, and tells where it ended up. `known` is the row if it was
 * read a moment ago; `rejected` is the row's token in whose place a fallback is put: another that is there by then is asked about
 * first. Rejects with the error that prevents this for now: then the token stays held.
 */
export async function reconcile(
  held: Held,
  context: {
    row: RowView
    clock: TrustedClock
    journal: TokenJournal
    status: KeeperStatus
    /** The lease that has no purpose once the token is in the row. */
    leaseToGiveBack?: Lease
  },
  known: Reading | null = null,
  rejected?: string | null,
): Promise<Reconciled> {
  const { row, clock, journal, status, leaseToGiveBack } = context
  status.change({ activity: held.supersedes === null ? 'trying' : 'saving' })
  const mark = fingerprint(held.credential.accessToken)
  const { settled, replaced, account } = await findPlace(held, row, clock, known, rejected, leaseToGiveBack)
  if (account) journal.belongs(held.credential.accessToken, account)
  if (settled === 'other-company') {
    status.log({ what: 'other-company', fingerprint: mark })
    return settled
  }
  const inRow = settled === 'saved' || settled === 'unchanged'
  const credential = { ...held.credential, ...(account && { account }) }
  journal.letGo(credential, inRow)
  if (settled === 'refused') journal.refused(credential, clock.now())
  if (settled === 'forbidden') journal.denied(credential)
  // Keep the replaced token as a fallback: replacing it may have been a mistake.
  if (replaced !== null) journal.replaced(replaced.record, replaced.account)
  const kept = row.latest?.record
  if (settled === 'outlived' && kept) {
    // Keep both: the row may have lost its token meanwhile, or may lose it before this one expires.
    journal.outlived(credential)
    journal.accepted(kept, clock.now())
    status.log({ what: 'conflict', kept: fingerprint(kept.accessToken), other: mark })
  }
  return settled
}

/** As `reconcile`, for a token that no offer waits for: those who brought it hear here how it ended. */
export async function reconcileAndTell(
  held: Held,
  context: Parameters<typeof reconcile>[1] & { readonly outcomes: Observed<Outcome | null> },
  known: Reading | null = null,
  rejected?: string | null,
): Promise<Reconciled> {
  const result = await reconcile(held, context, known, rejected)
  context.outcomes.set({ fingerprint: fingerprint(held.credential.accessToken), result })
  return result
}

/** Where a token was put, and the token that it replaced, unless Gazelle rejects that one. */
interface Place {
  readonly settled: Reconciled
  readonly replaced: { readonly record: TokenRecord; readonly account: Account | null } | null
  /** The account of the token to be placed, if Gazelle told. */
  readonly account: Account | null
}

/**
 * Puts a token in the row unless the row's own is the better one. Never replaces a token that works with one that does not,
 * nor with one that Gazelle has not judged, unless that one was issued in its place.
 */
async function findPlace(
  held: Held,
  row: RowView,
  clock: TrustedClock,
  known: Reading | null,
  rejected: string | null | undefined,
  lease: Lease | undefined,
): Promise<Place> {
  const placed = (settled: Reconciled, replaced: Place['replaced'] = null): Place => {
    return { settled, replaced, account: credential.account ?? null }
  }
  // Prove a captured token first, as it is already in use. Save one fresh from a grant before its first use.
  let credential = held.credential
  const by = held.isConfirmed ? 'person' : 'keeper'
  const issuedAt = credential.issuedAt === null ? foundFresh(held, clock.now()) : credential.issuedAt * 1000
  /** Seconds. Our clock may have been wrong when the token was found: nothing is found later than now. */
  const foundAt = () => Math.floor(Math.min(held.foundAt ?? clock.now(), clock.confirmedNow() ?? Infinity) / 1000)
  let provenAt: number | null = null
  const isProven = () => provenAt !== null && Math.abs(clock.now() - provenAt) < proofMilliseconds
  const prove = async (): Promise<'proven' | 'refused' | 'forbidden'> => {
    if (isProven()) return 'proven'
    // The time it was found comes from our own clock.
    const verdict = await row.ask(credential, issuedAt, held.credential.issuedAt === null)
    if ('unknown' in verdict) throw verdict.unknown
    if ('refused' in verdict) return 'refused'
    const { account } = 'forbidden' in verdict ? verdict.forbidden : verdict
    credential = { ...credential, ...(account && { account }) }
    if ('forbidden' in verdict) return 'forbidden'
    credential = { ...credential, headerKind: verdict.accepted }
    provenAt = clock.now()
    return 'proven'
  }
  const inRow = ({ record }: Reading) =>
    record?.accessToken === credential.accessToken &&
    (credential.refreshToken === null || credential.refreshToken === record.refreshToken)
  if (held.supersedes === null) {
    try {
      const proof = await prove()
      if (proof !== 'proven') return placed(proof)
    } catch (silence) {
      // Let go of a token that the row already holds, without proof: held for weeks, it would come back as an old one.
      if (inRow(await row.read())) return placed('unchanged')
      throw silence
    }
  }

  // A row that holds another token than this has changed since it was judged.
  let before = rejected
  for (let attempt = 0; attempt < swapAttempts; attempt++) {
    // The swap detects a write since a known reading.
    const reading: Reading = (attempt === 0 ? known : null) ?? (await row.read())
    const { record } = reading
    // Ask the clock only now: an answer has told it whether it is right.
    const now = Math.floor(clock.now() / 1000)
    if (record?.accessToken === credential.accessToken && !bringsNews(record, held)) {
      if (isProven()) row.works(credential, held.isConfirmed ? 'person' : 'another')
      return placed(attempt === 0 ? 'unchanged' : 'saved')
    }
    const isOther = async () =>
      hasCompany(credential.account) && isAnotherCompany(await row.accountOf(reading), credential.account)
    // Leave a change of company to a person, whichever token is the better one.
    let isSwitch = isProven() && (await isOther())
    if (isSwitch && !held.isConfirmed) return placed('other-company')
    const isInPlaceOf = isSuperseded(reading, held)
    // A token that waited, perhaps while the computer slept, may have died: prove it first while the row's token works.
    const isLate = held.foundAt === null || Math.abs(clock.now() - held.foundAt) > proofMilliseconds
    let isDead = row.isRefused(record)
    let isProofDue = held.supersedes === null || (record !== null && !isInPlaceOf)
    if (record !== null && !isSwitch && (!isInPlaceOf || isLate)) {
      const isNew = before !== undefined && before !== record.accessToken
      if (held.supersedes !== null || isNew || outlives(record, credential, foundAt(), now)) {
        const verdict = await row.askAboutItself(record)
        // While Gazelle is silent, replace only a token that has expired or is rejected, and only with its successor.
        const hasEnded = row.isRefused(record) || health(record, now).state === 'expired'
        if ('unknown' in verdict && !(isInPlaceOf && hasEnded && !isOver(credential, now))) throw verdict.unknown
        const isBetter = isInPlaceOf || bringsLivingRefreshToken(record, held) || isOlder(record, held)
        if ('accepted' in verdict && !isBetter) return placed('outlived')
        isDead = 'refused' in verdict
        // A token that is denied access is alive too.
        if ('accepted' in verdict || 'forbidden' in verdict) isProofDue = true
      }
    }
    if (isProofDue) {
      // Prove again if the computer slept while the row's account was asked for: the proof is out of date then.
      do {
        const proof = await prove()
        if (proof !== 'proven') return placed(proof)
        isSwitch ||= await isOther()
      } while (!isProven())
      if (isSwitch && !held.isConfirmed) return placed('other-company')
    }
    before = record?.accessToken ?? null
    // The computer slept over every answer, so that only its own clock could date the token: the next answer tells the time.
    const isUndated = credential.issuedAt === null && clock.confirmedNow() === null
    if (isUndated && attempt < undatedAttempts) continue
    const ours = record === null ? null : row.knownAccountOf(record)
    if (await row.replace(reading, credential, foundAt(), isSwitch, by, lease)) {
      if (isProven()) row.works(credential)
      const isAnother = record !== null && record.accessToken !== credential.accessToken
      return placed('saved', isAnother && !isDead ? { record, account: ours } : null)
    }
  }
  throw new StoreError('unexpected-answer', `The row changed ${swapAttempts} times while it was being written.`)
}

/** Whether a credential adds to the row's own token: another refresh token, or a longer life from a grant. */
function bringsNews({ refreshToken, issuedAt }: TokenRecord, { credential, supersedes }: Held): boolean {
  const isAnother = credential.refreshToken !== null && credential.refreshToken !== refreshToken
  if (isAnother && traitsOf(credential).mayBringAnotherRefreshToken) return true
  const isDated = credential.lifeSeconds !== null && credential.issuedAt !== null
  return supersedes !== null && isDated && (issuedAt === null || (credential.issuedAt ?? 0) > issuedAt)
}

/** When a token of unknown age was found, if it may have been issued then: milliseconds; else null. */
function foundFresh({ credential, foundAt }: Held, now: number): number | null {
  return traitsOf(credential).mayBeJustIssued ? (foundAt ?? now) : null
}

/** Whether the row is unchanged since the token was issued in its place: a later writer had a reason. */
function isSuperseded({ row, record }: Reading, { supersedes }: Held): boolean {
  if (supersedes === null || record?.accessToken !== supersedes.accessToken) return false
  return supersedes.writtenAt === null || supersedes.writtenAt === row?.updatedAt
}

/** Whether the row's token is said to last longer than the offered one, so that it deserves to be tried first. */
function outlives(record: TokenRecord, credential: Credential, foundAt: EpochSeconds, now: EpochSeconds): boolean {
  if (health(record, now).state === 'expired') return false
  const end = endOf(record.expiry) ?? Number.POSITIVE_INFINITY
  return end > (credential.issuedAt ?? foundAt) + (credential.lifeSeconds ?? thirtyDays)
}

/** Whether the time that Gazelle gave a credential with its issue is over. */
function isOver({ issuedAt, lifeSeconds }: Credential, now: EpochSeconds): boolean {
  return issuedAt !== null && now >= issuedAt + (lifeSeconds ?? thirtyDays)
}

/** Whether the row's token stands beside the refresh token that was spent for the held one, as somebody captured or pasted it. */
function bringsLivingRefreshToken({ refreshToken }: TokenRecord, { supersedes, credential }: Held): boolean {
  return supersedes !== null && credential.refreshToken !== null && refreshToken === supersedes.refreshToken
}

/** Whether the row's token was issued before the held one, which is fresh from a grant: another's age is not known. */
function isOlder(record: TokenRecord, { supersedes, credential }: Held): boolean {
  if (supersedes === null || endOf(record.expiry) === null) return false
  return record.issuedAt !== null && credential.issuedAt !== null && record.issuedAt < credential.issuedAt
}
