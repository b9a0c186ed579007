import { describe, expect, it } from 'vitest'
import { GazelleError } from '../gazelle/errors.ts'
import { hour, minute, setUpGrants } from './grants-fixture.ts'
import { Keeper } from './keeper.ts'
import { captured, day, fresh, inSeconds, old, rowOf, setUp } from './testing.ts'

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
