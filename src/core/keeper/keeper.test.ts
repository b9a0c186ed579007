import { describe, expect, it } from 'vitest'
import { GazelleError } from '../gazelle/errors.ts'
import type { Grants } from '../gazelle/grant.ts'
import { fingerprint } from '../token/fingerprint.ts'
import type { Json } from '../token/record.ts'
import type { JournalContent } from './journal.ts'
import { Keeper } from './keeper.ts'
import type { Lease } from './lease.ts'
import { StoreError } from './store-error.ts'
import { captured, day, fresh, old, other, rowOf, setUp, start } from './testing.ts'

describe('offer', () => {
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

  it('writes a token down at once, whatever is under way', async () => {
    const { store, gazelle, journal, clock, others, keeper } = setUp()
    gazelle.accepted.set(fresh, 'bearer')
    const silent = { swap: store.swap.bind(store), read: () => new Promise<never>(() => undefined) }
    const stuck = new Keeper({ store: silent, gazelle, journal, clock, ...others })
    void stuck.check()
    void stuck.offer(captured(fresh))
    await expect.poll(async () => (await journal.read()).held).toMatchObject([{ credential: { accessToken: fresh } }])
    expect(gazelle.asked).toEqual([])
    // Its process ends there, and the next one finds it.
    await keeper.check()
    expect(store.row?.value).toMatchObject({ access_token: fresh })
  })

  it('keeps the refresh token of one that comes again without it', async () => {
    const { store, gazelle, keeper } = setUp()
    const refreshToken = 's'.repeat(43)
    gazelle.fail = new GazelleError('unavailable', 'Gazelle is down.')
    expect(await keeper.offer({ ...captured(fresh), source: 'oauth', refreshToken })).toBe('held')
    gazelle.accepted.set(fresh, 'bearer')
    expect(await keeper.offer(captured(fresh))).toBe('saved')
    expect(store.row?.value).toMatchObject({ access_token: fresh, refresh_token: refreshToken })
  })

  it('saves a token also where it cannot be written down', async () => {
    const { store, gazelle, clock, others } = setUp()
    gazelle.accepted.set(fresh, 'bearer')
    const fail = () => Promise.reject(new Error('disk full'))
    const keeper = new Keeper({ store, gazelle, journal: { read: fail, write: fail }, clock, ...others })
    expect(await keeper.offer(captured(fresh))).toBe('saved')
    expect(store.row?.value).toMatchObject({ access_token: fresh })
  })

  it('answers an offer once, and tells later how a held token ended', async () => {
    const { gazelle, keeper, checkLater } = setUp()
    gazelle.fail = new GazelleError('unavailable', 'Gazelle is down.')
    expect(await keeper.offer(captured(fresh))).toBe('held')
    expect(keeper.outcomes.value).toBeNull()
    await checkLater()
    expect(keeper.outcomes.value).toEqual({ fingerprint: fingerprint(fresh), result: 'refused' })
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
    expect(keeper.state.value.problem).toEqual({ at: 'store', kind: 'unavailable' })
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

  it('leaves a row alone that it does not understand, whatever it could put back, and names the field', async () => {
    const { store, gazelle, keeper, condition, clock } = setUp()
    store.put(rowOf(old))
    gazelle.accepted.set(old, 'bearer')
    await keeper.check()
    const odd = { access_token: 5, note: 1 }
    store.put(odd)
    clock.time += day
    await keeper.check({ asked: true })
    expect(store.row?.value).toEqual(odd)
    expect(keeper.state.value).toMatchObject({ row: 'unreadable', problem: { at: 'row', field: 'access_token' } })
    expect(condition()).toBe('blocked')
  })

  it.each<[string, Json]>([
    ['a scheme in front', { access_token: `Bearer ${old}`, note: 1 }],
    ['no text', { access_token: 5, note: 1 }],
  ])('puts a token in the place of one that is odd: %s', async (_, value) => {
    const { store, gazelle, keeper, condition } = setUp()
    store.put(value)
    gazelle.accepted.set(fresh, 'bearer')
    expect(await keeper.offer(captured(fresh))).toBe('saved')
    expect(store.row?.value).toMatchObject({ access_token: fresh, note: 1 })
    expect(condition()).toBe('valid')
  })

  it.each<[string, Json]>([
    ['a list', [1, 2]],
    ['a text', 'anything'],
    ['a number', 7],
  ])('puts a token in the place of what is none: %s', async (_, value) => {
    const { store, gazelle, keeper } = setUp()
    store.put(value)
    gazelle.accepted.set(fresh, 'bearer')
    expect(await keeper.offer(captured(fresh))).toBe('saved')
    expect(store.row?.value).toMatchObject({ access_token: fresh })
  })

  it('puts a token in the place of one whose times it does not understand', async () => {
    const { store, gazelle, keeper, condition } = setUp()
    store.put({ access_token: old, expires_in: 'soon', expires_at: 'never', created_at: '' })
    gazelle.accepted.set(fresh, 'bearer')
    expect(await keeper.offer(captured(fresh))).toBe('saved')
    expect(store.row?.value).toMatchObject({ access_token: fresh, expires_in: 2_592_000 })
    expect(condition()).toBe('valid')
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
  it('is one check when several ask at once', async () => {
    const { store, gazelle, keeper } = setUp()
    store.put(rowOf(old))
    gazelle.accepted.set(old, 'bearer')
    await Promise.all([keeper.check(), keeper.check({ asked: true }), keeper.check()])
    expect(gazelle.asked).toHaveLength(1)
  })
})

describe('a journal that could not be written', () => {
  it('is written later: what is held does not stay in memory alone', async () => {
    const { store, gazelle, journal, clock, others } = setUp()
    let isDiskFull = true
    const full = {
      ...journal,
      write: async (content: JournalContent) => {
        if (isDiskFull) throw new Error('ENOSPC')
        await journal.write(content)
      },
    }
    const keeper = new Keeper({ ...others, store, gazelle, journal: full, clock })
    gazelle.fail = new GazelleError('unavailable', 'Gazelle is down.')
    expect(await keeper.offer(captured(fresh))).toBe('held')
    await keeper.idle()
    expect((await journal.read()).held).toEqual([])
    isDiskFull = false
    gazelle.fail = new GazelleError('unavailable', 'Gazelle is down.')
    await keeper.check({ asked: true })
    await keeper.idle()
    expect((await journal.read()).held).toMatchObject([{ credential: { accessToken: fresh } }])
  })
})

describe('the lease of a renewal whose token could not be saved', () => {
  it('is given back once the row has the token', async () => {
    const { store, gazelle, journal, clock, others } = setUp()
    const done: string[] = []
    store.put(rowOf(old, start / 1000 - 25 * 86_400))
    gazelle.accepted.set(old, 'bearer').set(fresh, 'bearer')
    const refreshed = { ...captured(fresh), refreshToken: 's'.repeat(43), source: 'oauth' as const }
    const grants = {
      async refresh() {
        store.beforeSwap = () => {
          store.fail = new StoreError('unavailable', 'Supabase is down.')
        }
        return refreshed
      },
    } as unknown as Grants
    const lease: Lease = {
      async take() {
        done.push('take')
        return { taken: true, until: Number.POSITIVE_INFINITY }
      },
      release: async () => void (done.at(-1) === 'take' && done.push('release')),
    }
    const keeper = new Keeper({ store, gazelle, journal, clock, ...others, lease, grants })
    await keeper.check()
    await keeper.idle()
    expect(keeper.unsaved).toEqual({ isIssued: true, isWrittenDown: true })
    expect(done).toEqual(['take'])

    clock.time += 20 * 60_000
    await keeper.check()
    await keeper.idle()
    expect(keeper.unsaved).toBeNull()
    expect(store.row?.value).toMatchObject({ access_token: fresh })
    expect(done).toEqual(['take', 'release'])
  })
})
