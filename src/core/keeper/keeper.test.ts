import { describe, expect, it } from 'vitest'
import type { Credential } from '../gazelle/credential.ts'
import { GazelleError } from '../gazelle/errors.ts'
import { GrantError } from '../gazelle/grant-errors.ts'
import { StoreError } from '../store/errors.ts'
import type { HeaderKind, Json } from '../token/record.ts'
import { conditionOf } from './condition.ts'
import { memoryJournal } from './journal.ts'
import { Keeper } from './keeper.ts'
import type { Lease } from './lease.ts'
import type { Gazelle, Store, StoredRow } from './ports.ts'

const start = Date.UTC(2026, 0, 1)
const day = 24 * 60 * 60 * 1000

/** The row, in memory; `fail` is thrown by the next call, `beforeSwap` runs first in the next swap. */
class ModelStore implements Store {
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

  async swap(expected: StoredRow | null, value: Json): Promise<{ won: true; row: StoredRow } | { won: false }> {
    this.beforeSwap?.()
    this.beforeSwap = null
    this.#failOnce()
    if (this.row?.updatedAt !== expected?.updatedAt) return { won: false }
    this.put(value)
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
class ModelGazelle implements Gazelle {
  readonly accepted = new Map<string, HeaderKind>()
  readonly forbidden = new Set<string>()
  readonly asked: string[] = []
  fail: GazelleError | null = null
  /** How long the next answers are on their way, and what happens meanwhile. */
  readonly late: { milliseconds: number; meanwhile: () => void }[] = []

  async probe({ accessToken }: { accessToken: string }) {
    this.asked.push(accessToken)
    const error = this.fail
    this.fail = null
    if (this.forbidden.has(accessToken)) throw new GazelleError('forbidden', 'It may not.', { httpStatus: 403 })
    if (error !== null) throw error
    const headerKind = this.accepted.get(accessToken)
    if (headerKind === undefined) throw new GazelleError('unauthorized', 'The token is bad.', { httpStatus: 401 })
    const late = this.late.shift()
    late?.meanwhile()
    return { headerKind, gazelleTime: null, tookMilliseconds: late?.milliseconds ?? 1 }
  }
}

const freeLease: Lease = {
  take: async () => ({ taken: true, until: Number.POSITIVE_INFINITY }),
  release: async () => undefined,
}

function setUp() {
  const store = new ModelStore()
  const gazelle = new ModelGazelle()
  const clock = { time: start, now: () => clock.time }
  const journal = memoryJournal()
  const others = { lease: freeLease, grants: null, webSession: null }
  const keeper = new Keeper({ store, gazelle, journal, clock, ...others })
  /** A check after the longest pause that trouble can bring. */
  const checkLater = () => {
    clock.time += 20 * 60_000
    return keeper.check()
  }
  const condition = () => conditionOf(keeper.state.value, clock.now())
  return { store, gazelle, journal, clock, others, keeper, checkLater, condition }
}

function captured(accessToken: string, headerKind: HeaderKind = 'bearer'): Credential {
  return { accessToken, headerKind, refreshToken: null, issuedAt: null, lifeSeconds: null, source: 'web-session' }
}

const old = 'o'.repeat(60)
const fresh = 'f'.repeat(60)
const other = 't'.repeat(60)
const inSeconds = start / 1000
const rowOf = (token: string, createdAt = inSeconds) => ({
  access_token: token,
  refresh_token: 'r'.repeat(43),
  expires_in: 2_592_000,
  created_at: createdAt,
  note: 'ours',
})

describe('offer', () => {
  it('saves a captured token into an empty row, with the guide’s 30 days', async () => {
    const { store, gazelle, keeper, condition } = setUp()
    gazelle.accepted.set(fresh, 'bearer')
    expect(await keeper.offer(captured(fresh))).toBe('saved')
    expect(store.row?.value).toEqual({ access_token: fresh, expires_in: 2_592_000, created_at: inSeconds })
    expect(condition()).toBe('valid')
    expect(keeper.state.value).toMatchObject({ works: true, held: null, problem: null, activity: 'idle' })
  })

  it('replaces an old token and keeps the fields it does not know', async () => {
    const { store, gazelle, keeper } = setUp()
    store.put(rowOf(old, inSeconds - 40 * 86_400))
    gazelle.accepted.set(fresh, 'bearer')
    expect(await keeper.offer(captured(fresh))).toBe('saved')
    expect(store.row?.value).toEqual({ ...rowOf(fresh), created_at: inSeconds })
  })

  it('fills in a row that has fields, but no token yet', async () => {
    const { store, gazelle, keeper, condition } = setUp()
    store.put('{"note": "ours", "access_token": ""}')
    await keeper.check()
    expect(condition()).toBe('missing')
    gazelle.accepted.set(fresh, 'bearer')
    expect(await keeper.offer(captured(fresh))).toBe('saved')
    expect(JSON.parse(String(store.row?.value))).toEqual({
      note: 'ours',
      access_token: fresh,
      expires_in: 2_592_000,
      created_at: inSeconds,
    })
  })

  it('takes a row whose value is null for an empty one', async () => {
    const { store, gazelle, keeper } = setUp()
    store.put(null)
    gazelle.accepted.set(fresh, 'bearer')
    expect(await keeper.offer(captured(fresh))).toBe('saved')
  })

  it('changes nothing when the row holds the token already: its age is not reset', async () => {
    const { store, gazelle, keeper, clock } = setUp()
    store.put(rowOf(fresh))
    gazelle.accepted.set(fresh, 'bearer')
    clock.time += 5 * day
    expect(await keeper.offer(captured(fresh))).toBe('unchanged')
    expect(store.writes).toBe(1)
    expect(keeper.state.value.works).toBe(true)
  })

  it('tries a token on Gazelle before it touches the row', async () => {
    const { store, gazelle, keeper } = setUp()
    store.put(rowOf(old))
    gazelle.accepted.set(old, 'bearer')
    expect(await keeper.offer(captured(fresh))).toBe('refused')
    expect(store.row?.value).toEqual(rowOf(old))
    expect(keeper.state.value).toMatchObject({ held: null, problem: { at: 'gazelle', kind: 'unauthorized' } })
  })

  it('does not believe what Gazelle said before the computer slept', async () => {
    const { store, gazelle, keeper } = setUp()
    store.put(rowOf(old, inSeconds - 40 * 86_400))
    gazelle.accepted.set(fresh, 'bearer')
    gazelle.late.push({ milliseconds: 2 * day, meanwhile: () => gazelle.accepted.delete(fresh) })
    expect(await keeper.offer(captured(fresh))).toBe('refused')
    expect(store.row?.value).toMatchObject({ access_token: old })
  })

  it('holds a token over which it falls asleep again and again', async () => {
    const { gazelle, keeper } = setUp()
    gazelle.accepted.set(fresh, 'bearer')
    for (let time = 0; time < 3; time++) gazelle.late.push({ milliseconds: 2 * day, meanwhile: () => undefined })
    expect(await keeper.offer(captured(fresh))).toBe('held')
    expect(gazelle.asked).toHaveLength(3)
  })

  it('never replaces a working key that does not expire by a token that does', async () => {
    const { store, gazelle, keeper } = setUp()
    const key = 'k'.repeat(32)
    const row = { access_token: key, refresh_token: 'manual_override', expires_at: 1_999_999_999, created_at: 0 }
    store.put(row)
    gazelle.accepted.set(key, 'api-key')
    gazelle.accepted.set(fresh, 'bearer')
    expect(await keeper.offer(captured(fresh))).toBe('outlived')
    expect(store.row?.value).toEqual(row)
  })

  it('replaces a key that says it never expires once Gazelle refuses it', async () => {
    const { store, gazelle, keeper } = setUp()
    store.put({ access_token: 'k'.repeat(32), refresh_token: 'manual_override', expires_at: 1_999_999_999 })
    gazelle.accepted.set(fresh, 'bearer')
    expect(await keeper.offer(captured(fresh))).toBe('saved')
    expect(store.row?.value).toEqual({ access_token: fresh, expires_in: 2_592_000, created_at: inSeconds })
  })

  it('keeps what another writer put in the row meanwhile, if it works', async () => {
    const { store, gazelle, keeper } = setUp()
    store.put(rowOf(old, inSeconds - 29 * 86_400))
    for (const token of [fresh, other]) gazelle.accepted.set(token, 'bearer')
    store.beforeSwap = () => store.put(rowOf(other, inSeconds - 60))
    expect(await keeper.offer(captured(fresh))).toBe('outlived')
    expect(store.row?.value).toEqual(rowOf(other, inSeconds - 60))
  })

  it('writes over what another writer put in the row meanwhile, if Gazelle refuses that', async () => {
    const { store, gazelle, keeper } = setUp()
    store.put(rowOf(old, inSeconds - 29 * 86_400))
    gazelle.accepted.set(fresh, 'bearer')
    store.beforeSwap = () => store.put(rowOf(other))
    expect(await keeper.offer(captured(fresh))).toBe('saved')
    expect(store.row?.value).toMatchObject({ access_token: fresh })
  })

  it('judges what another writer put in the row between its write and its reading back', async () => {
    const { store, gazelle, keeper } = setUp()
    gazelle.accepted.set(fresh, 'bearer')
    store.afterSwap = () => store.put(rowOf(other))
    expect(await keeper.offer(captured(fresh))).toBe('saved')
    expect(store.row?.value).toMatchObject({ access_token: fresh })

    for (const token of [old, other]) gazelle.accepted.set(token, 'bearer')
    store.afterSwap = () => store.put(rowOf(other))
    expect(await keeper.offer(captured(old))).toBe('outlived')
    expect(store.row?.value).toEqual(rowOf(other))
  })

  it('replaces a row’s token that may not read clients, and keeps the verdicts on the two apart', async () => {
    const { store, gazelle, keeper } = setUp()
    const key = 'k'.repeat(32)
    store.put({ access_token: key, refresh_token: 'manual_override', expires_at: 1_999_999_999 })
    gazelle.forbidden.add(key)
    gazelle.accepted.set(fresh, 'bearer')
    expect(await keeper.offer(captured(fresh))).toBe('saved')
    expect(store.row?.value).toMatchObject({ access_token: fresh })
  })

  it('writes a token down before it is saved, and finds it again after a restart', async () => {
    const { store, gazelle, journal, clock, others, keeper } = setUp()
    gazelle.accepted.set(fresh, 'bearer')
    store.fail = new StoreError('unavailable', 'Supabase is down.')
    await keeper.offer(captured(fresh))
    const restarted = new Keeper({ store, gazelle, journal, clock, ...others })
    await restarted.check()
    expect(store.row?.value).toMatchObject({ access_token: fresh })
    expect(await journal.read()).toMatchObject({ held: [], fallbacks: [{ accessToken: fresh }] })
  })

  it('saves a token also where it cannot be written down', async () => {
    const { store, gazelle, clock, others } = setUp()
    gazelle.accepted.set(fresh, 'bearer')
    const fail = () => Promise.reject(new Error('disk full'))
    const keeper = new Keeper({ store, gazelle, journal: { read: fail, write: fail }, clock, ...others })
    expect(await keeper.offer(captured(fresh))).toBe('saved')
    expect(store.row?.value).toMatchObject({ access_token: fresh })
  })

  it('tells how a held token ended: not only that it is no longer held', async () => {
    const { gazelle, keeper, checkLater } = setUp()
    gazelle.fail = new GazelleError('unavailable', 'Gazelle is down.')
    await keeper.offer(captured(fresh))
    expect(keeper.offers.value).toMatchObject({ offer: 'held' })
    await checkLater()
    expect(keeper.offers.value).toMatchObject({ offer: 'refused' })
    expect(keeper.state.value.held).toBeNull()
  })

  it('goes on when somebody who watches it fails', async () => {
    const { store, gazelle, keeper } = setUp()
    gazelle.accepted.set(fresh, 'bearer')
    const told: unknown[] = []
    const tell = (error: unknown) => told.push(error)
    process.prependListener('uncaughtException', tell)
    const before = process.listeners('uncaughtException').filter((listener) => listener !== tell)
    for (const listener of before) process.off('uncaughtException', listener)
    try {
      const stop = keeper.state.subscribe(() => {
        throw new Error('a bug in a reader')
      })
      expect(await keeper.offer(captured(fresh))).toBe('saved')
      stop()
      await keeper.check()
    } finally {
      for (const listener of before) process.on('uncaughtException', listener)
      process.off('uncaughtException', tell)
    }
    expect(store.row?.value).toMatchObject({ access_token: fresh })
    expect(told.length).toBeGreaterThan(0)
  })

  it.each(['read', 'swap'] as const)('holds a token that works when the %s fails, and saves it later', async (step) => {
    const { store, gazelle, keeper, checkLater, condition } = setUp()
    gazelle.accepted.set(fresh, 'bearer')
    const down = new StoreError('unavailable', 'Supabase is down.')
    if (step === 'read') store.fail = down
    else {
      store.beforeSwap = () => {
        store.fail = down
      }
    }
    expect(await keeper.offer(captured(fresh))).toBe('held')
    expect(condition()).toBe('held')
    expect(keeper.state.value.problem).toEqual({ at: 'supabase', kind: 'unavailable' })
    await checkLater()
    expect(store.row?.value).toMatchObject({ access_token: fresh })
    expect(keeper.state.value).toMatchObject({ held: null, problem: null })
    expect(condition()).toBe('valid')
  })

  it('holds a token that could not be tried, and a refused one beside it does not take it away', async () => {
    const { store, gazelle, keeper, checkLater } = setUp()
    gazelle.accepted.set(fresh, 'bearer')
    gazelle.fail = new GazelleError('unavailable', 'Gazelle is down.')
    expect(await keeper.offer(captured(fresh))).toBe('held')
    expect(await keeper.offer(captured(other))).toBe('refused')
    expect(keeper.state.value.held).not.toBeNull()
    await checkLater()
    expect(store.row?.value).toMatchObject({ access_token: fresh })
  })

  it('leaves a row alone that it does not understand, and names the field', async () => {
    const { store, gazelle, keeper, condition } = setUp()
    store.put({ access_token: old, expires_in: 'soon' })
    gazelle.accepted.set(fresh, 'bearer')
    expect(await keeper.offer(captured(fresh))).toBe('held')
    expect(store.writes).toBe(1)
    expect(keeper.state.value).toMatchObject({ row: 'unreadable', problem: { at: 'row', field: 'expires_in' } })
    expect(condition()).toBe('held')
  })

  it('does one thing at a time: two offers at once end in one row and no error', async () => {
    const { store, gazelle, keeper } = setUp()
    for (const token of [fresh, other]) gazelle.accepted.set(token, 'bearer')
    expect(await Promise.all([keeper.offer(captured(fresh)), keeper.offer(captured(other))])).toEqual([
      'saved',
      'saved',
    ])
    expect(store.row?.value).toMatchObject({ access_token: other })
  })
})

describe('check', () => {
  it('finds no row, and says that a sign-in is needed', async () => {
    const { keeper, condition } = setUp()
    expect(condition()).toBe('starting')
    await keeper.check()
    expect(condition()).toBe('missing')
  })

  it('asks Gazelle at most every six hours, or when a person asks', async () => {
    const { store, gazelle, keeper, clock } = setUp()
    store.put(rowOf(old))
    gazelle.accepted.set(old, 'bearer')
    await keeper.check()
    expect(gazelle.asked).toHaveLength(1)
    clock.time += day / 4 - 1
    await keeper.check()
    expect(gazelle.asked).toHaveLength(1)
    await keeper.check({ asked: true })
    expect(gazelle.asked).toHaveLength(2)
    clock.time += day / 4
    await keeper.check()
    expect(gazelle.asked).toHaveLength(3)
  })

  it('asks at once about a token it has not seen before', async () => {
    const { store, gazelle, keeper, condition } = setUp()
    for (const token of [old, other]) gazelle.accepted.set(token, 'bearer')
    store.put(rowOf(old))
    await keeper.check()
    store.put(rowOf(other))
    await keeper.check()
    expect(gazelle.asked).toEqual([old, other])
    expect(condition()).toBe('valid')
  })

  it('says when Gazelle refuses the row’s token', async () => {
    const { store, keeper, condition } = setUp()
    store.put(rowOf(old))
    await keeper.check()
    expect(condition()).toBe('refused')
    expect(keeper.state.value.problem).toBeNull()
  })

  it('does not take Gazelle’s silence for a refusal', async () => {
    const { store, gazelle, keeper, condition } = setUp()
    store.put(rowOf(old))
    gazelle.fail = new GazelleError('rate-limited', 'Too many requests.', { retryAfterSeconds: 30 })
    await keeper.check()
    expect(condition()).toBe('valid')
    expect(keeper.state.value.problem).toEqual({ at: 'gazelle', kind: 'rate-limited', retryAfterSeconds: 30 })
  })

  it('reads the row also while a token is held', async () => {
    const { store, gazelle, keeper, checkLater } = setUp()
    store.put(rowOf(old))
    gazelle.fail = new GazelleError('unexpected-answer', 'Not JSON.')
    await keeper.offer(captured(fresh))
    gazelle.fail = new GazelleError('unexpected-answer', 'Not JSON.')
    await checkLater()
    expect(keeper.state.value).toMatchObject({ row: 'token', works: false, problem: { kind: 'unexpected-answer' } })
    expect(keeper.state.value.held).not.toBeNull()
  })

  it('gives Gazelle the pause it asks for, unless a person asks', async () => {
    const { store, gazelle, keeper, clock } = setUp()
    store.put(rowOf(old))
    gazelle.fail = new GazelleError('rate-limited', 'Too many requests.', { retryAfterSeconds: 3600 })
    await keeper.check()
    for (let minutes = 0; minutes < 60; minutes += 15) {
      await keeper.check()
      clock.time += 15 * 60_000
    }
    expect(gazelle.asked).toHaveLength(1)
    await keeper.check()
    expect(gazelle.asked).toHaveLength(2)
  })

  it('says that a token may not do what it is for', async () => {
    const { store, gazelle, keeper, condition } = setUp()
    store.put(rowOf(old))
    gazelle.forbidden.add(old)
    await keeper.check()
    expect(condition()).toBe('refused')
    expect(keeper.state.value.problem).toMatchObject({ at: 'gazelle', kind: 'forbidden' })
  })

  it('believes Gazelle rather than a date that was assumed', async () => {
    const { store, gazelle, keeper, clock, condition } = setUp()
    store.put(rowOf(old))
    gazelle.accepted.set(old, 'bearer')
    await keeper.check()
    clock.time = start + 31 * day
    expect(condition()).toBe('expired')
    await keeper.check()
    expect(condition()).toBe('expiring')
    gazelle.accepted.clear()
    await keeper.check({ asked: true })
    expect(condition()).toBe('refused')
  })

  it('goes from valid to expiring to expired as time passes', async () => {
    const { store, gazelle, keeper, clock, condition } = setUp()
    store.put(rowOf(old))
    gazelle.accepted.set(old, 'bearer')
    await keeper.check()
    expect(condition()).toBe('valid')
    clock.time = start + 20 * day
    expect(condition()).toBe('expiring')
    clock.time = start + 30 * day
    expect(condition()).toBe('expired')
  })

  it('says what Supabase refuses, and forgets it once it answers', async () => {
    const { store, keeper, condition } = setUp()
    store.fail = new StoreError('row-hidden', 'Not on the allow-list.')
    await keeper.check()
    expect(condition()).toBe('blocked')
    await keeper.check()
    expect(condition()).toBe('missing')
  })

  it('is one check when several ask at once', async () => {
    const { store, gazelle, keeper } = setUp()
    store.put(rowOf(old))
    gazelle.accepted.set(old, 'bearer')
    await Promise.all([keeper.check(), keeper.check({ asked: true }), keeper.check()])
    expect(gazelle.asked).toHaveLength(1)
  })
})

describe('a web session whose answer the computer sleeps over', () => {
  it('is opened again where the token has died meanwhile', async () => {
    const { store, gazelle, journal, clock } = setUp()
    store.put(rowOf(old))
    const brought = [other, fresh]
    const webSession = {
      async renew() {
        clock.time += brought.length === 2 ? day : 1000
        return captured(brought.shift() ?? '')
      },
    }
    const keeper = new Keeper({ store, gazelle, journal, clock, lease: freeLease, grants: null, webSession })
    gazelle.accepted.set(fresh, 'bearer')
    await keeper.check()
    expect(store.row?.value).toMatchObject({ access_token: fresh })
    expect(keeper.state.value).toMatchObject({ works: true, asksHuman: false })
  })

  it('is not opened again for a token that was refused at once', async () => {
    const { store, gazelle, journal, clock } = setUp()
    store.put(rowOf(old))
    const visits: number[] = []
    const webSession = {
      async renew() {
        visits.push(clock.time)
        return captured(other)
      },
    }
    const keeper = new Keeper({ store, gazelle, journal, clock, lease: freeLease, grants: null, webSession })
    await keeper.check()
    expect(visits).toHaveLength(1)
    expect(keeper.state.value.asksHuman).toBe(true)
  })
})

describe('a token endpoint that is broken', () => {
  const brokenGrants = {
    asked: 0,
    async refresh(): Promise<Credential> {
      this.asked++
      throw new GrantError('unexpected-answer', 'A page came instead.')
    },
  }

  /** The keeper of a row whose token is dead, and a function that checks every quarter of an hour until it is so. */
  function setUpBroken(webSession: { renew(): Promise<Credential | 'signed-out'> } | null) {
    const parts = setUp()
    const grants = { ...brokenGrants }
    const { store, gazelle, journal, clock } = parts
    const keeper = new Keeper({ store, gazelle, journal, clock, lease: freeLease, grants, webSession })
    store.put(rowOf(old))
    /** Gives the minutes until `isSo`, three hours at most. */
    const minutesUntil = async (isSo: () => boolean) => {
      let minutes = 0
      for (; minutes < 180 && !isSo(); minutes += 15) {
        await keeper.check()
        clock.time += 15 * 60_000
      }
      return minutes
    }
    return { ...parts, keeper, grants, minutesUntil }
  }

  it('holds up the web session for an hour, and no longer', async () => {
    const { store, gazelle, keeper, minutesUntil } = setUpBroken({ renew: async () => captured(fresh) })
    gazelle.accepted.set(fresh, 'bearer')
    const minutes = await minutesUntil(() => keeper.state.value.works === true)
    expect(minutes).toBeGreaterThanOrEqual(60)
    expect(minutes).toBeLessThanOrEqual(120)
    expect(store.row?.value).toMatchObject({ access_token: fresh })
  })

  it('leads to a human where there is no other way, and is tried again all the same', async () => {
    const { keeper, grants, minutesUntil, clock } = setUpBroken(null)
    const minutes = await minutesUntil(() => keeper.state.value.asksHuman)
    expect(minutes).toBeGreaterThanOrEqual(60)
    expect(minutes).toBeLessThanOrEqual(120)
    expect(keeper.state.value.problem).toMatchObject({ at: 'oauth', kind: 'unexpected-answer' })
    const before = grants.asked
    clock.time += 15 * 60_000
    await keeper.check()
    expect(grants.asked).toBe(before + 1)
  })

  it('is waited for while the token lives', async () => {
    const { store, gazelle, keeper, minutesUntil } = setUpBroken({ renew: async () => captured(fresh) })
    gazelle.accepted.set(old, 'bearer')
    gazelle.accepted.set(fresh, 'bearer')
    store.put(rowOf(old, inSeconds - 25 * 86_400))
    await minutesUntil(() => false)
    expect(store.row?.value).toMatchObject({ access_token: old })
    expect(keeper.state.value).toMatchObject({ works: true, asksHuman: false })
  })
})
