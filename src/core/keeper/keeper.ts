import type { Credential } from '../gazelle/credential.ts'
import { GazelleError } from '../gazelle/errors.ts'
import { Observed } from '../observed.ts'
import { StoreError } from '../store/errors.ts'
import { RecordError } from '../token/errors.ts'
import { fingerprint } from '../token/fingerprint.ts'
import { health } from '../token/health.ts'
import type { EpochSeconds, HeaderKind, TokenRecord } from '../token/record.ts'
import { replaceToken } from '../token/replace.ts'
import { THIRTY_DAYS } from '../token/time.ts'
import type { Journal } from './journal.ts'
import type { Clock, Gazelle, Store } from './ports.ts'
import { type Reading, readRow } from './reading.ts'
import { type KeeperState, type Problem, unknownState } from './state.ts'

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

/** Gazelle's word on one token: accepted in a header, refused, or for now not to be had. */
type Verdict = { accepted: HeaderKind } | { refused: GazelleError } | { unknown: GazelleError }

/** Keeps the row: reads it, asks Gazelle about its token, and saves better ones. Its methods never reject. */
export class Keeper {
  readonly state = new Observed<KeeperState>(unknownState)
  /** How the latest offer ended; a token that was held is told again when it is settled. */
  readonly offers = new Observed<{ fingerprint: string; offer: Offer } | null>(null)
  readonly #store: Store
  readonly #gazelle: Gazelle
  readonly #journal: Journal
  readonly #clock: Clock
  /** Tokens that work, or may, and are in no row yet; the newest last. Null until the journal has been read. */
  #held: readonly Credential[] | null = null
  /** Gazelle has asked not to be asked before this (milliseconds). */
  #gazelleRestsUntil = 0
  /** One thing at a time: what is asked later waits for what was asked before. */
  #turn: Promise<unknown> = Promise.resolve()
  #checking: { asked: boolean; done: Promise<void> } | null = null

  constructor(ports: { store: Store; gazelle: Gazelle; journal: Journal; clock: Clock }) {
    this.#store = ports.store
    this.#gazelle = ports.gazelle
    this.#journal = ports.journal
    this.#clock = ports.clock
  }

  /**
   * Tries what is held, reads the row and, where it is due, asks Gazelle about its token.
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
      const stillHeld = await this.#tryHeld(checking.asked)
      await this.#look(checking.asked)
      // What keeps a token from being saved is the more urgent news.
      if (stillHeld !== null) this.#change({ problem: stillHeld })
    })
    return checking.done
  }

  /**
   * The door every way in ends at: tries the credential on Gazelle and puts it in the row if it is the better one.
   * Whatever fails, a token that may work is held rather than lost.
   */
  async offer(credential: Credential): Promise<Offer> {
    const offer = await this.#inTurn(() => this.#settle(credential))
    return offer ?? 'held'
  }

  /** Gives what still stands in the way of a held token, or null. */
  async #tryHeld(asked: boolean): Promise<Problem | null> {
    const held = await this.#heldTokens()
    if (asked || !this.#gazelleRests()) for (const credential of held) await this.#settle(credential)
    return (await this.#heldTokens()).length > 0 ? this.state.value.problem : null
  }

  async #look(asked: boolean): Promise<void> {
    this.#change({ activity: 'checking' })
    const { record } = await this.#read()
    this.#change({ problem: null, checkedAt: this.#clock.now() })
    if (record === null || !(asked || this.#isDue(record))) return
    const verdict = await this.#askAboutRow(record)
    if ('unknown' in verdict) this.#change({ problem: problemOf(verdict.unknown) })
    // A 401 says all by itself; a 403 needs another remedy, which its problem names.
    else if ('refused' in verdict && verdict.refused.kind === 'forbidden') {
      this.#change({ problem: problemOf(verdict.refused) })
    }
  }

  #isDue(record: TokenRecord): boolean {
    if (this.#gazelleRests()) return false
    const { askedGazelleAt, works } = this.state.value
    if (askedGazelleAt === null || works !== true) return true
    if (this.#clock.now() - askedGazelleAt >= askAgainAfterMilliseconds) return true
    const { expiry } = record
    return expiry.certainty !== 'never' && this.#seconds() >= expiry.at && askedGazelleAt < expiry.at * 1000
  }

  async #settle(credential: Credential): Promise<Offer> {
    const offer = await this.#tryAndSave(credential)
    if (offer !== 'held') await this.#letGo(credential)
    this.offers.set({ fingerprint: fingerprint(credential.accessToken), offer })
    return offer
  }

  async #tryAndSave(credential: Credential): Promise<Offer> {
    try {
      this.#change({ activity: 'trying' })
      const verdict = await this.#ask(credential)
      if ('refused' in verdict) {
        this.#change({ problem: problemOf(verdict.refused) })
        return 'refused'
      }
      // Before the first step that could lose it.
      await this.#hold(credential)
      if ('unknown' in verdict) throw verdict.unknown
      this.#change({ activity: 'saving' })
      const offer = await this.#save({ ...credential, headerKind: verdict.accepted })
      this.#change({ problem: null })
      return offer
    } catch (error) {
      this.#change({ problem: problemOf(error) })
      return 'held'
    }
  }

  async #save(credential: Credential): Promise<Offer> {
    let before: string | null | undefined
    for (let attempt = 0; attempt < swapAttempts; attempt++) {
      const { row, record, old } = await this.#read()
      if (record?.accessToken === credential.accessToken) {
        this.#works(credential.headerKind)
        return attempt === 0 ? 'unchanged' : 'saved'
      }
      const wasReplacedMeanwhile = before !== undefined && before !== (record?.accessToken ?? null)
      if (record !== null && (wasReplacedMeanwhile || this.#outlives(record, credential))) {
        const verdict = await this.#askAboutRow(record)
        if ('accepted' in verdict) return 'outlived'
        // Gazelle knew the offered token a moment ago and is silent now: replace nothing blindly.
        if ('unknown' in verdict) throw verdict.unknown
      }
      const written = await this.#store.swap(row, replaceToken(old, credential, this.#seconds()))
      before = written.won ? credential.accessToken : (record?.accessToken ?? null)
      // What was written may already be somebody else's: the row is read back, and judged if it is not ours.
      if (written.won && this.#know(readRow(written.row, this.#seconds())).record?.accessToken === before) {
        this.#works(credential.headerKind)
        this.#change({ checkedAt: this.#clock.now() })
        return 'saved'
      }
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

  async #ask(token: Pick<Credential, 'accessToken' | 'headerKind'>): Promise<Verdict> {
    try {
      const { headerKind } = await this.#gazelle.probe(token)
      this.#gazelleRestsUntil = 0
      return { accepted: headerKind }
    } catch (error) {
      if (!(error instanceof GazelleError)) throw error
      this.#gazelleRestsUntil = this.#clock.now() + (error.retryAfterSeconds ?? 0) * 1000
      const isRefused = error.kind === 'unauthorized' || error.kind === 'forbidden'
      return isRefused ? { refused: error } : { unknown: error }
    }
  }

  async #askAboutRow(record: TokenRecord): Promise<Verdict> {
    const verdict = await this.#ask(record)
    if ('accepted' in verdict) this.#works(verdict.accepted)
    if ('refused' in verdict) this.#change({ works: false, askedGazelleAt: this.#clock.now() })
    return verdict
  }

  /** Gazelle has just accepted the row's token in this header. */
  #works(headerKind: HeaderKind | null): void {
    const { token } = this.state.value
    this.#change({ works: true, askedGazelleAt: this.#clock.now(), token: token && { ...token, headerKind } })
  }

  async #read(): Promise<Reading> {
    const row = await this.#store.read()
    try {
      return this.#know(readRow(row, this.#seconds()))
    } catch (error) {
      this.#change({ row: 'unreadable', token: null, works: null })
      throw error
    }
  }

  #know(reading: Reading): Reading {
    const { facts } = reading
    const known = this.state.value
    const isSame = facts !== null && facts.fingerprint === known.token?.fingerprint
    const headerKind = facts?.headerKind ?? (isSame ? (known.token?.headerKind ?? null) : null)
    this.#change({
      row: facts === null ? 'empty' : 'token',
      token: facts && { ...facts, headerKind },
      works: isSame ? known.works : null,
    })
    return reading
  }

  async #heldTokens(): Promise<readonly Credential[]> {
    if (this.#held === null) this.#showHeld(await this.#journal.read().catch(() => []))
    return this.#held ?? []
  }

  async #hold(credential: Credential): Promise<void> {
    await this.#keep([...(await this.#othersThan(credential)), credential])
  }

  async #letGo(credential: Credential): Promise<void> {
    const others = await this.#othersThan(credential)
    if (others.length < (await this.#heldTokens()).length) await this.#keep(others)
  }

  async #othersThan(credential: Credential): Promise<Credential[]> {
    return (await this.#heldTokens()).filter((other) => other.accessToken !== credential.accessToken)
  }

  async #keep(held: readonly Credential[]): Promise<void> {
    this.#showHeld(held)
    // Held in any case: where it cannot be written down, saving it in the row is all the more urgent.
    await this.#journal.write(held).catch((error: unknown) => this.#change({ problem: problemOf(error) }))
  }

  #showHeld(held: readonly Credential[]): void {
    this.#held = held
    const newest = held.at(-1)
    this.#change({ held: newest === undefined ? null : { fingerprint: fingerprint(newest.accessToken) } })
  }

  #gazelleRests(): boolean {
    return this.#clock.now() < this.#gazelleRestsUntil
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

function problemOf(error: unknown): Problem {
  if (error instanceof StoreError) return { at: 'supabase', kind: error.kind }
  if (error instanceof GazelleError) {
    return { at: 'gazelle', kind: error.kind, retryAfterSeconds: error.retryAfterSeconds }
  }
  if (error instanceof RecordError) return { at: 'row', field: error.field }
  return { at: 'keeper', what: error instanceof Error ? error.name : typeof error }
}
