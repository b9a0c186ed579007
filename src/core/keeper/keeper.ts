import type { Credential } from '../gazelle/credential.ts'
import { GazelleError } from '../gazelle/errors.ts'
import { Observed } from '../observed.ts'
import { StoreError } from '../store/errors.ts'
import { RecordError } from '../token/errors.ts'
import { fingerprint } from '../token/fingerprint.ts'
import { health } from '../token/health.ts'
import { parseRow } from '../token/parse.ts'
import type { EpochSeconds, HeaderKind, TokenRecord } from '../token/record.ts'
import { type OldValue, replaceToken } from '../token/replace.ts'
import { THIRTY_DAYS } from '../token/time.ts'
import type { Clock, Gazelle, Store, StoredRow } from './ports.ts'
import { type KeeperState, type Problem, type TokenFacts, unknownState } from './state.ts'

/**
 * How an offer ended:
 * - `saved`: the row holds the offered token
 * - `unchanged`: it held it already; its age was not reset
 * - `outlived`: the row holds another token that works and lasts longer, or that somebody wrote in between
 * - `refused`: Gazelle does not accept the offered token; it was dropped
 * - `held`: it could not be tried or saved now; it is kept and tried again at every check
 */
export type Offer = 'saved' | 'unchanged' | 'outlived' | 'refused' | 'held'

/** A token that is known to work is asked about again after this long: six hours. */
const askAgainAfterMilliseconds = 6 * 60 * 60 * 1000
/** Losing this many swaps in a row is no race any more. */
const swapAttempts = 5

/** What the row holds: `record` its token, if it has one; `old` what a new token would take the place of. */
interface Reading {
  row: StoredRow | null
  record: TokenRecord | null
  old: OldValue | null
}

/** Keeps the row: reads it, asks Gazelle about its token, and saves better ones. Its methods never reject. */
export class Keeper {
  readonly state = new Observed<KeeperState>(unknownState)
  readonly #store: Store
  readonly #gazelle: Gazelle
  readonly #clock: Clock
  /** Tokens that work, or may, and are in no row yet; the newest last. */
  #held: readonly Credential[] = []
  /** One thing at a time: what is asked later waits for what was asked before. */
  #turn: Promise<unknown> = Promise.resolve()
  #checking: { asked: boolean; done: Promise<void> } | null = null

  constructor(ports: { store: Store; gazelle: Gazelle; clock: Clock }) {
    this.#store = ports.store
    this.#gazelle = ports.gazelle
    this.#clock = ports.clock
  }

  /**
   * Reads the row and, where it is due, asks Gazelle about its token. A held token is tried first.
   * `asked` (a person asks) always asks Gazelle. Checks that wait for their turn are one check.
   */
  check(options: { asked: boolean } = { asked: false }): Promise<void> {
    const waiting = this.#checking
    if (waiting !== null) {
      waiting.asked ||= options.asked
      return waiting.done
    }
    const checking = { asked: options.asked, done: Promise.resolve() }
    this.#checking = checking
    checking.done = this.#inTurn(async () => {
      this.#checking = null
      for (const credential of this.#held) await this.#save(credential)
      if (this.#held.length === 0) await this.#look(checking.asked)
    })
    return checking.done
  }

  /**
   * The door every way in ends at: tries the credential on Gazelle and puts it in the row if it is the better one.
   * Whatever fails, a token that may work is held rather than lost.
   */
  offer(credential: Credential): Promise<Offer> {
    return this.#inTurn(() => this.#save(credential)).then((offer) => offer ?? 'held')
  }

  async #look(asked: boolean): Promise<void> {
    this.#change({ activity: 'checking' })
    const { record } = await this.#read()
    this.#change({ problem: null, checkedAt: this.#clock.now() })
    if (record === null || !(asked || this.#isDue(record))) return
    const verdict = await this.#askAbout(record)
    if (verdict instanceof GazelleError) this.#change({ problem: problemOf(verdict) })
  }

  #isDue(record: TokenRecord): boolean {
    const { askedGazelleAt, works } = this.state.value
    if (askedGazelleAt === null || works !== true) return true
    if (this.#clock.now() - askedGazelleAt >= askAgainAfterMilliseconds) return true
    return health(record, this.#seconds()).state === 'expired'
  }

  async #save(credential: Credential): Promise<Offer> {
    try {
      this.#change({ activity: 'trying' })
      const answer = await this.#gazelle.probe(credential)
      this.#hold(credential)
      const proven = { ...credential, headerKind: answer.headerKind }
      this.#change({ activity: 'saving' })
      const offer = await this.#saveProven(proven)
      this.#letGo(credential)
      return offer
    } catch (error) {
      const isRefused = error instanceof GazelleError && (error.kind === 'unauthorized' || error.kind === 'forbidden')
      if (isRefused) this.#letGo(credential)
      else this.#hold(credential)
      this.#change({ problem: problemOf(error) })
      return isRefused ? 'refused' : 'held'
    }
  }

  async #saveProven(credential: Credential): Promise<Offer> {
    let before: string | null | undefined
    for (let attempt = 0; attempt < swapAttempts; attempt++) {
      const { row, record, old } = await this.#read()
      if (record?.accessToken === credential.accessToken) {
        this.#works(credential.headerKind)
        this.#change({ problem: null })
        return 'unchanged'
      }
      const wasReplacedMeanwhile = before !== undefined && before !== (record?.accessToken ?? null)
      if (record !== null && (wasReplacedMeanwhile || this.#outlives(record, credential))) {
        const verdict = await this.#askAbout(record)
        if (verdict === true) {
          this.#change({ problem: null })
          return 'outlived'
        }
        // Gazelle knew the offered token a moment ago and is silent now: replace nothing blindly.
        if (verdict instanceof GazelleError) throw verdict
      }
      before = record?.accessToken ?? null
      const written = await this.#store.swap(row, replaceToken(old, credential, this.#seconds()))
      if (!written.won) continue
      const now = this.#clock.now()
      this.#know(this.#understand(written.row))
      this.#works(credential.headerKind)
      this.#change({ problem: null, checkedAt: now, savedAt: now })
      return 'saved'
    }
    throw new StoreError('unexpected-answer', `The row changed ${swapAttempts} times while it was being written.`)
  }

  /** Whether the row's token is said to last longer than the offered one, so that it deserves to be tried first. */
  #outlives(record: TokenRecord, credential: Credential): boolean {
    const now = this.#seconds()
    if (health(record, now).state === 'expired') return false
    if (record.expiry.certainty === 'never') return true
    return record.expiry.at > (credential.issuedAt ?? now) + (credential.lifeSeconds ?? THIRTY_DAYS)
  }

  /** Gazelle's word on the row's token: true, false, or the error for which it could not be had. */
  async #askAbout(record: TokenRecord): Promise<boolean | GazelleError> {
    try {
      const { headerKind } = await this.#gazelle.probe(record)
      this.#works(headerKind)
      return true
    } catch (error) {
      if (!(error instanceof GazelleError)) throw error
      if (error.kind !== 'unauthorized') return error
      this.#change({ works: false, askedGazelleAt: this.#clock.now() })
      return false
    }
  }

  /** Gazelle has just accepted the row's token in this header. */
  #works(headerKind: HeaderKind | null): void {
    const { token } = this.state.value
    this.#change({ works: true, askedGazelleAt: this.#clock.now(), token: token && { ...token, headerKind } })
  }

  async #read(): Promise<Reading> {
    const row = await this.#store.read()
    return this.#know(row === null || row.value === null ? { row, record: null, old: null } : this.#understand(row))
  }

  #understand(row: StoredRow): Reading {
    try {
      const record = parseRow(row.value, writtenAt(row) ?? this.#seconds())
      return { row, record, old: record }
    } catch (error) {
      if (error instanceof RecordError && error.code === 'missing-field') {
        return {
          row,
          record: null,
          old: { value: row.value as OldValue['value'], accessToken: null, refreshToken: null, issuedAt: null },
        }
      }
      if (error instanceof RecordError) this.#change({ row: 'unreadable', token: null, works: null })
      throw error
    }
  }

  #know(reading: Reading): Reading {
    const { record } = reading
    if (record === null) {
      this.#change({ row: 'empty', token: null, works: null })
      return reading
    }
    const token = this.#factsOf(record)
    const isSame = token.fingerprint === this.state.value.token?.fingerprint
    this.#change({
      row: 'token',
      token: isSame ? { ...token, headerKind: token.headerKind ?? this.state.value.token?.headerKind ?? null } : token,
      works: isSame ? this.state.value.works : null,
    })
    return reading
  }

  #factsOf(record: TokenRecord): TokenFacts {
    return {
      fingerprint: fingerprint(record.accessToken),
      headerKind: record.headerKind,
      issuedAt: record.issuedAt,
      expiry: record.expiry,
      renewAt: health(record, this.#seconds()).renewAt,
    }
  }

  #hold(credential: Credential): void {
    this.#setHeld([...this.#held.filter((other) => other.accessToken !== credential.accessToken), credential])
  }

  #letGo(credential: Credential): void {
    this.#setHeld(this.#held.filter((other) => other.accessToken !== credential.accessToken))
  }

  #setHeld(held: readonly Credential[]): void {
    this.#held = held
    const newest = held.at(-1)
    this.#change({ held: newest === undefined ? null : { fingerprint: fingerprint(newest.accessToken) } })
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T | undefined> {
    const mine = this.#turn.then(work).catch((error: unknown) => {
      this.#change({ problem: problemOf(error), checkedAt: this.#clock.now() })
      return undefined
    })
    this.#turn = mine.then(() => this.#change({ activity: 'idle' }))
    return mine
  }

  #change(change: Partial<KeeperState>): void {
    this.state.set({ ...this.state.value, ...change })
  }

  #seconds(): EpochSeconds {
    return Math.floor(this.#clock.now() / 1000)
  }
}

function writtenAt(row: StoredRow): EpochSeconds | null {
  const milliseconds = Date.parse(row.updatedAt ?? '')
  return Number.isNaN(milliseconds) ? null : Math.floor(milliseconds / 1000)
}

function problemOf(error: unknown): Problem {
  if (error instanceof StoreError) return { at: 'supabase', kind: error.kind }
  if (error instanceof GazelleError) {
    return { at: 'gazelle', kind: error.kind, retryAfterSeconds: error.retryAfterSeconds }
  }
  if (error instanceof RecordError) return { at: 'row', field: error.field }
  return { at: 'keeper', what: error instanceof Error ? error.name : typeof error }
}
