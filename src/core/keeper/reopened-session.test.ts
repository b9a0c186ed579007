import { describe, expect, it } from 'vitest'
import { Keeper } from './keeper.ts'
import { captured, day, fresh, inSeconds, old, other, rowOf, setUp, webSessionOf } from './testing.ts'

describe('a web session whose answer the computer sleeps over', () => {
  it('is opened again where the token has died meanwhile', async () => {
    const { store, gazelle, journal, clock, others } = setUp()
    store.put(rowOf(old))
    const brought = [other, fresh]
    const webSession = webSessionOf(async () => {
      clock.time += brought.length === 2 ? day : 1000
      return captured(brought.shift() ?? '')
    })
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
    const webSession = webSessionOf(async () => {
      visits.push(clock.time)
      return captured(other)
    })
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
    const webSession = webSessionOf(async () => captured(gazelle.forbidden.has(old) ? old : fresh))
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
