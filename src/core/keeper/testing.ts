import { Observed } from '../base/observed.ts'
import { GazelleError } from '../gazelle/errors.ts'
import type { Account } from '../token/account.ts'
import type { Credential } from '../token/credential.ts'
import { type JsonText, jsonValueOf } from '../token/json-text.ts'
import type { HeaderKind, Json } from '../token/record.ts'
import { conditionOf } from './condition.ts'
import { memoryJournal } from './journal.ts'
import { Keeper } from './keeper.ts'
import { soleLease } from './lease.ts'
import type { Gazelle, ProbeAnswer, Store, StoredRow, WebSession } from './ports.ts'
import type { StoreError } from './store-error.ts'

/** When the tests begin, in milliseconds. */
export const start = Date.UTC(2026, 0, 1)
export const inSeconds = start / 1000
export const day = 24 * 60 * 60 * 1000

export const old = 'o'.repeat(60)
export const fresh = 'f'.repeat(60)
export const other = 't'.repeat(60)

/** A row's value with this token, issued at `createdAt` (seconds). */
export const rowOf = (token: string, createdAt = inSeconds) => ({
  access_token: token,
  refresh_token: 'r'.repeat(43),
  expires_in: 2_592_000,
  created_at: createdAt,
  note: 'ours',
})

/** A token as the web session brings it. */
export function captured(accessToken: string, headerKind: HeaderKind = 'bearer'): Credential {
  return { accessToken, headerKind, refreshToken: null, issuedAt: null, lifeSeconds: null, source: 'web-session' }
}

/** A web session in which somebody is signed in, as far as is known: its visits end like this. */
export function webSessionOf(renew: WebSession['renew']): WebSession {
  return { isPromising: new Observed(true), renew }
}

/** The row, in memory; `fail` is thrown by the next call, `beforeSwap` runs first in the next swap. */
export class ModelStore implements Store {
  row: StoredRow | null = null
  writes = 0
  fail: StoreError | null = null
  beforeSwap: (() => void) | null = null
  afterSwap: (() => void) | null = null

  put(value: Json): void {
    this.row = { value, updatedAt: `2026-01-01T00:00:00.${String(++this.writes).padStart(6, '0')}+00:00` }
  }

  async read(): Promise<StoredRow | null> {
    this.#failOnce()
    return this.row
  }

  async swap(expected: StoredRow | null, value: Json | JsonText): ReturnType<Store['swap']> {
    this.beforeSwap?.()
    this.beforeSwap = null
    this.#failOnce()
    if (this.row?.updatedAt !== expected?.updatedAt) return { won: false }
    this.put(jsonValueOf(value))
    this.afterSwap?.()
    this.afterSwap = null
    return this.row === null ? { won: false } : { won: true, row: this.row }
  }

  #failOnce(): void {
    const error = this.fail
    this.fail = null
    if (error !== null) throw error
  }
}

/** A Gazelle that accepts the tokens it was told of. */
export class ModelGazelle implements Gazelle {
  readonly accepted = new Map<string, HeaderKind>()
  readonly forbidden = new Set<string>()
  /** Whose they are; of those that are not here it does not tell. */
  readonly accounts = new Map<string, Account>()
  readonly asked: string[] = []
  fail: GazelleError | null = null
  /** Whether something else answers in its place, every time. */
  isIntercepted = false
  /** How long the next answers are on their way, and what happens meanwhile. */
  readonly late: { milliseconds: number; meanwhile: () => void }[] = []

  async probe({ accessToken }: { accessToken: string }): Promise<ProbeAnswer> {
    this.asked.push(accessToken)
    if (this.isIntercepted) throw new GazelleError('intercepted', 'A gateway answers.')
    const error = this.fail
    this.fail = null
    if (this.forbidden.has(accessToken)) throw new GazelleError('forbidden', 'It may not.', { httpStatus: 403 })
    if (error !== null) throw error
    const headerKind = this.accepted.get(accessToken)
    if (headerKind === undefined) throw new GazelleError('unauthorized', 'The token is bad.', { httpStatus: 401 })
    const late = this.late.shift()
    late?.meanwhile()
    return {
      headerKind,
      gazelleTime: null,
      tookMilliseconds: late?.milliseconds ?? 1,
      account: this.accounts.get(accessToken) ?? null,
    }
  }
}

/** A keeper of a model row, for a model Gazelle, by a clock that is set by hand. */
export function setUp() {
  const store = new ModelStore()
  const gazelle = new ModelGazelle()
  const clock = { time: start, now: () => clock.time }
  const journal = memoryJournal()
  /** Nobody waits in a test: a pause is over as soon as it is asked for, and takes its time on the clock. */
  const pause = async (milliseconds: number) => {
    clock.time += milliseconds
  }
  const others = { lease: soleLease, grants: null, webSession: null, pause }
  const keeper = new Keeper({ store, gazelle, journal, clock, ...others })
  /** A check after the longest pause that trouble can bring. */
  const checkLater = () => {
    clock.time += 20 * 60_000
    return keeper.check()
  }
  const condition = () => conditionOf(keeper.state.value, clock.now())
  return { store, gazelle, journal, clock, others, keeper, checkLater, condition }
}
