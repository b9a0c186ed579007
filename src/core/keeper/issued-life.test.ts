import { describe, expect, it } from 'vitest'
import { hour, minute, setUpGrants } from './grants-fixture.ts'
import { day, inSeconds, old, rowOf } from './testing.ts'

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
