import { describe, expect, it } from 'vitest'
import { GrantError } from '../gazelle/grant-errors.ts'
import { hour, minute, setUpGrants } from './grants-fixture.ts'
import { Keeper } from './keeper.ts'
import { captured, day, fresh, inSeconds, old, other, rowOf, setUp } from './testing.ts'

describe('several captured tokens that Gazelle rejects', () => {
  it('do not each keep a pasted one waiting for a minute', async () => {
    const { gazelle, clock, start } = setUpGrants()
    const keeper = start()
    gazelle.accepted.set(old, 'bearer')
    await keeper.check()
    const since = clock.time
    for (let count = 0; count < 5; count++) void keeper.offer(captured(`${count}${fresh}`))
    gazelle.accepted.set(other, 'bearer')
    expect(await keeper.offer({ ...captured(other), source: 'clipboard' })).toBe('saved')
    expect(clock.time - since).toBeLessThan(2 * minute)
  })
})

describe('a token that was rejected', () => {
  it('is put back where the server had been mistaken', async () => {
    const { store, gazelle, journal, clock, others } = setUp()
    const keeper = new Keeper({ ...others, store, gazelle, journal, clock })
    store.put(rowOf(old, inSeconds - day / 1000))
    expect(await keeper.offer({ ...captured(fresh), source: 'clipboard' })).toBe('refused')
    gazelle.accepted.set(fresh, 'bearer')
    clock.time += 7 * hour
    await keeper.check()
    expect(store.row?.value).toMatchObject({ access_token: fresh })
  })

  it('is asked about again each quarter of an hour while it is the row’s', async () => {
    const { store, gazelle, journal, clock, others } = setUp()
    const keeper = new Keeper({ ...others, store, gazelle, journal, clock })
    store.put(rowOf(old, inSeconds - day / 1000))
    await keeper.check()
    expect(keeper.state.value.asksHuman).toBe(true)
    gazelle.accepted.set(old, 'bearer')
    clock.time += 15 * minute
    await keeper.check()
    expect(keeper.state.value).toMatchObject({ works: true, asksHuman: false })
  })
})

describe('a refresh token that was rejected by mistake', () => {
  it('is good again once Gazelle gives it out again', async () => {
    const { gazelle, clock, keeper, grants, issued } = setUpGrants()
    const { refresh } = grants
    grants.refresh = async () => Promise.reject(new GrantError('invalid-grant', 'It was revoked.'))
    await keeper.check()
    expect(keeper.state.value.asksHuman).toBe(true)
    gazelle.accepted.set(fresh, 'bearer')
    const age = { issuedAt: Math.floor(clock.time / 1000), lifeSeconds: 30 * 86_400 }
    await keeper.offer({ ...captured(fresh), ...age, refreshToken: 'r'.repeat(43), source: 'oauth' })
    grants.refresh = refresh
    clock.time += 21 * day
    await keeper.check()
    expect(issued).toHaveLength(1)
  })
})

describe('an OAuth application that Gazelle did not know', () => {
  it.each([
    ['is tried again after six hours', {}, 6 * hour],
    ['is tried again at once where a person wants a new token', { forced: true }, minute],
  ])('%s', async (_what, wish, later) => {
    const { store, gazelle, clock, keeper, grants, issued } = setUpGrants()
    gazelle.accepted.set(old, 'bearer')
    store.put(rowOf(old, inSeconds - 25 * 86_400))
    const { refresh } = grants
    grants.refresh = async () => Promise.reject(new GrantError('invalid-client', 'It is not known.'))
    await keeper.check()
    expect(keeper.state.value.problem).toMatchObject({ at: 'oauth', kind: 'invalid-client' })
    grants.refresh = refresh
    await keeper.check()
    expect(issued).toHaveLength(0)
    clock.time += later
    await keeper.check(wish)
    expect(issued).toHaveLength(1)
    expect(keeper.state.value.problem?.at === 'oauth' && keeper.state.value.problem.kind).not.toBe('invalid-client')
  })
})
