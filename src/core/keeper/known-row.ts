import type { Credential } from '../gazelle/credential.ts'
import { GazelleError } from '../gazelle/errors.ts'
import { fingerprint } from '../token/fingerprint.ts'
import type { EpochSeconds, HeaderKind, TokenRecord } from '../token/record.ts'
import { replaceToken } from '../token/replace.ts'
import type { Gazelle, Store } from './ports.ts'
import { type Reading, readRow } from './reading.ts'
import type { Standing } from './standing.ts'
import type { TrustedClock } from './trusted-clock.ts'

/** Gazelle's word on one token: accepted in a header, refused, or for now not to be had. */
export type Verdict = { accepted: HeaderKind } | { refused: GazelleError } | { unknown: GazelleError }

/** What was decided longer ago may be wrong by now. */
const writeMilliseconds = 60_000
/** An answer that was on its way for longer tells of a time before the computer slept. */
const longestAnswerMilliseconds = 60_000
/** Who falls asleep over so many questions in a row has time. */
const askAttempts = 3

/** The row, and what is known of it; everything learnt goes into the keeper's state. */
export class KnownRow {
  readonly #store: Store
  readonly #gazelle: Gazelle
  readonly #clock: TrustedClock
  readonly #standing: Standing
  #latest: Reading | null = null

  constructor(ports: { store: Store; gazelle: Gazelle }, clock: TrustedClock, standing: Standing) {
    this.#store = ports.store
    this.#gazelle = ports.gazelle
    this.#clock = clock
    this.#standing = standing
  }

  /** Reads and understands the row. Rejects with a `StoreError`, or a `RecordError` where the row is left alone. */
  async read(): Promise<Reading> {
    const row = await this.#store.read()
    try {
      const reading = readRow(row, this.#seconds())
      const { facts } = reading
      const isNews = facts !== null && facts.fingerprint !== this.#standing.state.value.token?.fingerprint
      if (isNews) this.#standing.log({ what: 'adopted', token: facts })
      return this.#know(reading)
    } catch (error) {
      this.#latest = null
      this.#standing.change({ row: 'unreadable', token: null, works: null })
      throw error
    }
  }

  /**
   * Puts a credential in the row, found at `foundAt` (seconds), while the row still is as it was read. Gives whether the row holds it afterwards:
   * what was written may already be somebody else's, so the row is read back. Rejects as `read` does.
   */
  async replace({ row, old }: Reading, credential: Credential, foundAt: EpochSeconds): Promise<boolean> {
    const written = await this.#store.swap(row, replaceToken(old, credential, foundAt), undefined, writeMilliseconds)
    if (!written.won) return false
    const { record, facts } = this.#know(readRow(written.row, this.#seconds()))
    const isOurs = record?.accessToken === credential.accessToken
    if (facts !== null) this.#standing.log({ what: isOurs ? 'saved' : 'adopted', token: facts })
    return isOurs
  }

  /** Asks Gazelle about any token. That it is accepted is true now, give or take a minute; a refusal stays one. */
  async ask(token: Pick<Credential, 'accessToken' | 'headerKind'>): Promise<Verdict> {
    try {
      for (let attempt = 0; attempt < askAttempts; attempt++) {
        const answer = await this.#gazelle.probe(token)
        this.#clock.hearGazelle(answer)
        if (answer.tookMilliseconds < longestAnswerMilliseconds) return { accepted: answer.headerKind }
      }
      return { unknown: new GazelleError('unavailable', 'Gazelle’s answers come too late to be believed.') }
    } catch (error) {
      if (!(error instanceof GazelleError)) throw error
      const isRefused = error.kind === 'unauthorized' || error.kind === 'forbidden'
      return isRefused ? { refused: error } : { unknown: error }
    }
  }

  /** Asks Gazelle about the row's own token. */
  async askAboutItself(record: TokenRecord): Promise<Verdict> {
    const verdict = await this.ask(record)
    if ('accepted' in verdict) this.works(verdict.accepted)
    if ('refused' in verdict) this.#standing.change({ works: false, askedGazelleAt: this.#clock.now() })
    const isAnswered = !('unknown' in verdict)
    if (isAnswered) {
      this.#standing.log({
        what: 'checked',
        fingerprint: fingerprint(record.accessToken),
        works: 'accepted' in verdict,
      })
    }
    return verdict
  }

  /** Gazelle has just accepted the row's token in this header. */
  works(headerKind: HeaderKind | null): void {
    const { token } = this.#standing.state.value
    this.#standing.change({ works: true, askedGazelleAt: this.#clock.now(), token: token && { ...token, headerKind } })
  }

  /** The row as it was last read or written; null when it has not been, or was not understood. */
  get latest(): Reading | null {
    return this.#latest
  }

  #know(reading: Reading): Reading {
    this.#latest = reading
    const { facts } = reading
    const known = this.#standing.state.value
    const isSame = facts !== null && facts.fingerprint === known.token?.fingerprint
    const headerKind = facts?.headerKind ?? (isSame ? (known.token?.headerKind ?? null) : null)
    this.#standing.change({
      row: facts === null ? 'empty' : 'token',
      token: facts && { ...facts, headerKind },
      works: isSame ? known.works : null,
      askedGazelleAt: isSame ? known.askedGazelleAt : null,
      checkedAt: this.#clock.now(),
    })
    return reading
  }

  #seconds(): EpochSeconds {
    return Math.floor(this.#clock.now() / 1000)
  }
}
