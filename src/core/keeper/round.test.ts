import { describe, expect, it } from 'vitest'
import { GazelleError } from '../gazelle/errors.ts'
import { GrantError } from '../gazelle/grant-errors.ts'
import type { Credential } from '../token/credential.ts'
import { Keeper } from './keeper.ts'
import { StoreError } from './store-error.ts'
import { captured, day, fresh, inSeconds, old, other, rowOf, setUp, start } from './testing.ts'

describe('a round', () => {
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
})

describe('a web session whose answer the computer sleeps over', () => {
  it('is opened again where the token has died meanwhile', async () => {
    const { store, gazelle, journal, clock, others } = setUp()
    store.put(rowOf(old))
    const brought = [other, fresh]
    const webSession = {
      async renew() {
        clock.time += brought.length === 2 ? day : 1000
        return captured(brought.shift() ?? '')
      },
    }
    const keeper = new Keeper({ ...others, store, gazelle, journal, clock, webSession })
    gazelle.accepted.set(fresh, 'bearer')
    await keeper.check()
    expect(store.row?.value).toMatchObject({ access_token: fresh })
    expect(keeper.state.value).toMatchObject({ works: true, asksHuman: false })
  })

  it('is not opened again for a token that was refused at once', async () => {
    const { store, gazelle, journal, clock, others } = setUp()
    store.put(rowOf(old))
    const visits: number[] = []
    const webSession = {
      async renew() {
        visits.push(clock.time)
        return captured(other)
      },
    }
    const keeper = new Keeper({ ...others, store, gazelle, journal, clock, webSession })
    await keeper.check()
    expect(visits).toHaveLength(1)
    expect(keeper.state.value.asksHuman).toBe(true)
  })
})

describe('a web session that brought the very token that was denied', () => {
  it('is opened again when that token has died', async () => {
    const { store, gazelle, journal, clock, others } = setUp()
    store.put(rowOf(old, inSeconds - 25 * 86_400))
    const webSession = { renew: async () => captured(gazelle.forbidden.has(old) ? old : fresh) }
    const keeper = new Keeper({ ...others, store, gazelle, journal, clock, webSession })
    gazelle.forbidden.add(old)
    await keeper.check()
    expect(store.row?.value).toMatchObject({ access_token: old })

    clock.time += day / 2
    gazelle.forbidden.clear()
    gazelle.accepted.set(fresh, 'bearer')
    await keeper.check()
    expect(store.row?.value).toMatchObject({ access_token: fresh })
    expect(keeper.state.value).toMatchObject({ works: true, asksHuman: false })
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
    const { store, gazelle, journal, clock, others } = parts
    const keeper = new Keeper({ ...others, store, gazelle, journal, clock, grants, webSession })
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

  it('puts back what the row held, where the token issued in its place could not be saved at once and has died', async () => {
    const { store, gazelle, journal, clock, others } = setUp()
    store.put(rowOf(old))
    gazelle.accepted.set(old, 'bearer')
    const issued: Credential = {
      ...captured(fresh),
      source: 'oauth',
      refreshToken: 's'.repeat(43),
      issuedAt: inSeconds,
    }
    const grants = {
      refresh: async () => {
        store.fail = new StoreError('unavailable', 'Supabase is down.')
        return issued
      },
    }
    await new Keeper({ ...others, store, gazelle, journal, clock, grants }).check({ forced: true })
    expect(store.row?.value).toMatchObject({ access_token: old })
    const restarted = new Keeper({ ...others, store, gazelle, journal, clock })
    await restarted.check()
    expect(store.row?.value).toMatchObject({ access_token: old })
    expect(restarted.state.value).toMatchObject({ works: true, held: null, asksHuman: false })
  })
})

describe('a token to fall back on', () => {
  it('stays while a pasted one is in its place, which may be the older', async () => {
    const { store, gazelle, keeper, clock } = setUp()
    for (const token of [fresh, other]) gazelle.accepted.set(token, 'bearer')
    store.put(rowOf(fresh))
    await keeper.check()
    await keeper.offer({ ...captured(other), source: 'clipboard' })
    await keeper.check({ asked: true })
    expect(store.row?.value).toMatchObject({ access_token: other })
    gazelle.accepted.delete(other)
    clock.time += day
    await keeper.check()
    expect(store.row?.value).toMatchObject({ access_token: fresh })
    expect(keeper.state.value).toMatchObject({ works: true, asksHuman: false })
  })

  it('is one that the row has outlived, too', async () => {
    const { store, gazelle, keeper, clock } = setUp()
    for (const token of [fresh, other]) gazelle.accepted.set(token, 'bearer')
    store.put(rowOf(other, inSeconds + 86_400))
    expect(await keeper.offer(captured(fresh))).toBe('outlived')
    await keeper.check()
    gazelle.accepted.delete(other)
    clock.time += day
    await keeper.check()
    expect(store.row?.value).toMatchObject({ access_token: fresh })
  })

  it.each([
    ['leaves a newer refresh token in the row', 1, 's'.repeat(43)],
    ['brings its own back where an old row was put over it', -1, 'r'.repeat(43)],
  ])('%s', async (_what, days, kept) => {
    const { store, gazelle, keeper, clock } = setUp()
    store.put(rowOf(old))
    gazelle.accepted.set(old, 'bearer')
    await keeper.check()
    clock.time += 2 * day
    store.put({ ...rowOf(other, inSeconds + days * 86_400), refresh_token: 's'.repeat(43) })
    await keeper.check()
    expect(store.row?.value).toMatchObject({ access_token: old, refresh_token: kept })
  })
})
