import { describe, expect, it } from 'vitest'
import { captured, day, fresh, inSeconds, old, other, rowOf, setUp } from './testing.ts'

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

  it('does not take the place of a token that somebody else has put there since the row was read', async () => {
    const { store, gazelle, keeper, clock } = setUp()
    store.put(rowOf(old))
    gazelle.accepted.set(old, 'bearer')
    await keeper.check()
    clock.time += 2 * day
    store.put(rowOf(other))
    gazelle.accepted.set(fresh, 'bearer')
    const probe = gazelle.probe.bind(gazelle)
    gazelle.probe = async (asked) => {
      // The computer sleeps over this answer, and a colleague signs in meanwhile.
      if (asked.accessToken === old) store.put(rowOf(fresh, inSeconds - 86_400))
      return await probe(asked)
    }
    await keeper.check()
    expect(store.row?.value).toMatchObject({ access_token: fresh })
    expect(keeper.state.value).toMatchObject({ works: true, asksHuman: false })
  })
})
