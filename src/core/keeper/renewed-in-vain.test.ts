import { describe, expect, it } from 'vitest'
import { GrantError } from '../gazelle/grant-errors.ts'
import { hour, minute, setUpGrants } from './grants-fixture.ts'
import { day, inSeconds, old, rowOf, setUp, start } from './testing.ts'

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
