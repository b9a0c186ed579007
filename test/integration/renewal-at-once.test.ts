import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createLease } from '../../src/core/keeper/lease.ts'
import type { StoredRow } from '../../src/core/keeper/ports.ts'
import { createSupabaseStores, type SupabaseStoresOptions } from '../../src/core/supabase/stores.ts'
import type { Json } from '../../src/core/token/record.ts'
import { memory, record, storeFixture } from './store-fixture.ts'

const on = storeFixture()
const { errorOf, put, stored } = on

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const leaseKey = 'gazelle_oauth_token.lease'
const free = { holder: null, until: 0 }
/** One session for all, as signing in fifty times would only test the sign-in. */
const sessionStorage = memory()
const old = record()
const next = record()

/** A machine of its own, whose clock is wrong by `skew` milliseconds. */
function open(skew = 0, options: Partial<SupabaseStoresOptions> = {}) {
  const clock = { now: () => Date.now() + skew }
  const holder = randomUUID()
  const { token, serverClock, ...stores } = createSupabaseStores({
    url: on.sandbox.connection.supabaseUrl,
    key: on.sandbox.connection.supabaseKey,
    signIn: on.member(),
    fetch: globalThis.fetch,
    userAgent: 'gazelle-keeper/test',
    sessionStorage,
    clock,
    ...options,
  })
  const lease = createLease({ store: stores.lease, serverClock, clock, holder })
  const begin = async (row: StoredRow) => {
    // Whoever renews has read the row, and heard the time.
    if (serverClock.offsetMilliseconds() === null) await token.read()
    return await lease.takeBy?.((claim) => token.begin(row, next, claim))
  }
  return {
    token,
    lease,
    leaseRow: stores.lease,
    begin,
    clock,
    holder,
    claim: { from: { value: free, updatedAt: null }, to: { holder, until: Date.now() + 2 * minute } },
  }
}

async function leaseNow(): Promise<Json | undefined> {
  const [row] = await on.sandbox.supabase.sql<{ value: string }[]>`
    select value::text as value from system_settings where key = ${leaseKey}`
  return row && JSON.parse(row.value)
}

/** The row that all of them know. */
async function known(): Promise<StoredRow> {
  await put(old)
  const row = await open().token.read()
  if (row === null) throw new Error('There is no row.')
  return row
}

let row: StoredRow
beforeEach(async () => {
  await on.sandbox.supabase.skew(0)
  row = await known()
})

describe('beginning a renewal in one request', () => {
  it.each([-6, 6])('has one holder where the answers are dated %i hours off the database’s clock', async (hours) => {
    await put(free, leaseKey)
    await on.sandbox.supabase.skew((hours * hour) / second)
    const [one, other] = [open(), open()]
    expect(await one.begin(row)).toMatchObject({ taken: true, row })
    expect(await other.begin(row)).toMatchObject({ taken: false })
    expect(await other.lease.take()).toMatchObject({ taken: false })
  })

  it('takes the lease for two minutes by the server’s clock, and gives the row, which stays as it was', async () => {
    for (const skew of [0, 5 * hour, -5 * hour]) {
      await put(free, leaseKey)
      const { begin, holder, clock } = open(skew)
      const begun = await begin(row)
      expect(begun).toMatchObject({ taken: true, row })
      const { until } = (await leaseNow()) as { holder: string; until: number }
      expect(await leaseNow()).toEqual({ holder, until })
      expect(Math.abs(until - Date.now() - 2 * minute)).toBeLessThan(20 * second)
      const left = (begun === 'changed' ? 0 : (begun?.until ?? 0)) - clock.now()
      expect(left).toBeGreaterThan(1 * minute)
      expect(left).toBeLessThanOrEqual(2 * minute)
      expect(await open().token.read()).toEqual(row)
    }
  })

  it.each<[string, Json | undefined]>([
    ['there is no row of it yet', undefined],
    ['it was given back', free],
    ['it is over', { holder: 'somebody', until: 1_750_000_000_000 }],
    ['its row is odd', 'text'],
    ['its row is null', null],
    ['its end is far away', { holder: 'somebody', until: 99_999_999_999_999 }],
  ])('gives the lease to one of fifty at once when %s', async (_, before) => {
    if (before !== undefined) await put(before, leaseKey)
    const all = Array.from({ length: 50 }, (_, index) => open((index - 25) * hour))
    // One that was left behind is nobody's to begin with: it is taken step by step.
    const outcomes = await Promise.all(all.map(async ({ begin, lease }) => (await begin(row)) ?? lease.take()))
    const holders = all.filter((_, index) => (outcomes[index] as { taken?: boolean } | null)?.taken)
    expect(holders).toHaveLength(1)
    expect(await leaseNow()).toEqual({ holder: holders[0]?.holder, until: expect.any(Number) })
  })

  it('gives it to one of fifty at once where every other keeper takes it step by step, as older ones do', async () => {
    for (const before of [undefined, free]) {
      await on.sandbox.supabase.sql`delete from system_settings where key = ${leaseKey}`
      if (before !== undefined) await put(before, leaseKey)
      const all = Array.from({ length: 50 }, () => open())
      const outcomes = await Promise.all(
        all.map(({ begin, lease }, index) => (index % 2 === 0 ? begin(row) : lease.take())),
      )
      const holders = all.filter((_, index) => (outcomes[index] as { taken?: boolean } | null)?.taken)
      expect(holders).toHaveLength(1)
    }
  })

  it('respects an older keeper’s lease, and is respected by it', async () => {
    const [one, other] = [open(), open(3 * hour)]
    expect(await one.lease.take()).toMatchObject({ taken: true })
    expect(await other.begin(row)).toMatchObject({ taken: false, row: null })
    await one.lease.release()
    expect(await other.begin(row)).toMatchObject({ taken: true })
    expect(await one.lease.take()).toMatchObject({ taken: false })
    expect(await other.begin(row)).toMatchObject({ taken: true })
    await other.lease.release()
    expect(await leaseNow()).toEqual(free)
  })

  it('takes no lease that is another than believed, over or not: that is judged step by step', async () => {
    for (const left of [minute, -minute]) {
      const held = { holder: 'somebody', until: Date.now() + left }
      await put(held, leaseKey)
      const { begin, token, lease, claim } = open()
      expect(await token.begin(row, next, claim)).toMatchObject({ isBegun: false, lease: { value: held } })
      expect((await begin(row)) ?? (await lease.take())).toMatchObject({ taken: left < 0 })
    }
  })

  it('takes no lease where the row is another by now', async () => {
    await put(record())
    const { token, begin, claim } = open()
    expect(await token.begin(row, next, claim)).toEqual({ isBegun: false, lease: null })
    expect(await begin(row)).toBe('changed')
    expect(await leaseNow()).toBeUndefined()
  })

  it('takes no lease where the row would not take the new token, and says why', async () => {
    const { sql } = on.sandbox.supabase
    await sql.unsafe(`create function test_refuse() returns trigger language plpgsql as
        $$ begin if new.value ->> 'access_token' = '${next.access_token}' then
          raise exception 'no' using errcode = 'insufficient_privilege'; end if; return new; end $$;
      create trigger test_refuse before update on system_settings for each row execute function test_refuse()`)
    try {
      const { begin, lease } = open()
      const error = await begin(row)?.catch((reason) => reason)
      expect(error).toMatchObject({ kind: 'write-denied' })
      await lease.release()
      expect(lease.isOwed).toBe(false)
      expect(await leaseNow()).toBeUndefined()
    } finally {
      await sql.unsafe('drop trigger test_refuse on system_settings; drop function test_refuse')
    }
  })

  it('leaves a lease behind that is found and given back, where the answer got lost', async () => {
    const loses: typeof globalThis.fetch = async (input, init) => {
      const answer = await fetch(input, init)
      if (String(input).includes('/rpc/begin_')) throw new TypeError('fetch failed')
      return answer
    }
    const { begin, lease, holder } = open(0, { fetch: loses })
    await expect(begin(row)).rejects.toMatchObject({ kind: 'unavailable' })
    expect(await leaseNow()).toMatchObject({ holder })
    expect(lease.isOwed).toBe(true)
    expect(await lease.take()).toMatchObject({ taken: true })
    await lease.release()
    expect(await leaseNow()).toEqual(free)
  })
})

describe('settling a renewal in one request', () => {
  /** A keeper that has begun. */
  async function begun(options: Partial<SupabaseStoresOptions> = {}) {
    const one = open(0, options)
    const answer = await one.token.begin(row, next, one.claim)
    if (answer?.isBegun !== true) throw new Error('It has not begun.')
    return { ...one, held: answer.lease }
  }

  it('writes the token, gives the lease back, and gives the row as it is then', async () => {
    const { token, held } = await begun()
    const settled = await token.settle(row, next, held, undefined, minute)
    expect(settled).toEqual({ won: true, isGivenBack: true, row: await open().token.read() })
    expect(await stored()).toEqual(next)
    expect(await leaseNow()).toEqual(free)
  })

  it('keeps the lease where the row is another by now, and where it comes too late', async () => {
    const { token, held, holder } = await begun()
    const lost = { won: false, isGivenBack: false }
    expect(await token.settle(row, next, held, undefined, -minute)).toEqual(lost)
    expect(await stored()).toEqual(old)
    const others = record()
    await put(others)
    expect(await token.settle(row, next, held)).toEqual(lost)
    expect(await stored()).toEqual(others)
    expect(await leaseNow()).toMatchObject({ holder })
  })

  it('writes the token also where the lease is somebody else’s by now, or cannot be given back', async () => {
    const one = await begun()
    const others = { holder: 'somebody', until: Date.now() + minute }
    await put(others, leaseKey)
    expect(await one.token.settle(row, next, one.held)).toMatchObject({ won: true, isGivenBack: false })
    expect(await leaseNow()).toEqual(others)

    row = await known()
    await put(free, leaseKey)
    const { token, held, holder } = await begun()
    const { sql } = on.sandbox.supabase
    await sql.unsafe(`create function test_refuse() returns trigger language plpgsql as
        $$ begin if new.key = '${leaseKey}' then raise exception 'no'; end if; return new; end $$;
      create trigger test_refuse before update on system_settings for each row execute function test_refuse()`)
    try {
      expect(await token.settle(row, next, held)).toMatchObject({ won: true, isGivenBack: false })
    } finally {
      await sql.unsafe('drop trigger test_refuse on system_settings; drop function test_refuse')
    }
    expect(await stored()).toEqual(next)
    expect(await leaseNow()).toMatchObject({ holder })
  })

  it('knows that it won when the answer got lost', async () => {
    const { held } = await begun()
    const loses: typeof globalThis.fetch = async (input, init) => {
      const answer = await fetch(input, init)
      if (String(input).includes('/rpc/settle_')) throw new TypeError('fetch failed')
      return answer
    }
    const settled = await open(0, { fetch: loses }).token.settle(row, next, held)
    expect(settled).toMatchObject({ won: true, isGivenBack: false, row: { value: next } })
    expect(await leaseNow()).toEqual(free)
  })
})

describe('who may not', () => {
  it('neither begins nor settles, and learns nothing', async () => {
    const stranger = { signIn: on.sandbox.supabase.stranger, sessionStorage: memory() }
    const nobody = { signIn: null, sessionStorage: memory() }
    const held = { value: free, updatedAt: null }
    await put(free, leaseKey)
    for (const options of [stranger, nobody]) {
      const { token, claim } = open(0, options)
      const begun = await token.begin(row, next, claim).catch((error) => error.kind)
      expect(begun).toEqual(options === stranger ? { isBegun: false, lease: null } : 'write-denied')
      const denied = options === stranger ? 'row-hidden' : 'write-denied'
      expect((await errorOf(token.settle(row, next, held))).kind).toBe(denied)
    }
    expect(await stored()).toEqual(old)
    expect(await leaseNow()).toEqual(free)
  })
})

describe('without the functions, as where an older migration was run', () => {
  const signatures = [
    'begin_system_setting_renewal(text, text, text, text, text)',
    'settle_system_setting_renewal(text, text, text, text, timestamptz)',
  ]
  beforeAll(async () => {
    for (const each of signatures)
      await on.sandbox.supabase.sql.unsafe(`alter function ${each} rename to was_${each.split('_')[0]}`)
  })
  afterAll(async () => {
    for (const each of signatures) {
      const [name = '', types] = each.split(/(?=\()/)
      await on.sandbox.supabase.sql.unsafe(`alter function was_${each.split('_')[0]}${types} rename to ${name}`)
    }
  })

  it('nothing is done, and that is told', async () => {
    const { token, begin, claim } = open()
    expect(await token.begin(row, next, claim)).toBeNull()
    expect(await begin(row)).toBeNull()
    expect(await token.settle(row, next, { value: free, updatedAt: null })).toBeNull()
    expect(await stored()).toEqual(old)
    expect(await leaseNow()).toBeUndefined()
  })
})
