import { describe, expect, it } from 'vitest'
import { Keeper } from './keeper.ts'
import { captured, day, fresh, inSeconds, old, other, rowOf, setUp, start } from './testing.ts'

describe('settling an offered token', () => {
  it('saves a captured token into an empty row, with the guide’s 30 days', async () => {
    const { store, gazelle, keeper, condition } = setUp()
    gazelle.accepted.set(fresh, 'bearer')
    expect(await keeper.offer(captured(fresh))).toBe('saved')
    expect(store.row?.value).toEqual({ access_token: fresh, expires_in: 2_592_000, created_at: inSeconds })
    expect(condition()).toBe('valid')
    expect(keeper.state.value).toMatchObject({ works: true, held: null, problem: null, activity: 'idle' })
  })

  it('dates a captured token by a server’s time, although the computer slept over the answers', async () => {
    const { store, gazelle, journal, clock, others } = setUp()
    gazelle.accepted.set(fresh, 'bearer')
    // The clock is four hours ahead, and the computer sleeps over Gazelle's answer and over the first two of Supabase's.
    clock.time = start + 4 * 3_600_000
    let answers = 0
    const isTold = () => answers > 2
    const serverClock = {
      offsetMilliseconds: () => (isTold() ? start - clock.time : null),
      told: () => (isTold() ? { offset: start - clock.time, at: clock.time, ago: 0 } : null),
    }
    const read = store.read.bind(store)
    store.read = async () => {
      answers++
      return await read()
    }
    const keeper = new Keeper({ store, gazelle, journal, clock, serverClock, ...others })
    expect(await keeper.offer(captured(fresh))).toBe('saved')
    expect(store.row?.value).toMatchObject({ created_at: inSeconds })
    expect(answers).toBe(3)
  })

  it('replaces an old token and keeps the fields it does not know', async () => {
    const { store, gazelle, keeper } = setUp()
    store.put(rowOf(old, inSeconds - 40 * 86_400))
    gazelle.accepted.set(fresh, 'bearer')
    expect(await keeper.offer(captured(fresh))).toBe('saved')
    expect(store.row?.value).toEqual({ ...rowOf(fresh), created_at: inSeconds })
  })

  it('keeps what it replaces to fall back on, unless Gazelle refuses that', async () => {
    const { store, gazelle, journal, keeper } = setUp()
    store.put(rowOf(old))
    for (const token of [old, fresh]) gazelle.accepted.set(token, 'bearer')
    store.put({ ...rowOf(old), created_at: inSeconds - 20 * 86_400 })
    expect(await keeper.offer(captured(fresh))).toBe('saved')
    expect((await journal.read()).fallbacks.map(({ accessToken }) => accessToken)).toEqual([fresh, old])
    gazelle.accepted.delete(fresh)
    await keeper.check({ asked: true })
    expect(store.row?.value).toMatchObject({ access_token: old })
  })

  it('keeps nothing that Gazelle refuses to fall back on', async () => {
    const { store, gazelle, journal, keeper } = setUp()
    store.put(rowOf(old))
    await keeper.check()
    gazelle.accepted.set(fresh, 'bearer')
    expect(await keeper.offer(captured(fresh))).toBe('saved')
    expect((await journal.read()).fallbacks.map(({ accessToken }) => accessToken)).toEqual([fresh])
  })

  it('fills in a row that has fields, but no token yet', async () => {
    const { store, gazelle, keeper, condition } = setUp()
    store.put('{"note": "ours", "access_token": ""}')
    await keeper.check()
    expect(condition()).toBe('missing')
    gazelle.accepted.set(fresh, 'bearer')
    expect(await keeper.offer(captured(fresh))).toBe('saved')
    expect(JSON.parse(String(store.row?.value))).toEqual({
      note: 'ours',
      access_token: fresh,
      expires_in: 2_592_000,
      created_at: inSeconds,
    })
  })

  it('takes a row whose value is null for an empty one', async () => {
    const { store, gazelle, keeper } = setUp()
    store.put(null)
    gazelle.accepted.set(fresh, 'bearer')
    expect(await keeper.offer(captured(fresh))).toBe('saved')
  })

  it('changes nothing when the row holds the token already: its age is not reset', async () => {
    const { store, gazelle, keeper, clock } = setUp()
    store.put(rowOf(fresh))
    gazelle.accepted.set(fresh, 'bearer')
    clock.time += 5 * day
    expect(await keeper.offer(captured(fresh))).toBe('unchanged')
    expect(store.writes).toBe(1)
    expect(keeper.state.value.works).toBe(true)
  })

  it.each([
    ['clipboard', 'saved'],
    ['oauth', 'saved'],
    ['row', 'unchanged'],
  ] as const)('the row’s own token with another refresh token, of the source %s: %s', async (source, settled) => {
    const { store, gazelle, keeper } = setUp()
    store.put(rowOf(fresh))
    gazelle.accepted.set(fresh, 'bearer')
    expect(await keeper.offer({ ...captured(fresh), refreshToken: 'n'.repeat(43), source })).toBe(settled)
  })

  it('tries a token on Gazelle before it touches the row', async () => {
    const { store, gazelle, keeper } = setUp()
    store.put(rowOf(old))
    gazelle.accepted.set(old, 'bearer')
    expect(await keeper.offer(captured(fresh))).toBe('refused')
    expect(store.row?.value).toEqual(rowOf(old))
    expect(keeper.state.value).toMatchObject({ held: null, problem: { at: 'gazelle', kind: 'unauthorized' } })
  })

  it('does not believe what Gazelle said before the computer slept', async () => {
    const { store, gazelle, keeper } = setUp()
    store.put(rowOf(old, inSeconds - 40 * 86_400))
    gazelle.accepted.set(fresh, 'bearer')
    gazelle.late.push({ milliseconds: 2 * day, meanwhile: () => gazelle.accepted.delete(fresh) })
    expect(await keeper.offer(captured(fresh))).toBe('refused')
    expect(store.row?.value).toMatchObject({ access_token: old })
  })

  it('does not believe it either where it slept over whose the row’s token is', async () => {
    const { store, gazelle, keeper, clock } = setUp()
    store.put(rowOf(other, inSeconds - 5 * 86_400))
    for (const token of [fresh, other]) {
      gazelle.accepted.set(token, 'bearer')
      gazelle.accounts.set(token, { companyId: '1', company: null, userId: null, user: null })
    }
    const sleep = () => {
      clock.time += day
    }
    const read = store.read.bind(store)
    // The first proof is an old one when the row has been read, the second when the row's account is told.
    store.read = () => {
      if (gazelle.asked.length === 1) sleep()
      return read()
    }
    const meanwhile = () => {
      sleep()
      gazelle.accepted.delete(fresh)
    }
    for (let time = 0; time < 2; time++) gazelle.late.push({ milliseconds: 1, meanwhile: () => undefined })
    gazelle.late.push({ milliseconds: day, meanwhile })
    expect(await keeper.offer(captured(fresh))).toBe('refused')
    expect(gazelle.asked).toEqual([fresh, fresh, other, other, fresh])
    expect(store.row?.value).toMatchObject({ access_token: other })
  })

  it('holds a token over which it falls asleep again and again', async () => {
    const { gazelle, keeper } = setUp()
    gazelle.accepted.set(fresh, 'bearer')
    for (let time = 0; time < 3; time++) gazelle.late.push({ milliseconds: 2 * day, meanwhile: () => undefined })
    expect(await keeper.offer(captured(fresh))).toBe('held')
    expect(gazelle.asked).toHaveLength(3)
  })

  it('never replaces a working key that does not expire by a token that does', async () => {
    const { store, gazelle, keeper } = setUp()
    const key = 'k'.repeat(32)
    const row = { access_token: key, refresh_token: 'manual_override', expires_at: 1_999_999_999, created_at: 0 }
    store.put(row)
    gazelle.accepted.set(key, 'api-key')
    gazelle.accepted.set(fresh, 'bearer')
    expect(await keeper.offer(captured(fresh))).toBe('outlived')
    expect(store.row?.value).toEqual(row)
  })

  it('replaces a key that says it never expires once Gazelle refuses it', async () => {
    const { store, gazelle, keeper } = setUp()
    store.put({ access_token: 'k'.repeat(32), refresh_token: 'manual_override', expires_at: 1_999_999_999 })
    gazelle.accepted.set(fresh, 'bearer')
    expect(await keeper.offer(captured(fresh))).toBe('saved')
    expect(store.row?.value).toEqual({ access_token: fresh, expires_in: 2_592_000, created_at: inSeconds })
  })

  it('keeps what another writer put in the row meanwhile, if it works', async () => {
    const { store, gazelle, keeper } = setUp()
    store.put(rowOf(old, inSeconds - 29 * 86_400))
    for (const token of [fresh, other]) gazelle.accepted.set(token, 'bearer')
    store.beforeSwap = () => store.put(rowOf(other, inSeconds - 60))
    expect(await keeper.offer(captured(fresh))).toBe('outlived')
    expect(store.row?.value).toEqual(rowOf(other, inSeconds - 60))
  })

  it('writes over what another writer put in the row meanwhile, if Gazelle refuses that', async () => {
    const { store, gazelle, keeper } = setUp()
    store.put(rowOf(old, inSeconds - 29 * 86_400))
    gazelle.accepted.set(fresh, 'bearer')
    store.beforeSwap = () => store.put(rowOf(other))
    expect(await keeper.offer(captured(fresh))).toBe('saved')
    expect(store.row?.value).toMatchObject({ access_token: fresh })
  })

  it('judges what another writer put in the row between its write and its reading back', async () => {
    const { store, gazelle, keeper } = setUp()
    gazelle.accepted.set(fresh, 'bearer')
    store.afterSwap = () => store.put(rowOf(other))
    expect(await keeper.offer(captured(fresh))).toBe('saved')
    expect(store.row?.value).toMatchObject({ access_token: fresh })

    for (const token of [old, other]) gazelle.accepted.set(token, 'bearer')
    store.afterSwap = () => store.put(rowOf(other))
    expect(await keeper.offer(captured(old))).toBe('outlived')
    expect(store.row?.value).toEqual(rowOf(other))
  })

  it('puts back what a held token was given up for, where somebody wrote over it meanwhile', async () => {
    const { store, gazelle, journal, keeper } = setUp()
    const issued = {
      ...captured(fresh),
      source: 'oauth' as const,
      issuedAt: inSeconds - 86_400,
      lifeSeconds: 2_592_000,
    }
    const supersedes = { accessToken: old, refreshToken: 'q'.repeat(43), writtenAt: null }
    await journal.write({ held: [{ credential: issued, supersedes, foundAt: null }], spending: null, fallbacks: [] })
    store.put(rowOf(other))
    gazelle.accepted.set(other, 'bearer')
    gazelle.late.push({ milliseconds: 1, meanwhile: () => store.put(rowOf(old)) })
    await keeper.check()
    expect(store.row?.value).toMatchObject({ access_token: other })
    expect(keeper.state.value).toMatchObject({ works: true, held: null, asksHuman: false })
  })

  it('replaces a row’s token that may not read clients, and keeps the verdicts on the two apart', async () => {
    const { store, gazelle, keeper } = setUp()
    const key = 'k'.repeat(32)
    store.put({ access_token: key, refresh_token: 'manual_override', expires_at: 1_999_999_999 })
    gazelle.forbidden.add(key)
    gazelle.accepted.set(fresh, 'bearer')
    expect(await keeper.offer(captured(fresh))).toBe('saved')
    expect(store.row?.value).toMatchObject({ access_token: fresh })
  })
})
