import { describe, expect, it } from 'vitest'
import type { Credential } from '../token/credential.ts'
import { Keeper } from './keeper.ts'
import { captured, day, fresh, inSeconds, old, other, rowOf, setUp, start } from './testing.ts'

describe('settling an offered token', () => {
  describe('issued in place of the row’s, and saved late', () => {
    const issued: Credential = {
      ...captured(fresh),
      source: 'oauth',
      issuedAt: inSeconds - 3600,
      lifeSeconds: 2_592_000,
    }

    /** The computer slept for an hour between the grant and the save. */
    async function setUpLate() {
      const parts = setUp()
      parts.store.put(rowOf(old, inSeconds - 86_400))
      const supersedes = {
        accessToken: old,
        refreshToken: 'r'.repeat(43),
        writtenAt: parts.store.row?.updatedAt ?? null,
      }
      const held = { credential: issued, supersedes, foundAt: start - 3_600_000 }
      await parts.journal.write({ held: [held], spending: null, fallbacks: [] })
      return parts
    }

    it('is proven first while the row’s works, and given up where it has died', async () => {
      const { store, gazelle, keeper } = await setUpLate()
      gazelle.accepted.set(old, 'bearer')
      const { writes } = store
      await keeper.check()
      expect(store.writes).toBe(writes)
      expect(keeper.state.value).toMatchObject({ works: true, held: null, asksHuman: false })
    })

    it('is saved where it works', async () => {
      const { store, gazelle, keeper } = await setUpLate()
      for (const token of [old, fresh]) gazelle.accepted.set(token, 'bearer')
      await keeper.check()
      expect(store.row?.value).toMatchObject({ access_token: fresh })
    })

    it('is saved unproven where the row’s is dead: its first use may end what it was issued for', async () => {
      const { store, gazelle, keeper } = await setUpLate()
      gazelle.accepted.set(fresh, 'bearer')
      await keeper.check()
      expect(store.row?.value).toMatchObject({ access_token: fresh })
      expect(gazelle.asked).toEqual([old, fresh])
    })

    describe('while something hides Gazelle', () => {
      /** Both lives are told by the row and the grant: 30 days. */
      const endOfTheRow = start - day + 30 * day

      it('waits as long as the row’s may live: of the two nobody can tell which does', async () => {
        const { store, gazelle, keeper, clock } = await setUpLate()
        gazelle.isIntercepted = true
        const { writes } = store
        clock.time = endOfTheRow - 60_000
        await keeper.check()
        expect(store.writes).toBe(writes)
        expect(keeper.state.value.held).not.toBeNull()
      })

      it('is saved when the row’s has ended', async () => {
        const { store, gazelle, keeper, clock } = await setUpLate()
        gazelle.isIntercepted = true
        clock.time = endOfTheRow
        await keeper.check()
        expect(store.row?.value).toMatchObject({ access_token: fresh })
        expect(keeper.state.value.held).toBeNull()
      })

      it('waits where its own time is over, too', async () => {
        const { store, gazelle, keeper, clock } = await setUpLate()
        gazelle.isIntercepted = true
        clock.time = endOfTheRow + day
        const { writes } = store
        await keeper.check()
        expect(store.writes).toBe(writes)
        expect(keeper.state.value.held).not.toBeNull()
      })

      it('waits where others have written since', async () => {
        const { store, gazelle, keeper, clock } = await setUpLate()
        gazelle.isIntercepted = true
        store.put(rowOf(old, inSeconds - 86_400))
        clock.time = endOfTheRow
        const { writes } = store
        await keeper.check()
        expect(store.writes).toBe(writes)
        expect(keeper.state.value.held).not.toBeNull()
      })
    })

    it('takes the place of one that somebody captured beside the refresh token that was spent for it', async () => {
      const { store, gazelle, journal, clock, others } = await setUpLate()
      const [held] = (await journal.read()).held
      if (held === undefined) throw new Error('Nothing is held.')
      const credential = { ...held.credential, refreshToken: 's'.repeat(43) }
      await journal.write({ held: [{ ...held, credential }], spending: null, fallbacks: [] })
      for (const token of [other, fresh]) gazelle.accepted.set(token, 'bearer')
      store.put(rowOf(other, inSeconds - 60))
      await new Keeper({ ...others, store, gazelle, journal, clock }).check()
      expect(store.row?.value).toMatchObject({ access_token: fresh, refresh_token: 's'.repeat(43) })
    })

    it('is proven where others have written since, even if theirs is dead', async () => {
      const { store, keeper } = await setUpLate()
      store.put(rowOf(other, inSeconds - 60))
      const { writes } = store
      await keeper.check()
      expect(store.writes).toBe(writes)
      expect(keeper.state.value).toMatchObject({ works: false, held: null, asksHuman: true })
    })
  })
})
