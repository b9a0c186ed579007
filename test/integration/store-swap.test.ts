import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { StoredRow } from '../../src/core/keeper/ports.ts'
import { JsonText } from '../../src/core/token/json-text.ts'
import type { Json } from '../../src/core/token/record.ts'
import { memory, record, secret, storeFixture } from './store-fixture.ts'

const on = storeFixture()
const { errorOf, open, put, stored } = on

describe('swapping', () => {
  it('writes what the database holds afterwards, and nothing when it loses', async () => {
    const store = open()
    const [first, second] = [record(), record()]
    const won = await store.swap(null, first)
    expect(won).toMatchObject({ won: true, row: { value: first, updatedAt: expect.stringMatching(/^\d{4}-.*\.\d+/) } })
    expect(await store.swap(null, second)).toEqual({ won: false })
    expect(await store.swap({ value: second, updatedAt: null }, second)).toEqual({ won: false })
    expect(await stored()).toEqual(first)
  })

  it('is not carried out when it comes too late, as after a sleep on the way', async () => {
    await put(record())
    const store = open()
    const row = await store.read()
    const late = -60_000
    expect(await store.swap(row, { ...record(), access_token: 'late' }, undefined, late)).toEqual({ won: false })
    expect(await stored()).toEqual(row?.value)
    expect(await store.swap(row, { ...record(), access_token: 'in time' }, undefined, 60_000)).toMatchObject({
      won: true,
    })
  })

  it('is not taken for late by a database whose clock is six hours ahead of its answers', async () => {
    await put(record())
    await on.sandbox.supabase.skew(-6 * 60 * 60)
    const store = open()
    const row = await store.read()
    expect(await store.swap(row, record(), undefined, 60_000)).toMatchObject({ won: true })
    // A swap that somebody else was faster than is lost all the same.
    expect(await store.swap(row, record(), undefined, 60_000)).toEqual({ won: false })
    await on.sandbox.supabase.skew(0)
  })

  it('knows that it won when the answer got lost', async () => {
    const answerGetsLost: typeof globalThis.fetch = async (input, init) => {
      const answer = await fetch(input, init)
      if (String(input).includes('/rpc/swap_system_setting')) throw new TypeError('fetch failed')
      return answer
    }
    const value = record()
    expect(await open({ fetch: answerGetsLost }).swap(null, value)).toMatchObject({ won: true, row: { value } })
  })

  it('takes odd rows as they are: another order, long tokens, every JSON', async () => {
    const store = open()
    for (const before of [
      { b: 1, a: { y: 1, x: [1.5, null] } },
      JSON.stringify(record()),
      'text',
      5,
      [1],
      null,
      true,
    ]) {
      await put(before)
      const value = { access_token: secret().repeat(200), '': 'é\u{1f3b9}', ['__proto__']: { a: 1 } }
      expect(await store.swap(await store.read(), value)).toMatchObject({ won: true, row: { value } })
    }
  })

  it('passes on numbers that no double holds, in an object and in a JSON string, and rehearses with them', async () => {
    const store = open()
    const text = '{"n": 12345678901234567.10, "access_token": "old", "deep": [1e30, 0.1000000000000000000001]}'
    for (const inString of [false, true]) {
      const before = inString ? JSON.stringify(text) : text
      const after = before.replace('old', 'new')
      await on.sandbox.supabase.sql`delete from system_settings`
      await on.sandbox.supabase
        .sql`insert into system_settings (key, value) values ('gazelle_oauth_token', ${before}::text::jsonb)`
      const row = await store.read()
      expect(await store.rehearse(row, new JsonText(after))).toBe('would-win')
      expect(await store.read()).toEqual(row)
      expect(await store.swap(row, new JsonText(after))).toMatchObject({ won: true })
      const [same] = await on.sandbox.supabase.sql`select value = ${after}::text::jsonb as is_same from system_settings`
      expect(same).toEqual({ is_same: true })
    }
  })

  /** Many programs on many machines at once, each knowing the same row. */
  async function race(before: StoredRow | null, next: () => Json) {
    const sessionStorage = memory()
    await open({ sessionStorage }).read()
    const writers = Array.from({ length: 50 }, () => ({ store: open({ sessionStorage }), value: next() }))
    const outcomes = await Promise.all(writers.map(({ store, value }) => store.swap(before, value)))
    const winners = writers.filter((_, index) => outcomes[index]?.won)
    expect(winners).toHaveLength(1)
    return { winner: winners[0]?.value, now: await stored() }
  }

  const text = () => JSON.stringify(record())

  describe('fifty at once have one winner', () => {
    it.each([
      ['an object', record, record],
      ['a JSON string', text, text],
      ['no row', null, record],
    ])('over %s', async (_, before, next) => {
      if (before !== null) await put(before())
      const { winner, now } = await race(await open().read(), next)
      expect(now).toEqual(winner)
    })
  })

  describe('without the function, as on a project where the migration was not run', () => {
    let definition: string
    beforeAll(async () => {
      const [row] = await on.sandbox.supabase.sql<{ definition: string }[]>`
        select pg_get_functiondef('public.swap_system_setting'::regproc) as definition`
      definition = row?.definition ?? ''
      await on.sandbox.supabase.sql`drop function swap_system_setting`
    })
    afterAll(async () => {
      await on.sandbox.supabase.sql.unsafe(definition)
      await on.sandbox.supabase
        .sql`grant execute on function swap_system_setting(text, text, text, timestamptz) to authenticated, service_role`
    })

    it.each([
      ['an object', record, record],
      ['no row', null, record],
    ])('fifty at once have one winner over %s', async (_, before, next) => {
      if (before !== null) await put(before())
      const { winner, now } = await race(await open().read(), next)
      expect(now).toEqual(winner)
    })

    it('fifty at once have one winner over a JSON string', async () => {
      await put(text())
      const { winner, now } = await race(await open().read(), text)
      // PostgREST keeps a JSON string a string; this server unpacks one that it is sent outside a function.
      expect(typeof now === 'string' ? JSON.parse(now) : now).toEqual(JSON.parse(String(winner)))
    })

    it('a stranger is still told why', async () => {
      const stranger = open({ signIn: on.sandbox.supabase.stranger })
      expect(await errorOf(stranger.swap(null, record()))).toMatchObject({ kind: 'write-denied', code: '42501' })
      await put(record())
      expect(await errorOf(stranger.swap(await open().read(), record()))).toMatchObject({ kind: 'row-hidden' })
    })

    it('fifty at once have one winner over a JSON string without a trigger that keeps updated_at', async () => {
      await put(text())
      await on.sandbox.supabase.sql`alter table system_settings disable trigger user`
      try {
        await race(await open().read(), text)
      } finally {
        await on.sandbox.supabase.sql`alter table system_settings enable trigger user`
      }
    })

    describe('without the trigger and updated_at either', () => {
      beforeAll(async () => {
        await on.sandbox.supabase.sql`alter table system_settings disable trigger user`
        await on.sandbox.supabase.sql`alter table system_settings rename column updated_at to another`
      })
      afterAll(async () => {
        await on.sandbox.supabase.sql`alter table system_settings rename column another to updated_at`
        await on.sandbox.supabase.sql`alter table system_settings enable trigger user`
      })

      it('fifty at once have one winner over an object', async () => {
        await put(record())
        const before = await open().read()
        expect(before?.updatedAt).toBeNull()
        const { winner, now } = await race(before, record)
        expect(now).toEqual(winner)
      })

      it('a JSON string is read, and not written blindly', async () => {
        const value = text()
        await put(value)
        const store = open()
        const row = await store.read()
        expect(row).toMatchObject({ value, updatedAt: null })
        expect(await errorOf(store.swap(row, text()))).toMatchObject({ kind: 'function-missing' })
        expect(await stored()).toBe(value)
      })
    })
  })
})
