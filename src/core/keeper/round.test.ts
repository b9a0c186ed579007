import { describe, expect, it } from 'vitest'
import { GazelleError } from '../gazelle/errors.ts'
import { StoreError } from './store-error.ts'
import { captured, day, fresh, old, other, rowOf, setUp, start } from './testing.ts'

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
