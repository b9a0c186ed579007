import { GazelleError } from '../gazelle/errors.ts'
import type { Account } from '../token/account.ts'
import type { Credential } from '../token/credential.ts'
import { fingerprint } from '../token/fingerprint.ts'
import { withPretendedToken } from '../token/pretend.ts'
import type { EpochSeconds, HeaderKind, TokenRecord } from '../token/record.ts'
import { replaceToken } from '../token/replace.ts'
import type { KeeperStatus } from './keeper-status.ts'
import type { Lease } from './lease.ts'
import type { By } from './ownership.ts'
import type { Begun, Claim, Gazelle, Pause, StoredRow, TokenStore } from './ports.ts'
import type { RowOwner } from './row-owner.ts'
import { type Reading, readRow } from './row-reading.ts'
import type { TrustedClock } from './trusted-clock.ts'

/**
 * Gazelle's word on one token: accepted in a header; refused, so that it is dead; forbidden, known but denied access; or
 * unknown for now.
 */
export type Verdict =
  | { accepted: HeaderKind; account: Account | null }
  | { refused: GazelleError }
  | { forbidden: GazelleError }
  | { unknown: GazelleError }

/** A token that Gazelle has accepted, with its header and account. */
type Known = Pick<Credential, 'accessToken' | 'headerKind' | 'account'>

/** A write this long after its decision may be wrong. */
const writeMilliseconds = 60_000
/** An answer that took longer dates from before the computer slept. */
const longestAnswerMilliseconds = 60_000
/** The row is read a little after another keeper's time is over. */
const lateMilliseconds = 60_000
/** Give up after three late answers: the computer keeps going to sleep. */
const askAttempts = 3
/**
 * A token that Gazelle has just issued may be unknown to some of its servers for a while: after a refusal, Gazelle is asked
 * again after these pauses, a minute in all. Milliseconds.
 */
const freshPauses = [500, 1_000, 2_000, 4_000, 8_000, 15_000, 31_000]
const freshMilliseconds = 60_000
/** The same for a time of issue by another clock, which may be five minutes off. */
const freshElsewhereMilliseconds = 6 * 60_000

/** The row, and all that is known of it; every discovery goes into the keeper's state. */
export class RowView {
  readonly #store: TokenStore
  readonly #gazelle: Gazelle
  readonly #clock: TrustedClock
  readonly #status: KeeperStatus
  readonly #pause: Pause | null
  readonly #owner: RowOwner
  #latest: Reading | null = null
  #canBegin: boolean
  /** The fingerprint of the fresh token that was waited for in vain: once is enough. */
  #waitedFor: string | null = null
  /** Why Gazelle denies the row's token access; null if it does not. */
  #forbidden: GazelleError | null = null
  /** The latest denial of any token. */
  #latestDenial: GazelleError | null = null
  /** Until when a token that arrives is probably another keeper's (milliseconds). */
  #othersRenewUntil = 0

  /** `pause`: null if a fresh token's refusal is believed at once. */
  constructor(
    ports: { store: TokenStore; gazelle: Gazelle; pause: Pause | null; owner: RowOwner },
    clock: TrustedClock,
    status: KeeperStatus,
  ) {
    this.#store = ports.store
    this.#canBegin = ports.store.begin !== undefined
    this.#gazelle = ports.gazelle
    this.#pause = ports.pause
    this.#owner = ports.owner
    this.#clock = clock
    this.#status = status
  }

  /** Reads and understands the row. Rejects with a `StoreError`. */
  async read(): Promise<Reading> {
    return this.see(await this.#store.read())
  }

  /** Understands the row as the store has just given it. */
  see(row: StoredRow | null): Reading {
    const reading = readRow(row, this.#seconds())
    const { facts } = reading
    const isNews = facts !== null && facts.fingerprint !== this.#status.state.value.token?.fingerprint
    if (isNews) {
      const isKeepers = this.#clock.now() < this.#othersRenewUntil
      this.#status.log({ what: 'adopted', token: facts, ...(isKeepers && { by: 'keeper' as const }) })
    }
    this.#know(reading)
    if (reading.record !== null) this.#owner.recognise(reading.record.accessToken)
    return reading
  }

  /**
   * Puts a credential, found at `foundAt` (seconds), in the row, while the row still is as it was read. If it is another
   * company's (`isSwitch`), nothing of the old company's stays beside it. Gives whether the row holds it afterwards: the row is
   * read back, as somebody else may already have written it. With that, `lease` is given back where the store can do both at
   * once. Rejects as `read` does.
   */
  async replace(
    { row, old }: Reading,
    credential: Credential,
    foundAt: EpochSeconds,
    isSwitch: boolean,
    by: By,
    lease?: Lease,
  ): Promise<boolean> {
    const value = replaceToken(old && { ...old, isOfAnotherCompany: isSwitch }, credential, foundAt)
    const settled = await lease?.releaseBy?.(async (ours) =>
      this.#canBegin ? ((await this.#store.settle?.(row, value, ours, undefined, writeMilliseconds)) ?? null) : null,
    )
    const written = settled ?? (await this.#store.swap(row, value, undefined, writeMilliseconds))
    if (!written.won) return false
    const { record, facts } = this.#know(readRow(written.row, this.#seconds()))
    const isOurs = record?.accessToken === credential.accessToken
    if (facts !== null) this.#status.log({ what: isOurs ? 'saved' : 'adopted', token: facts })
    if (isOurs) this.#owner.hear(credential.account, credential.accessToken, by)
    return isOurs
  }

  /**
   * Whether a new token can replace this one, as far as can be told without one. Rejects with the `StoreError` that saving
   * would end with.
   */
  async canReplace({ row, old }: Reading): Promise<boolean> {
    return (await this.#store.rehearse?.(row, withPretendedToken(old, this.#seconds()))) !== 'would-lose'
  }

  /** Begins a renewal of this row, in one request; see `TokenStore`. Null: the store cannot. */
  async begin({ row, old }: Reading, claim: Claim): Promise<Begun | null> {
    if (row === null || !this.#canBegin) return null
    const begun = (await this.#store.begin?.(row, withPretendedToken(old, this.#seconds()), claim)) ?? null
    this.#canBegin = begun !== null
    return begun
  }

  /** Whether the store can begin a renewal in one request, as far as is known. */
  get canBegin(): boolean {
    return this.#canBegin
  }

  /**
   * Asks Gazelle about any token. An acceptance is at most a minute old; a refusal is final. A token issued a moment ago, at
   * `issuedAt` (milliseconds; `isOurClock`: by our clock), is asked about again before a refusal is believed; an API key is not,
   * as it comes from no token endpoint that the API could lag behind.
   */
  async ask(
    token: Pick<Credential, 'accessToken' | 'headerKind'>,
    issuedAt: number | null,
    isOurClock = false,
  ): Promise<Verdict> {
    let verdict = await this.#askOnce(token)
    const window = isOurClock ? freshMilliseconds : freshElsewhereMilliseconds
    const isIssued = issuedAt !== null && token.headerKind !== 'api-key'
    const isFresh = isIssued && Math.abs(this.#clock.now() - issuedAt) < window
    if (!isFresh || this.#pause === null) return verdict
    const mark = fingerprint(token.accessToken)
    if (this.#waitedFor === mark) return verdict
    for (const milliseconds of freshPauses) {
      if (!('refused' in verdict)) return verdict
      await this.#pause(milliseconds)
      verdict = await this.#askOnce(token)
    }
    this.#waitedFor = mark
    return verdict
  }

  async #askOnce(token: Pick<Credential, 'accessToken' | 'headerKind'>): Promise<Verdict> {
    try {
      for (let attempt = 0; attempt < askAttempts; attempt++) {
        const answer = await this.#gazelle.probe(token)
        this.#clock.hearGazelle(answer)
        if (answer.tookMilliseconds < longestAnswerMilliseconds)
          return { accepted: answer.headerKind, account: answer.account ?? null }
      }
      return { unknown: new GazelleError('unavailable', 'Gazelle’s answers come too late to be believed.') }
    } catch (error) {
      if (!(error instanceof GazelleError)) throw error
      if (error.kind === 'unauthorized') return { refused: error }
      if (error.kind !== 'forbidden') return { unknown: error }
      this.#latestDenial = error
      return { forbidden: error }
    }
  }

  /** Asks Gazelle about the row's own token. `renewedAt`: when we renewed it (milliseconds; null if we did not). */
  async askAboutItself(record: TokenRecord, renewedAt: number | null = null): Promise<Verdict> {
    const issuedAt = record.issuedAt === null ? null : record.issuedAt * 1000
    const verdict = await this.ask(record, renewedAt ?? issuedAt, renewedAt !== null)
    if ('accepted' in verdict) {
      const { accepted: headerKind, account } = verdict
      this.works({ accessToken: record.accessToken, headerKind, ...(account && { account }) })
    }
    if ('forbidden' in verdict) this.#owner.hear(verdict.forbidden.account, record.accessToken, 'another')
    if ('refused' in verdict || 'forbidden' in verdict) {
      this.#forbidden = 'forbidden' in verdict ? verdict.forbidden : null
      const isForbidden = this.#forbidden !== null
      this.#status.change({ works: false, isForbidden, askedGazelleAt: this.#clock.now() })
    }
    // A denial is told as a problem, not as a rejection.
    const isJudged = 'accepted' in verdict || 'refused' in verdict
    if (isJudged) {
      this.#status.log({
        what: 'checked',
        fingerprint: fingerprint(record.accessToken),
        works: 'accepted' in verdict,
      })
    }
    return verdict
  }

  /**
   * The account of the row's token; asks Gazelle if it has not told it yet. Falls back on the last known account if Gazelle
   * tells none or the row has no token. Rejects with the `GazelleError` if Gazelle gives no verdict.
   */
  async accountOf({ record }: Reading): Promise<Account | null> {
    if (record === null || this.#owner.accountOf(record.accessToken) !== null || this.isRefused(record)) {
      return this.#owner.account
    }
    const verdict = await this.askAboutItself(record)
    if ('unknown' in verdict) throw verdict.unknown
    return this.#owner.account
  }

  /** The account of this token, if it is the one that Gazelle last told the row's account of; else null. */
  knownAccountOf(record: TokenRecord): Account | null {
    return this.#owner.accountOf(record.accessToken)
  }

  /** Notes that Gazelle has just accepted the row's token, and perhaps told its account. `by`: who put it there. */
  works({ accessToken, headerKind, account }: Known, by: By = 'another'): void {
    this.#owner.hear(account, accessToken, by)
    const { token } = this.#status.state.value
    this.#forbidden = null
    this.#status.change({
      works: true,
      isForbidden: false,
      askedGazelleAt: this.#clock.now(),
      token: token && { ...token, headerKind },
    })
  }

  /** Notes that another keeper holds the right to renew, at most until then (milliseconds). */
  isBeingRenewed(until: number): void {
    this.#othersRenewUntil = until + lateMilliseconds
  }

  /** Why Gazelle denies the row's token access, as far as it has been asked; else null. */
  get forbidden(): GazelleError | null {
    return this.#forbidden
  }

  /** Why Gazelle last denied any token access; null if it never has. */
  get latestDenial(): GazelleError | null {
    return this.#latestDenial
  }

  /** Whether Gazelle is known to have refused this token of the row. */
  isRefused(record: TokenRecord | null): boolean {
    const { works, isForbidden, token } = this.#status.state.value
    return record !== null && works === false && !isForbidden && token?.fingerprint === fingerprint(record.accessToken)
  }

  /** The row as it was last read or written; null before that. */
  get latest(): Reading | null {
    return this.#latest
  }

  #know(reading: Reading): Reading {
    this.#latest = reading
    const { facts, flaw } = reading
    const known = this.#status.state.value
    const isSame = facts !== null && facts.fingerprint === known.token?.fingerprint
    const headerKind = facts?.headerKind ?? (isSame ? (known.token?.headerKind ?? null) : null)
    if (!isSame) this.#forbidden = null
    this.#status.change({
      row: facts !== null ? 'token' : flaw === null ? 'empty' : 'unreadable',
      token: facts && { ...facts, headerKind },
      works: isSame ? known.works : null,
      isForbidden: isSame && known.isForbidden,
      askedGazelleAt: isSame ? known.askedGazelleAt : null,
      checkedAt: this.#clock.now(),
    })
    return reading
  }

  #seconds(): EpochSeconds {
    return Math.floor(this.#clock.now() / 1000)
  }
}
