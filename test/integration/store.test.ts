import { createHmac, randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openSandbox, type Sandbox } from '../../sandbox/index.ts'
import type { StoredRow } from '../../src/core/keeper/ports.ts'
import { StoreError } from '../../src/core/keeper/store-error.ts'
import { createSupabaseStores, type SupabaseStoresOptions } from '../../src/core/supabase/stores.ts'
import { JsonText } from '../../src/core/token/json-text.ts'
import type { Json } from '../../src/core/token/record.ts'

let folder: string
let sandbox: Sandbox

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'store-test-')))
  sandbox = await openSandbox({ folder })
})

afterAll(async () => {
  await sandbox?.close()
  rmSync(folder, { recursive: true, force: true })
})

beforeEach(async () => {
  await sandbox.supabase.sql`delete from system_settings`
})

const secrets = new Set<string>()
const secret = () => {
  const text = randomUUID().replaceAll('-', '')
  secrets.add(text)
  return text
}

const record = () => ({
  access_token: secret(),
  refresh_token: secret(),
  expires_in: 2_592_000,
  created_at: 1_750_000_000,
})

const member = () => ({ email: sandbox.connection.supabaseEmail, password: sandbox.connection.supabasePassword })

function open(options: Partial<SupabaseStoresOptions> = {}) {
  return createSupabaseStores({
    url: sandbox.connection.supabaseUrl,
    key: sandbox.connection.supabaseKey,
    signIn: member(),
    fetch: globalThis.fetch,
    userAgent: 'gazelle-keeper/test',
    clock: { now: () => Date.now() },
    ...options,
  }).token
}

function memory() {
  const items = new Map<string, string>()
  return {
    items,
    getItem: (name: string) => items.get(name) ?? null,
    setItem: (name: string, item: string) => void items.set(name, item),
    removeItem: (name: string) => void items.delete(name),
    /** Changes the session that is kept here. */
    change(change: object) {
      for (const [name, item] of items) items.set(name, JSON.stringify({ ...JSON.parse(item), ...change }))
    },
  }
}

async function put(value: Json, key = 'gazelle_oauth_token') {
  await sandbox.supabase.sql`
    insert into system_settings (key, value) values (${key}, ${JSON.stringify(value)}::text::jsonb)
    on conflict (key) do update set value = excluded.value`
}

async function stored(): Promise<Json | undefined> {
  const [row] = await sandbox.supabase.sql<{ value: string }[]>`
    select value::text as value from system_settings where key = 'gazelle_oauth_token'`
  return row && JSON.parse(row.value)
}

async function errorOf(work: Promise<unknown>): Promise<StoreError> {
  const error = await work.then(
    () => expect.unreachable('was not refused'),
    (reason) => reason,
  )
  expect(error).toBeInstanceOf(StoreError)
  const everything = `${error.message}${error.stack}${JSON.stringify(error)}${error.cause}`
  const { supabaseKey, supabaseSecretKey, supabasePassword } = sandbox.connection
  for (const one of [...secrets, supabaseKey, supabaseSecretKey, supabasePassword])
    expect(everything).not.toContain(one)
  return error
}

describe('the errors, on the real server', () => {
  it('wrong key', async () => {
    const key = `sb_publishable_${secret()}`
    expect(await errorOf(open({ key, signIn: null }).read())).toMatchObject({ kind: 'wrong-key' })
    expect(await errorOf(open({ key }).read())).toMatchObject({ kind: 'wrong-key' })
  })

  it('secret key from what looks like a browser', async () => {
    await put(record())
    const key = sandbox.connection.supabaseSecretKey
    const browser = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/130.0.0.0 Electron/33.2.1 Safari/537.36'
    expect(await errorOf(open({ key, signIn: null, userAgent: browser }).read())).toMatchObject({
      kind: 'secret-key-refused',
    })
    expect(await open({ key, signIn: null }).read()).toMatchObject({ value: { expires_in: 2_592_000 } })
  })

  it('missing table', async () => {
    expect(await errorOf(open({ table: 'other_settings' }).read())).toMatchObject({
      kind: 'table-missing',
      code: 'PGRST205',
    })
  })

  it('write denied by row-level security, as anon and signed in', async () => {
    await put(record())
    const row = await open().read()
    const [anon, stranger] = [open({ signIn: null }), open({ signIn: sandbox.supabase.stranger })]
    for (const store of [anon, stranger]) {
      expect(await errorOf(store.swap(null, record()))).toMatchObject({ kind: 'write-denied', code: '42501' })
    }
    expect(await errorOf(anon.swap(row, record()))).toMatchObject({ kind: 'write-denied', code: '42501' })
    // To whom the row is hidden, an update finds nothing to update.
    expect(await errorOf(stranger.swap(row, record()))).toMatchObject({ kind: 'row-hidden' })
    expect(await stored()).toEqual(row?.value)
  })

  it('row hidden by row-level security, told from no row', async () => {
    expect(await open().read()).toBeNull()
    await put(record())
    expect(await errorOf(open({ signIn: sandbox.supabase.stranger }).read())).toMatchObject({ kind: 'row-hidden' })
    expect(await errorOf(open({ signIn: null }).read())).toMatchObject({ kind: 'row-hidden' })
  })

  it('expired and forged JWT: renewed with the password', async () => {
    await put(record())
    const { jwtSecret } = JSON.parse(readFileSync(join(folder, 'supabase.json'), 'utf8')) as { jwtSecret: string }
    const sessionStorage = memory()
    await open({ sessionStorage }).read()
    const [name = '', item = ''] = [...sessionStorage.items][0] ?? []
    const genuine: string = JSON.parse(item).access_token
    for (const access_token of [expired(genuine, jwtSecret), `${genuine.slice(0, -20)}${'A'.repeat(20)}`]) {
      sessionStorage.change({ access_token })
      expect(await open({ sessionStorage }).read()).toMatchObject({ value: { expires_in: 2_592_000 } })
      expect(JSON.parse(sessionStorage.items.get(name) ?? '').access_token).not.toBe(access_token)
    }
  })

  it('bad password', async () => {
    const signIn = { ...member(), password: secret() }
    expect(await errorOf(open({ signIn }).read())).toMatchObject({ kind: 'bad-password', code: 'invalid_credentials' })
  })

  it('revoked refresh token: a new sign-in, and a lost session when the password is refused', async () => {
    await put(record())
    const sessionStorage = memory()
    const revoke = async () => {
      await open({ sessionStorage }).read()
      sessionStorage.change({ expires_at: 1_700_000_000, refresh_token: secret() })
    }
    await revoke()
    expect(await open({ sessionStorage }).read()).toMatchObject({ value: { expires_in: 2_592_000 } })
    await revoke()
    const signIn = { ...member(), password: secret() }
    expect(await errorOf(open({ sessionStorage, signIn }).read())).toMatchObject({ kind: 'session-lost' })
  })

  it('server down, and back', async () => {
    await put(record())
    const store = open()
    const before = await store.read()
    await sandbox.supabase.stop()
    try {
      expect(await errorOf(store.read())).toMatchObject({ kind: 'unavailable' })
      expect(await errorOf(store.swap(before, record()))).toMatchObject({ kind: 'unavailable' })
      expect(await errorOf(open().read())).toMatchObject({ kind: 'unavailable' })
    } finally {
      await sandbox.supabase.start()
    }
    expect(await store.read()).toEqual(before)
  })
})

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
      await sandbox.supabase.sql`delete from system_settings`
      await sandbox.supabase
        .sql`insert into system_settings (key, value) values ('gazelle_oauth_token', ${before}::text::jsonb)`
      const row = await store.read()
      expect(await store.rehearse(row, new JsonText(after))).toBe('would-win')
      expect(await store.read()).toEqual(row)
      expect(await store.swap(row, new JsonText(after))).toMatchObject({ won: true })
      const [same] = await sandbox.supabase.sql`select value = ${after}::text::jsonb as is_same from system_settings`
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
      const stranger = open({ signIn: sandbox.supabase.stranger })
      expect(await errorOf(stranger.swap(null, record()))).toMatchObject({ kind: 'write-denied', code: '42501' })
      await put(record())
      expect(await errorOf(stranger.swap(await open().read(), record()))).toMatchObject({ kind: 'row-hidden' })
    })

    it('fifty at once have one winner over a JSON string without a trigger that keeps updated_at', async () => {
      await put(text())
      await sandbox.supabase.sql`alter table system_settings disable trigger user`
      try {
        await race(await open().read(), text)
      } finally {
        await sandbox.supabase.sql`alter table system_settings enable trigger user`
      }
    })

    describe('without the trigger and updated_at either', () => {
      beforeAll(async () => {
        await sandbox.supabase.sql`alter table system_settings disable trigger user`
        await sandbox.supabase.sql`alter table system_settings rename column updated_at to another`
      })
      afterAll(async () => {
        await sandbox.supabase.sql`alter table system_settings rename column another to updated_at`
        await sandbox.supabase.sql`alter table system_settings enable trigger user`
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

/** The same JWT, expired an hour ago and signed as the server does. */
function expired(jwt: string, jwtSecret: string): string {
  const [head = '', claims = ''] = jwt.split('.')
  const past = Math.floor(Date.now() / 1000) - 3600
  const old = { ...JSON.parse(Buffer.from(claims, 'base64url').toString()), iat: past - 60, exp: past }
  const body = `${head}.${Buffer.from(JSON.stringify(old)).toString('base64url')}`
  return `${body}.${createHmac('sha256', jwtSecret).update(body).digest('base64url')}`
}
