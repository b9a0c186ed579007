import { describe, expect, it } from 'vitest'
import { GrantError } from '../gazelle/grant-errors.ts'
import type { Credential } from '../token/credential.ts'
import { Keeper } from './keeper.ts'
import type { WebSession } from './ports.ts'
import { StoreError } from './store-error.ts'
import { captured, fresh, inSeconds, old, rowOf, setUp, webSessionOf } from './testing.ts'

describe('a token endpoint that is broken', () => {
  const brokenGrants = {
    asked: 0,
    async refresh(): Promise<Credential> {
      this.asked++
      throw new GrantError('unexpected-answer', 'A page came instead.')
    },
  }

  /** The keeper of a row whose token is dead, and a function that checks every quarter of an hour until it is so. */
  function setUpBroken(webSession: WebSession | null) {
    const parts = setUp()
    const grants = { ...brokenGrants }
    const { store, gazelle, journal, clock, others } = parts
    const keeper = new Keeper({ ...others, store, gazelle, journal, clock, grants, webSession })
    store.put(rowOf(old))
    /** Gives the minutes until `isSo`, three hours at most. */
    const minutesUntil = async (isSo: () => boolean) => {
      let minutes = 0
      for (; minutes < 180 && !isSo(); minutes += 15) {
        await keeper.check()
        clock.time += 15 * 60_000
      }
      return minutes
    }
    return { ...parts, keeper, grants, minutesUntil }
  }

  it('holds up the web session for an hour, and no longer', async () => {
    const { store, gazelle, keeper, minutesUntil } = setUpBroken(webSessionOf(async () => captured(fresh)))
    gazelle.accepted.set(fresh, 'bearer')
    const minutes = await minutesUntil(() => keeper.state.value.works === true)
    expect(minutes).toBeGreaterThanOrEqual(60)
    expect(minutes).toBeLessThanOrEqual(120)
    expect(store.row?.value).toMatchObject({ access_token: fresh })
  })

  it('leads to a human where there is no other way, and is tried again all the same', async () => {
    const { keeper, grants, minutesUntil, clock } = setUpBroken(null)
    const minutes = await minutesUntil(() => keeper.state.value.asksHuman)
    expect(minutes).toBeGreaterThanOrEqual(60)
    expect(minutes).toBeLessThanOrEqual(120)
    expect(keeper.state.value.problem).toMatchObject({ at: 'oauth', kind: 'unexpected-answer' })
    const before = grants.asked
    clock.time += 15 * 60_000
    await keeper.check()
    expect(grants.asked).toBe(before + 1)
  })

  it('is waited for while the token lives', async () => {
    const { store, gazelle, keeper, minutesUntil } = setUpBroken(webSessionOf(async () => captured(fresh)))
    gazelle.accepted.set(old, 'bearer')
    gazelle.accepted.set(fresh, 'bearer')
    store.put(rowOf(old, inSeconds - 25 * 86_400))
    await minutesUntil(() => false)
    expect(store.row?.value).toMatchObject({ access_token: old })
    expect(keeper.state.value).toMatchObject({ works: true, asksHuman: false })
  })

  it('puts back what the row held, where the token issued in its place could not be saved at once and has died', async () => {
    const { store, gazelle, journal, clock, others } = setUp()
    store.put(rowOf(old))
    gazelle.accepted.set(old, 'bearer')
    const issued: Credential = {
      ...captured(fresh),
      source: 'oauth',
      refreshToken: 's'.repeat(43),
      issuedAt: inSeconds,
    }
    const grants = {
      refresh: async () => {
        store.fail = new StoreError('unavailable', 'Supabase is down.')
        return issued
      },
    }
    await new Keeper({ ...others, store, gazelle, journal, clock, grants }).check({ forced: true })
    expect(store.row?.value).toMatchObject({ access_token: old })
    const restarted = new Keeper({ ...others, store, gazelle, journal, clock })
    await restarted.check()
    expect(store.row?.value).toMatchObject({ access_token: old })
    expect(restarted.state.value).toMatchObject({ works: true, held: null, asksHuman: false })
  })
})
