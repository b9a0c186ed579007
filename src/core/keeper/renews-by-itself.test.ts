import { describe, expect, it } from 'vitest'
import type { Grants } from '../gazelle/grant.ts'
import type { Credential } from '../token/credential.ts'
import { Keeper } from './keeper.ts'
import { StoreError } from './store-error.ts'
import { captured, day, fresh, inSeconds, old, other, rowOf, setUp, webSessionOf } from './testing.ts'

const pasted = (accessToken: string, refreshToken: string | null = null): Credential => ({
  ...captured(accessToken),
  refreshToken,
  source: 'clipboard',
})
const never: Grants = { refresh: () => Promise.reject(new Error('Nothing is renewed here.')) }

/** A keeper with a web session, of which nothing is known where `isPromising` is false, or with an OAuth application. */
function setUpWays({ isPromising = null as boolean | null, grants = null as Grants | null }) {
  const parts = setUp()
  const { store, gazelle, journal, clock, others } = parts
  let visits = 0
  const session = webSessionOf(async () => {
    visits++
    session.isPromising.set(false)
    return 'signed-out'
  })
  session.isPromising.set(isPromising === true)
  const webSession = isPromising === null ? null : session
  const keeper = new Keeper({ ...others, store, gazelle, journal, clock, grants, webSession })
  for (const token of [old, fresh, other]) gazelle.accepted.set(token, 'bearer')
  return { ...parts, keeper, session, visits: () => visits, promise: () => keeper.state.value.renewsByItself }
}

const withoutRefreshToken = (token: string, createdAt = inSeconds) => ({
  ...rowOf(token, createdAt),
  refresh_token: null,
})

describe('the promise that a token renews by itself', () => {
  it('is not made before the row is known', () => {
    expect(setUpWays({ isPromising: true, grants: never }).promise()).toBe(false)
  })

  it('is not made for what is pasted where neither a session nor a refresh token is known', async () => {
    const { keeper, promise } = setUpWays({ isPromising: false, grants: never })
    expect(await keeper.offer(pasted(fresh))).toBe('saved')
    expect(promise()).toBe(false)
    await keeper.check()
    expect(promise()).toBe(false)
  })

  it('is not made for a refresh token without an application, or an application without a refresh token', async () => {
    const withoutApplication = setUpWays({ isPromising: false })
    await withoutApplication.keeper.offer(pasted(fresh, 'r'.repeat(43)))
    expect(withoutApplication.promise()).toBe(false)
    const withoutToken = setUpWays({ grants: never })
    withoutToken.store.put(withoutRefreshToken(old))
    await withoutToken.keeper.check()
    expect(withoutToken.promise()).toBe(false)
  })

  it('is made for a refresh token with an application, and for a session in which somebody is signed in', async () => {
    const byRefresh = setUpWays({ grants: never })
    await byRefresh.keeper.offer(pasted(fresh, 'r'.repeat(43)))
    expect(byRefresh.promise()).toBe(true)
    const bySession = setUpWays({ isPromising: true })
    await bySession.keeper.offer(pasted(fresh))
    expect(bySession.promise()).toBe(true)
  })

  it('ends the moment the session is lost, and comes back the moment it is found, without a round', async () => {
    const { store, keeper, session, promise } = setUpWays({ isPromising: true })
    store.put(withoutRefreshToken(old))
    await keeper.check()
    expect(promise()).toBe(true)
    session.isPromising.set(false)
    expect(promise()).toBe(false)
    session.isPromising.set(true)
    expect(promise()).toBe(true)
  })

  it('stays while the refresh token is left, whatever becomes of the session', async () => {
    const { store, keeper, session, promise } = setUpWays({ isPromising: true, grants: never })
    store.put(rowOf(old))
    await keeper.check()
    session.isPromising.set(false)
    expect(promise()).toBe(true)
  })

  it('ends with a visit that finds nobody signed in; a session of which nothing is known is visited all the same', async () => {
    const { store, keeper, clock, visits, promise } = setUpWays({ isPromising: true })
    store.put(withoutRefreshToken(old))
    await keeper.check()
    clock.time += 21 * day
    await keeper.check()
    expect(visits()).toBe(1)
    expect(promise()).toBe(false)
    // The next need is another: it is tried, and not promised.
    await keeper.offer({ ...pasted(fresh), issuedAt: clock.time / 1000 - 21 * 86_400 })
    await keeper.check()
    expect(visits()).toBe(2)
    expect(promise()).toBe(false)
  })

  it('ends as soon as the row is read in which another program has left no refresh token', async () => {
    const { store, keeper, clock, promise } = setUpWays({ grants: never })
    store.put(rowOf(old))
    await keeper.check()
    expect(promise()).toBe(true)
    store.put(withoutRefreshToken(other))
    clock.time += day
    const told: boolean[] = []
    keeper.state.subscribe(({ activity, token, works, renewsByItself }) => {
      if (activity === 'checking' && token !== null && works === null) told.push(renewsByItself)
    })
    await keeper.check()
    expect(promise()).toBe(false)
    expect(told.at(-1)).toBe(false)
  })

  it('is looked at anew where a round ends in trouble', async () => {
    const { store, keeper, session, promise } = setUpWays({ isPromising: true })
    store.put(withoutRefreshToken(old))
    await keeper.check()
    store.fail = new StoreError('unavailable', 'Supabase is down.')
    await keeper.check({ asked: true })
    expect(promise()).toBe(true)
    session.isPromising.set(false)
    expect(promise()).toBe(false)
  })

  it('is told no longer by a keeper that is closed', async () => {
    const { store, keeper, session, promise } = setUpWays({ isPromising: true })
    store.put(withoutRefreshToken(old))
    await keeper.check()
    keeper.close()
    session.isPromising.set(false)
    expect(promise()).toBe(true)
  })
})
