import { GazelleError } from '../gazelle/errors.ts'
import type { Account } from '../token/account.ts'
import type { Credential } from '../token/credential.ts'
import { fingerprint } from '../token/fingerprint.ts'
import { withPretendedToken } from '../token/pretend.ts'
import type { EpochSeconds, HeaderKind, TokenRecord } from '../token/record.ts'
import { replaceToken } from '../token/replace.ts'
import type { KeeperStatus } from './keeper-status.ts'
import type { By } from './ownership.ts'
import type { Gazelle, Pause, Store } from './ports.ts'
import type { RowOwner } from './row-owner.ts'
import { type Reading, readRow } from './row-reading.ts'
import type { TrustedClock } from './trusted-clock.ts'

/**
 * Gazelle's word on one token: accepted in a header; refused, so that it is dead; forbidden, known but denied what it is for;
 * or for now not to be had.
 */
export type Verdict =
  | { accepted: HeaderKind; account: Account | null }
  | { refused: GazelleError }
  | { forbidden: GazelleError }
  | { unknown: GazelleError }

/** A token that Gazelle has accepted, and what it said of it. */
type Known = Pick<Credential, 'accessToken' | 'headerKind' | 'account'>

/** What was decided longer ago may be wrong by now. */
const writeMilliseconds = 60_000
/** An answer that was on its way for longer tells of a time before the computer slept. */
const longestAnswerMilliseconds = 60_000
/** Who falls asleep over so many questions in a row has time. */
const askAttempts = 3
/**
 * What Gazelle has just issued may be unknown to some of its servers for a while: a refusal of it is asked about again after
 * these pauses, a minute in all. Milliseconds.
 */
const freshPauses = [500, 1_000, 2_000, 4_000, 8_000, 15_000, 31_000]
const freshMilliseconds = 60_000
/** Where another clock tells when it was issued, the two may be five minutes apart. */
const freshElsewhereMilliseconds = 6 * 60_000

/** The row, and what is known of it; everything learnt goes into the keeper's state. */
export class RowView {
  readonly #store: Store
  readonly #gazelle: Gazelle
  readonly #clock: TrustedClock
  readonly #status: KeeperStatus
  readonly #pause: Pause
  readonly #owner: RowOwner
  #latest: Reading | null = null
  /** The fresh token that has been waited for in vain, by fingerprint: once is enough. */
  #waitedFor: string | null = null
  /** Why Gazelle denies the row's token what it is for; null where it does not. */
  #forbidden: GazelleError | null = null
  /** The latest denial, of whichever token. */
  #latestDenial: GazelleError | null = null

  constructor(
    ports: { store: Store; gazelle: Gazelle; pause: Pause; owner: RowOwner },
    clock: TrustedClock,
    status: KeeperStatus,
  ) {
    this.#store = ports.store
    this.#gazelle = ports.gazelle
    this.#pause = ports.pause
    this.#owner = ports.owner
    this.#clock = clock
    this.#status = status
  }

  /** Reads and understands the row. Rejects with a `StoreError`. */
  async read(): Promise<Reading> {
    const reading = readRow(await this.#store.read(), this.#seconds())
    const { facts } = reading
    const isNews = facts !== null && facts.fingerprint !== this.#status.state.value.token?.fingerprint
    if (isNews) this.#status.log({ what: 'adopted', token: facts })
    this.#know(reading)
    if (reading.record !== null) this.#owner.recognise(reading.record.accessToken)
    return reading
  }

  /**
   * Puts a credential in the row, found at `foundAt` (seconds), while the row still is as it was read. Where it is another
   * company's (`isSwitch`) nothing of the old one's stays beside it. Gives whether the row holds it afterwards:
   * what was written may already be somebody else's, so the row is read back. Rejects as `read` does.
   */
  async replace(
    { row, old }: Reading,
    credential: Credential,
    foundAt: EpochSeconds,
    isSwitch: boolean,
    by: By,
  ): Promise<boolean> {
    const value = replaceToken(old && { ...old, isOfAnotherCompany: isSwitch }, credential, foundAt)
    const written = await this.#store.swap(row, value, undefined, writeMilliseconds)
    if (!written.won) return false
    const { record, facts } = this.#know(readRow(written.row, this.#seconds()))
    const isOurs = record?.accessToken === credential.accessToken
    if (facts !== null) this.#status.log({ what: isOurs ? 'saved' : 'adopted', token: facts })
    if (isOurs) this.#owner.hear(credential.account, credential.accessToken, by)
    return isOurs
  }

  /**
   * Whether a new token can take this one's place, as far as can be told without one. Rejects with the `StoreError` that saving would end with.
   */
  async canReplace({ row, old }: Reading): Promise<boolean> {
    return (await this.#store.rehearse?.(row, withPretendedToken(old, this.#seconds()))) !== 'would-lose'
  }

  /**
   * Asks Gazelle about any token. That it is accepted is true now, give or take a minute; a refusal stays one. A token that was
   * issued a moment ago, at `issuedAt` (milliseconds; by `isOurClock` or another), is asked about again before a refusal is
   * believed; an API key is not: it comes from no token endpoint that the API could lag behind.
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
    const mark = fingerprint(token.accessToken)
    if (!isFresh || this.#waitedFor === mark) return verdict
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

  /** Asks Gazelle about the row's own token, which we renewed at `renewedAt` (milliseconds; null: not that we know). */
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
    // A denial is told as the problem that it is, not as a rejection.
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
   * Whose the row's token is, as far as Gazelle tells, and asks it where it has not told of this one; whose it was the last time
   * that it told, where it says nothing now or there is none. Rejects with the `GazelleError` where it is not to be had.
   */
  async accountOf({ record }: Reading): Promise<Account | null> {
    if (record === null || this.#owner.accountOf(record.accessToken) !== null || this.isRefused(record)) {
      return this.#owner.account
    }
    const verdict = await this.askAboutItself(record)
    if ('unknown' in verdict) throw verdict.unknown
    return this.#owner.account
  }

  /** Whose this token of the row is, where Gazelle has told that of the row last; else null. */
  knownAccountOf(record: TokenRecord): Account | null {
    return this.#owner.accountOf(record.accessToken)
  }

  /** Gazelle has just accepted the row's token, and told whose it is, or not; `by`: who put it there. */
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

  /** Why Gazelle denies the row's token what it is for, as far as it has been asked; else null. */
  get forbidden(): GazelleError | null {
    return this.#forbidden
  }

  /** Why Gazelle denied a token what it is for the last time that it did, whichever token that was; null: never. */
  get latestDenial(): GazelleError | null {
    return this.#latestDenial
  }

  /** Whether Gazelle has refused this token of the row, as far as is known. */
  isRefused(record: TokenRecord | null): boolean {
    const { works, isForbidden, token } = this.#status.state.value
    return record !== null && works === false && !isForbidden && token?.fingerprint === fingerprint(record.accessToken)
  }

  /** The row as it was last read or written; null when it has not been. */
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
