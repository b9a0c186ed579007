import { randomUUID } from 'node:crypto'
import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Sandbox } from '../../sandbox/index.ts'
import { createLease } from '../../src/core/keeper/lease.ts'
import { StoreError } from '../../src/core/keeper/store-error.ts'
import { createSupabaseStores, type SupabaseStoresOptions } from '../../src/core/supabase/stores.ts'
import type { Json } from '../../src/core/token/record.ts'
import { openSandbox } from './open-sandbox.ts'

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const leaseKey = 'gazelle_oauth_token.lease'
const free = { holder: null, until: 0 }

let folder: string
let sandbox: Sandbox

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'lease-test-')))
  sandbox = await openSandbox({ folder })
})

afterAll(async () => {
  await sandbox?.close()
  rmSync(folder, { recursive: true, force: true })
})

beforeEach(async () => {
  await sandbox.supabase.sql`delete from system_settings`
})

/** One session for all, as signing in fifty times would only test the sign-in. */
const sessions = new Map<string, string>()
const sessionStorage = {
  getItem: (name: string) => sessions.get(name) ?? null,
  setItem: (name: string, item: string) => void sessions.set(name, item),
  removeItem: (name: string) => void sessions.delete(name),
}

/** A machine of its own, whose clock is wrong by `skew` milliseconds. */
function open(skew = 0, options: Partial<SupabaseStoresOptions> = {}) {
  const { supabaseUrl, supabaseKey, supabaseEmail, supabasePassword } = sandbox.connection
  const clock = { now: () => Date.now() + skew }
  const holder = randomUUID()
  const stores = createSupabaseStores({
    url: supabaseUrl,
    key: supabaseKey,
    signIn: { email: supabaseEmail, password: supabasePassword },
    fetch: globalThis.fetch,
    userAgent: 'gazelle-keeper/test',
    sessionStorage,
    clock,
    ...options,
  })
  const lease = createLease({ store: stores.lease, serverClock: stores.serverClock, clock, holder })
  return { ...stores, ...lease, clock, holder }
}

/** A fetch to the same server, whose clock says `milliseconds` more: so much later. */
function later(milliseconds: number): typeof globalThis.fetch {
  return async (input, init) => {
    const answer = await fetch(input, init)
    const headers = new Headers(answer.headers)
    headers.set('date', new Date(Date.parse(headers.get('date') ?? '') + milliseconds).toUTCString())
    return new Response(answer.body, { status: answer.status, headers })
  }
}

async function put(value: Json) {
  await sandbox.supabase.sql`
    insert into system_settings (key, value) values (${leaseKey}, ${JSON.stringify(value)}::text::jsonb)
    on conflict (key) do update set value = excluded.value`
}

async function rows(): Promise<Record<string, Json>> {
  const all = await sandbox.supabase.sql<{ key: string; value: string }[]>`
    select key, value::text as value from system_settings`
  return Object.fromEntries(all.map(({ key, value }) => [key, JSON.parse(value)]))
}

describe('the lease, on the real server', () => {
  it('is a row of its own: the token’s is not touched', async () => {
    const { token, take, release, holder } = open()
    await token.swap(null, { access_token: 'x' })
    expect(await take()).toMatchObject({ taken: true })
    expect(await rows()).toEqual({
      gazelle_oauth_token: { access_token: 'x' },
      [leaseKey]: { holder, until: expect.any(Number) },
    })
    await release()
    expect(await rows()).toEqual({ gazelle_oauth_token: { access_token: 'x' }, [leaseKey]: free })
  })

  it.each([0, 5 * hour, -5 * hour])(
    'lasts two minutes by the server’s clock when ours is wrong by %d ms',
    async (skew) => {
      const { take, clock, serverClock } = open(skew)
      const taken = await take()
      expect(taken.taken).toBe(true)
      expect(Math.abs((serverClock.offsetMilliseconds() ?? Number.NaN) + skew)).toBeLessThan(8 * second)
      const left = taken.until - clock.now()
      expect(left).toBeGreaterThan(1 * minute)
      expect(left).toBeLessThanOrEqual(2 * minute)
      const { until } = (await rows())[leaseKey] as { until: number }
      expect(Math.abs(until - Date.now() - 2 * minute)).toBeLessThan(20 * second)
    },
  )

  it.each<[string, Json | undefined]>([
    ['there is no row yet', undefined],
    ['it was given back', free],
    ['it is over', { holder: 'somebody', until: 1_750_000_000_000 }],
    ['the row is odd', 'text'],
  ])('goes to one of fifty at once when %s', async (_, before) => {
    if (before !== undefined) await put(before)
    await open().lease.read()
    const all = Array.from({ length: 50 }, (_, index) => open((index - 25) * hour))
    const outcomes = await Promise.all(all.map(({ take }) => take()))
    const holders = all.filter((_, index) => outcomes[index]?.taken)
    expect(holders).toHaveLength(1)
    expect(await rows()).toEqual({ [leaseKey]: { holder: holders[0]?.holder, until: expect.any(Number) } })
  })

  it('is renewed, given back, and then somebody else’s', async () => {
    const [a, b] = [open(), open(3 * hour)]
    expect(await a.take()).toMatchObject({ taken: true })
    expect(await a.take()).toMatchObject({ taken: true })
    expect(await b.take()).toMatchObject({ taken: false })
    await a.release()
    expect(await b.take()).toMatchObject({ taken: true })
    await a.release()
    expect((await rows())[leaseKey]).toMatchObject({ holder: b.holder })
  })

  it('expires when nobody gives it back, first for its holder and then for others', async () => {
    const holder = open()
    const { until } = await holder.take()
    const left = until - holder.clock.now()
    expect(await open(0, { fetch: later(left) }).take()).toMatchObject({ taken: false })
    const heir = open(0, { fetch: later(left + 30 * second) })
    expect(await heir.take()).toMatchObject({ taken: true })
    await holder.release()
    expect((await rows())[leaseKey]).toMatchObject({ holder: heir.holder })
  })

  it.each<[string, Json]>([
    ['null', null],
    ['a number', 5],
    ['a text', 'text'],
    ['a JSON string', JSON.stringify({ holder: 'somebody', until: 1 })],
    ['a list', [1]],
    ['an empty object', {}],
    ['a holder without an end', { holder: 'somebody' }],
    ['an end far away', { holder: 'somebody', until: 99_999_999_999_999 }],
  ])('is free when the row holds %s', async (_, odd) => {
    await put(odd)
    const { take, holder } = open()
    expect(await take()).toMatchObject({ taken: true })
    expect((await rows())[leaseKey]).toEqual({ holder, until: expect.any(Number) })
  })

  it('is known to be taken when the answer got lost', async () => {
    const answerGetsLost: typeof globalThis.fetch = async (input, init) => {
      const answer = await fetch(input, init)
      if (String(input).includes('/rpc/swap_system_setting')) throw new TypeError('fetch failed')
      return answer
    }
    const { take, holder } = open(0, { fetch: answerGetsLost })
    expect(await take()).toMatchObject({ taken: true })
    expect((await rows())[leaseKey]).toMatchObject({ holder })
  })

  it('is not for who may not have it, nor where the server is away', async () => {
    const { take, release } = open()
    await take()
    const refused = async (options: Partial<SupabaseStoresOptions>) => {
      const error = await open(0, options)
        .take()
        .catch((reason) => reason)
      expect(error).toBeInstanceOf(StoreError)
      return error.kind
    }
    expect(await refused({ signIn: sandbox.supabase.stranger })).toBe('row-hidden')
    expect(await refused({ signIn: null })).toBe('row-hidden')
    await sandbox.supabase.stop()
    try {
      expect(await refused({})).toBe('unavailable')
      await expect(release()).resolves.toBeUndefined()
    } finally {
      await sandbox.supabase.start()
    }
  })

  describe('without the migration’s function', () => {
    let definition: string
    beforeAll(async () => {
      const [row] = await sandbox.supabase.sql<{ definition: string }[]>`
        select pg_get_functiondef('public.swap_system_setting'::regproc) as definition`
      definition = row?.definition ?? ''
      await sandbox.supabase.sql`drop function swap_system_setting`
    })
    afterAll(async () => {
      await sandbox.supabase.sql.unsafe(definition)
      await sandbox.supabase
        .sql`grant execute on function swap_system_setting(text, text, text, timestamptz) to authenticated, service_role`
    })

    it.each([undefined, free])('goes to one of fifty at once, renewed and given back: %j', async (before) => {
      if (before !== undefined) await put(before)
      await open().lease.read()
      const all = Array.from({ length: 50 }, () => open())
      const outcomes = await Promise.all(all.map(({ take }) => take()))
      const [holder, ...others] = all.filter((_, index) => outcomes[index]?.taken)
      expect(others).toEqual([])
      expect(await holder?.take()).toMatchObject({ taken: true })
      await holder?.release()
      expect((await rows())[leaseKey]).toEqual(free)
    })
  })
})
