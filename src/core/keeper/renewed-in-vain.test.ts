import { describe, expect, it } from 'vitest'
import { GazelleError } from '../gazelle/errors.ts'
import { GrantError } from '../gazelle/grant-errors.ts'
import type { Credential } from '../token/credential.ts'
import { Keeper } from './keeper.ts'
import { captured, day, fresh, inSeconds, old, other, rowOf, setUp, start } from './testing.ts'

const minute = 60_000
const hour = 60 * minute

/** A keeper of a row with a living refresh token; `answer` gives what each grant brings. */
function setUpGrants(answer: (count: number) => Partial<Credential> = () => ({})) {
  const parts = setUp()
  const { store, gazelle, journal, clock, others } = parts
  store.put(rowOf(old))
  const issued: string[] = []
  const grants = {
    async refresh(): Promise<Credential> {
      const accessToken = `${String(issued.length).padStart(4, '0')}${fresh}`
      issued.push(accessToken)
      const age = { issuedAt: Math.floor(clock.time / 1000), lifeSeconds: 30 * 86_400 }
      return {
        ...captured(accessToken),
        ...age,
        refreshToken: `${issued.length}${'s'.repeat(42)}`,
        source: 'oauth',
        ...answer(issued.length),
      }
    },
  }
  const serverClock = { offsetMilliseconds: () => 0, toldAt: () => clock.time, toldAgo: () => 0 }
  const start = () => new Keeper({ ...others, store, gazelle, journal, clock, serverClock, grants })
  const keeper = start()
  /** Checks every quarter of an hour for so long (milliseconds). */
  const checkFor = async (milliseconds: number, whose = keeper) => {
    for (const end = clock.time + milliseconds; clock.time < end; clock.time += 15 * minute) await whose.check()
  }
  return { ...parts, keeper, grants, issued, start, checkFor }
}

describe('an API that rejects what its token endpoint issues', () => {
  it('costs one grant, and is told', async () => {
    const { keeper, issued } = setUpGrants()
    await keeper.check()
    expect(issued).toHaveLength(1)
    expect(keeper.state.value).toMatchObject({
      works: false,
      asksHuman: false,
      problem: { at: 'oauth', kind: 'renewed-in-vain' },
    })
  })

  it('is tried again after pauses that grow, which outlive the process', async () => {
    const { clock, start, issued } = setUpGrants()
    const counts: number[] = []
    for (let hours = 0; hours < 72; hours++) {
      for (let times = 0; times < 4; times++) {
        await start().check()
        clock.time += 15 * minute
      }
      if ([0, 1, 5, 23, 71].includes(hours)) counts.push(issued.length)
    }
    expect(counts).toEqual([2, 3, 4, 4, 6])
  })

  it('leads to a human at the second vain renewal', async () => {
    const { keeper, checkFor } = setUpGrants()
    await checkFor(30 * minute)
    expect(keeper.state.value.asksHuman).toBe(true)
  })

  it('is forgotten once it accepts a token', async () => {
    const { gazelle, keeper, issued, checkFor } = setUpGrants()
    await keeper.check()
    for (const token of issued) gazelle.accepted.set(token, 'bearer')
    await checkFor(30 * minute)
    expect(issued).toHaveLength(1)
    expect(keeper.state.value).toMatchObject({ works: true, problem: null, asksHuman: false })
  })

  it('is told to a person at once where it begins again within a day', async () => {
    const { gazelle, clock, keeper, issued, checkFor } = setUpGrants()
    await checkFor(6 * hour)
    for (const token of issued) gazelle.accepted.set(token, 'bearer')
    await checkFor(hour)
    expect(keeper.state.value).toMatchObject({ works: true, asksHuman: false })
    gazelle.accepted.clear()
    clock.time += 6 * hour
    await keeper.check()
    expect(issued).toHaveLength(4)
    expect(keeper.state.value).toMatchObject({ works: false, asksHuman: true })
  })

  it('does not keep a person from a new token', async () => {
    const { keeper, issued } = setUpGrants()
    await keeper.check()
    await keeper.check({ forced: true })
    expect(issued).toHaveLength(2)
  })
})

describe('a renewed token that served, and was revoked since', () => {
  it('was not renewed in vain', async () => {
    const { gazelle, clock, keeper, grants, issued } = setUpGrants()
    const probe = gazelle.probe.bind(gazelle)
    gazelle.probe = async (token) => {
      if (issued.includes(token.accessToken)) gazelle.accepted.set(token.accessToken, 'bearer')
      return probe(token)
    }
    await keeper.check()
    expect(keeper.state.value.works).toBe(true)
    clock.time += 10 * day
    gazelle.probe = probe
    gazelle.accepted.clear()
    grants.refresh = async () => Promise.reject(new GrantError('invalid-grant', 'It was revoked.'))
    await keeper.check()
    expect(keeper.state.value).toMatchObject({ works: false, asksHuman: true, problem: null })
  })
})

describe('an API that lags behind its token endpoint', () => {
  it.each([400, 5_000, 59_000])('is waited for: %i ms', async (lag) => {
    const { gazelle, clock, keeper, issued } = setUpGrants()
    const since = clock.time
    const probe = gazelle.probe.bind(gazelle)
    gazelle.probe = async (token) => {
      if (issued.includes(token.accessToken) && clock.time - since >= lag)
        gazelle.accepted.set(token.accessToken, 'bearer')
      return probe(token)
    }
    await keeper.check()
    expect(issued).toHaveLength(1)
    expect(keeper.state.value).toMatchObject({ works: true, problem: null })
  })

  it('is waited for by a keeper that did not renew itself', async () => {
    const { store, gazelle, clock, keeper, issued } = setUpGrants()
    store.put(rowOf(old, inSeconds))
    const since = clock.time
    const probe = gazelle.probe.bind(gazelle)
    gazelle.probe = async (token) => {
      if (clock.time - since >= 20_000) gazelle.accepted.set(old, 'bearer')
      return probe(token)
    }
    await keeper.check()
    expect([issued.length, keeper.state.value.works]).toEqual([0, true])
  })
})

describe('an API key that was just put in the row', () => {
  it('is asked about once: no token endpoint has issued it', async () => {
    const { store, gazelle, keeper, clock } = setUp()
    const key = 'k'.repeat(32)
    store.put({ access_token: key, expires_at: 1_999_999_999 })
    await keeper.check()
    expect([gazelle.asked, clock.time]).toEqual([[key], start])
    expect(keeper.state.value).toMatchObject({ works: false, asksHuman: true })
  })
})

describe('a token that ends as soon as it is issued', () => {
  it.each([0, 1])('is renewed once: a life of %i s', async (lifeSeconds) => {
    const { gazelle, clock, store, keeper, issued, checkFor } = setUpGrants(() => ({ lifeSeconds }))
    gazelle.probe = async () => ({ headerKind: 'bearer', gazelleTime: null, tookMilliseconds: 1 })
    store.put(rowOf(old, inSeconds - 25 * 86_400))
    await keeper.check()
    await keeper.check({ asked: true })
    expect(issued).toHaveLength(1)
    clock.time += minute
    await checkFor(day)
    expect(issued.length).toBeLessThanOrEqual(5)
  })
})

describe('a token that lives for two hours', () => {
  it('is renewed by a scheduler that looks every three', async () => {
    const { gazelle, clock, issued, start } = setUpGrants(() => ({ lifeSeconds: 7_200 }))
    const probe = gazelle.probe.bind(gazelle)
    const usedAt = new Map<string, number>()
    gazelle.probe = async (token) => {
      const { accessToken } = token
      if (issued.includes(accessToken) && !usedAt.has(accessToken)) usedAt.set(accessToken, clock.time)
      const age = clock.time - (usedAt.get(accessToken) ?? Number.NEGATIVE_INFINITY)
      if (age < 2 * hour) gazelle.accepted.set(accessToken, 'bearer')
      else gazelle.accepted.delete(accessToken)
      return probe(token)
    }
    for (let times = 1; times <= 16; times++) {
      const keeper = start()
      await keeper.check({ asked: true })
      expect([keeper.state.value.works, issued.length]).toEqual([true, times])
      clock.time += 3 * hour
    }
  })
})

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

describe('a token endpoint that prolongs the token instead of another', () => {
  it('is believed: the row gets the new times, and one grant is enough', async () => {
    const { store, gazelle, keeper, issued, checkFor } = setUpGrants(() => ({ accessToken: old, refreshToken: null }))
    gazelle.accepted.set(old, 'bearer')
    store.put(rowOf(old, inSeconds - 25 * 86_400))
    await keeper.check()
    expect(store.row?.value).toMatchObject({ access_token: old, created_at: inSeconds, expires_in: 2_592_000 })
    await checkFor(3 * day)
    expect(issued).toHaveLength(1)
  })
})

describe('a token that may not do this', () => {
  it('is not renewed for it, and nothing that was kept is given up', async () => {
    const { gazelle, keeper, issued, checkFor } = setUpGrants()
    gazelle.forbidden.add(old)
    await checkFor(day)
    expect(issued).toHaveLength(0)
    expect(keeper.state.value).toMatchObject({
      works: false,
      isForbidden: true,
      asksHuman: false,
      problem: { at: 'gazelle', kind: 'forbidden' },
    })
    gazelle.forbidden.delete(old)
    gazelle.accepted.set(old, 'bearer')
    await checkFor(30 * minute)
    expect(keeper.state.value).toMatchObject({ works: true, isForbidden: false, problem: null })
  })

  it('is not told as one that was rejected', async () => {
    const { store, gazelle, journal, clock, others } = setUp()
    const told: string[] = []
    const log = (event: { what: string }) => told.push(event.what)
    gazelle.forbidden.add(old)
    store.put(rowOf(old))
    await new Keeper({ ...others, store, gazelle, journal, clock, log }).check()
    expect(told).toEqual(['adopted', 'failed'])
  })

  it('stays to fall back on', async () => {
    const { store, gazelle, keeper, checkFor } = setUpGrants()
    gazelle.accepted.set(old, 'bearer')
    gazelle.forbidden.add(fresh)
    expect(await keeper.offer(captured(fresh))).toBe('forbidden')
    gazelle.forbidden.delete(fresh)
    gazelle.accepted.delete(old)
    gazelle.accepted.set(fresh, 'bearer')
    store.put({ ...rowOf(old), refresh_token: null })
    await checkFor(7 * hour)
    expect(store.row?.value).toMatchObject({ access_token: fresh })
  })
})

describe('something else that answers in Gazelle’s place', () => {
  const page = () => new GazelleError('unexpected-answer', 'A page came instead.')

  it('is no reason to renew a token that lives', async () => {
    const { gazelle, keeper, issued, checkFor } = setUpGrants()
    gazelle.probe = async () => Promise.reject(page())
    await checkFor(10 * day)
    expect(issued).toHaveLength(0)
    expect(keeper.state.value).toMatchObject({
      asksHuman: false,
      problem: { at: 'gazelle', kind: 'unexpected-answer' },
    })
  })

  it('does not keep a token from being renewed when its time has come', async () => {
    const { gazelle, store, keeper, issued, checkFor } = setUpGrants()
    gazelle.probe = async () => Promise.reject(page())
    store.put(rowOf(old, inSeconds - 21 * 86_400))
    await checkFor(day)
    expect(issued).toHaveLength(1)
    expect(store.row?.value).toMatchObject({ access_token: issued[0] })
    expect(keeper.state.value.asksHuman).toBe(false)
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

describe('a row that would not take what it is rehearsed with', () => {
  it('costs no grant, and is told as what it is', async () => {
    const { store, gazelle, journal, clock, others, grants, issued } = setUpGrants()
    const stubborn = Object.assign(store, { rehearse: async () => 'would-lose' as const })
    const keeper = new Keeper({ ...others, store: stubborn, gazelle, journal, clock, grants })
    await keeper.check()
    expect(issued).toHaveLength(0)
    expect(keeper.state.value.problem).toMatchObject({ at: 'store', kind: 'unexpected-answer' })
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
