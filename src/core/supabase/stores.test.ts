import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { StoredRow } from '../keeper/ports.ts'
import { StoreError } from '../keeper/store-error.ts'
import { JsonText } from '../token/json-text.ts'
import type { Json } from '../token/record.ts'
import { createSupabaseStores, type SupabaseStoresOptions } from './stores.ts'

const key = `sb_publishable_${randomUUID()}`
const user = { email: 'someone@example.com', password: randomUUID() }
const time = '2025-06-01 10:00:00.123456+00'
const token = `T${randomUUID()}`
const value = { access_token: token, expires_in: 2_592_000, created_at: 1_750_000_000 }
const newValue = { ...value, access_token: `N${randomUUID()}` }

interface Asked {
  readonly method: string
  readonly path: string
  readonly query: string
  readonly headers: IncomingMessage['headers']
  readonly body: Record<string, unknown>
}
/** What to answer: a status and JSON; or raw, on the response itself. */
type Answer = readonly [status: number, json: unknown] | ((response: ServerResponse) => void)

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  await Promise.all(closing.splice(0).map((close) => close()))
})

/** A server on this machine in Supabase's place: the database's answers are the test's, sign-ins are granted. */
async function supabase(
  database: (asked: Asked) => Answer,
  auth: (asked: Asked) => Answer = grantSession,
  /** The migration's reading function; an older project has none. */
  reader: (asked: Asked) => Answer = () => [404, { code: 'PGRST202', message: 'no function' }],
) {
  const asked: Asked[] = []
  const readings: Asked[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const [path = '', query = ''] = (request.url ?? '').split('?')
    const text = Buffer.concat(chunks).toString()
    const one = {
      method: request.method ?? '',
      path,
      query: [...new URLSearchParams(query)].map(([name, operand]) => `${name}=${operand}`).join('&'),
      headers: request.headers,
      body: text === '' ? {} : JSON.parse(text),
    }
    const isReader = path.endsWith('/read_system_setting')
    if (isReader) readings.push(one)
    else asked.push(one)
    const answer = isReader ? reader(one) : path.startsWith('/auth/') ? auth(one) : database(one)
    if (typeof answer === 'function') return answer(response)
    response.writeHead(answer[0], { 'content-type': 'application/json', 'x-supabase-api-version': '2024-01-01' })
    response.end(JSON.stringify(answer[1]))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const close = async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
  closing.push(close)
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const openBoth = (options: Partial<SupabaseStoresOptions> = {}) =>
    createSupabaseStores({
      url,
      key,
      signIn: null,
      fetch: globalThis.fetch,
      userAgent: 'gazelle-keeper/test',
      clock: { now: () => Date.now() },
      pauses: [],
      ...options,
    })
  const open = (options: Partial<SupabaseStoresOptions> = {}) => openBoth(options).token
  return { url, asked, readings, open, openBoth, to: (path: string) => asked.filter((one) => one.path === path) }
}

/** The migration's reading function. */
const readRow = (): Answer => [200, [{ value: JSON.stringify(value), updated_at: time }]]

/** A JWT that says nothing, good for an hour, or expired. */
function session(expiresIn = 3600) {
  const part = (claims: object) => Buffer.from(JSON.stringify(claims)).toString('base64url')
  return {
    access_token: `${part({ alg: 'HS256' })}.${part({ jti: randomUUID() })}.${part({})}`,
    refresh_token: randomUUID(),
    token_type: 'bearer',
    expires_in: expiresIn,
    expires_at: Math.floor(Date.now() / 1000) + expiresIn,
    user: { id: randomUUID(), email: user.email },
  }
}

const grantSession = (): Answer => [200, session()]

function memory() {
  const items = new Map<string, string>()
  return {
    items,
    getItem: (name: string) => items.get(name) ?? null,
    setItem: (name: string, item: string) => void items.set(name, item),
    removeItem: (name: string) => void items.delete(name),
  }
}

async function errorOf(work: Promise<unknown>): Promise<StoreError> {
  const error = await work.then(
    () => expect.unreachable('was not refused'),
    (reason) => reason,
  )
  expect(error).toBeInstanceOf(StoreError)
  const everything = `${error.message}${error.stack}${JSON.stringify(error)}${error.cause}`
  for (const secret of [key, user.password, token, newValue.access_token]) expect(everything).not.toContain(secret)
  return error
}

describe('what Supabase refuses, each as an error of its own', () => {
  const leak = `${key} ${user.password} ${token}`
  it.each<[string, Answer, StoreError['kind']]>([
    ['a wrong key', [401, { message: 'Invalid API key', hint: leak }], 'wrong-key'],
    ['no key', [401, { message: 'No API key found in request' }], 'wrong-key'],
    [
      'a secret key from a browser',
      [401, { message: 'Forbidden use of secret API key in browser' }],
      'secret-key-refused',
    ],
    ['a key whose clock disagrees', [401, { code: 'PGRST303', message: leak }], 'clock-skew'],
    ['a missing table', [404, { code: 'PGRST205', message: leak }], 'table-missing'],
    ['a missing relation', [404, { code: '42P01', message: leak }], 'table-missing'],
    [
      'a missing column',
      [400, { code: '42703', message: 'column system_settings.value does not exist' }],
      'table-missing',
    ],
    ['a missing grant', [401, { code: '42501', message: leak }], 'row-hidden'],
    ['several rows where one was asked for', [406, { code: 'PGRST116', message: leak }], 'unexpected-answer'],
    ['a bad request', [400, { code: '22P02', message: leak, details: leak }], 'unexpected-answer'],
    ['an odd code', [400, { code: leak, message: leak }], 'not-supabase'],
    ['too many requests', [429, { message: leak }], 'busy'],
    ['a paused project', [540, { message: leak }], 'paused'],
    ['a database that is down', [503, { code: 'PGRST002', message: leak }], 'busy'],
    // supabase discussions are full of this one: a policy that asks its own table.
    ['a policy that goes round in circles', [500, { code: '42P17', message: leak }], 'unexpected-answer'],
    ['a policy whose function raises', [500, { code: 'P0002', message: leak }], 'unexpected-answer'],
    // ON CONFLICT goes by no constraint that is checked later: PostgREST answers 500, and it does not pass.
    ['a key that is deferrable', [500, { code: '55000', message: leak }], 'unexpected-answer'],
    ['a row that is locked', [500, { code: '55P03', message: leak }], 'busy'],
    ['a fault inside the database', [500, { code: 'XX000', message: leak }], 'busy'],
    ['a network that asks for a sign-in', [511, '<html>'], 'not-supabase'],
    ['a wrong address', [404, '<html>'], 'not-supabase'],
    ['HTML', (response) => response.writeHead(200).end(`<html>${leak}`), 'not-supabase'],
    ['nothing', (response) => response.writeHead(200).end(), 'not-supabase'],
    ['no rows', [200, { message: leak }], 'not-supabase'],
    ['a row without a value', [200, [{ key: 'x' }]], 'not-supabase'],
    ['two rows', [200, [{ value: 1 }, { value: 2 }]], 'several-rows'],
    ['a dropped connection', (response) => response.socket?.destroy(), 'unavailable'],
    ['half an answer', (response) => response.write('[{"value"', () => response.socket?.destroy()), 'unavailable'],
  ])('%s', async (_, answer, kind) => {
    const { open } = await supabase(() => answer)
    expect(await errorOf(open().read())).toMatchObject({ kind })
  })

  it('a write that row-level security denies', async () => {
    const { open } = await supabase(() => [403, { code: '42501', message: token }])
    expect(await errorOf(open().swap(null, value))).toMatchObject({ kind: 'write-denied', code: '42501' })
  })

  it.each(['09000', '38000', '39P01', 'P0001', 'P0002'])('a write that a trigger stops with %s', async (code) => {
    const { open } = await supabase(() => [500, { code, message: token }])
    expect(await errorOf(open().swap(null, value))).toMatchObject({ kind: 'trigger-refuses', code })
  })

  it('a server that is down, with the reason', async () => {
    const { open } = await supabase(() => [200, []])
    await closing.pop()?.()
    const error = await errorOf(open().read())
    expect(error).toMatchObject({ kind: 'unavailable', message: expect.stringContaining('ECONNREFUSED') })
    expect(await errorOf(open({ signIn: user }).read())).toMatchObject({ kind: 'unavailable' })
  })

  it('a server that does not answer', async () => {
    const { open } = await supabase(() => () => {})
    expect(await errorOf(open({ timeoutMilliseconds: 100 }).read())).toMatchObject({ kind: 'unavailable' })
  })

  it('a redirect, which is not followed', async () => {
    const other = await supabase(() => [200, []])
    for (const status of [301, 302, 307, 308]) {
      const { open } = await supabase(() => (response) => response.writeHead(status, { location: other.url }).end())
      expect((await errorOf(open().swap(null, value))).kind).toBe('not-supabase')
    }
    expect(other.asked).toHaveLength(0)
  })

  it('settings that are none', async () => {
    const { open } = await supabase(() => [200, []])
    for (const settings of [{ url: '' }, { url: 'my project' }, { key: '' }]) {
      expect(await errorOf(open(settings).read())).toMatchObject({ kind: 'wrong-address' })
    }
  })

  it('a caller who stops', async () => {
    const caller = new AbortController()
    const { open, asked } = await supabase(() => () => caller.abort())
    expect((await errorOf(open().swap(null, value, caller.signal))).kind).toBe('unavailable')
    expect((await errorOf(open().read(caller.signal))).kind).toBe('unavailable')
    expect(asked).toHaveLength(1)
  })
})

describe('reading', () => {
  it('gives the value and the time as they came, and names itself', async () => {
    const { open, asked } = await supabase(() => [200, [{ value, updated_at: time }]])
    expect(await open().read()).toEqual({ value, updatedAt: time })
    expect(asked).toHaveLength(1)
    expect(asked[0]).toMatchObject({ method: 'GET', path: '/rest/v1/system_settings' })
    expect(asked[0]?.query).toBe('select=value,updated_at,text:value::text&key=eq.gazelle_oauth_token')
    expect(asked[0]?.headers).toMatchObject({ apikey: key, 'user-agent': 'gazelle-keeper/test' })
  })

  it('does without updated_at where the table has no such column', async () => {
    const { open, asked } = await supabase(({ query }) =>
      query.includes('updated_at') ? [400, { code: '42703', message: 'no' }] : [200, [{ value: 'text' }]],
    )
    const store = open()
    expect(await store.read()).toEqual({ value: 'text', updatedAt: null })
    expect(await store.read()).toEqual({ value: 'text', updatedAt: null })
    expect(asked).toHaveLength(3)
  })

  it.each<[string, Answer, 'no row' | StoreError['kind']]>([
    ['a member', [200, true], 'no row'],
    ['a stranger', [200, false], 'row-hidden'],
    ['somebody who may not ask', [403, { code: '42501' }], 'row-hidden'],
    ['a project without the migration', [404, { code: 'PGRST202' }], 'no row'],
    ['a project that breaks down', [503, {}], 'busy'],
  ])('tells no row from a hidden one, for %s', async (_, membership, outcome) => {
    const { open } = await supabase(({ path }) =>
      path.endsWith('/rpc/is_system_settings_member') ? membership : [200, []],
    )
    if (outcome === 'no row') expect(await open().read()).toBeNull()
    else expect(await errorOf(open().read())).toMatchObject({ kind: outcome })
  })

  it('works where there is no WebSocket', async () => {
    vi.stubGlobal('WebSocket', undefined)
    const { open } = await supabase(() => [200, [{ value, updated_at: time }]])
    expect(await open().read()).toMatchObject({ value })
  })
})

describe('the user’s session', () => {
  const row: Answer = [200, [{ value, updated_at: time }]]
  /** The row for who comes with a JWT of this list, nothing for strangers. */
  const rowFor =
    (jwts: () => readonly string[]) =>
    (asked: Asked): Answer =>
      jwts().some((jwt) => asked.headers.authorization === `Bearer ${jwt}`) ? row : [200, []]

  it('begins before the first request, and lasts', async () => {
    const granted = session()
    const server = await supabase(
      rowFor(() => [granted.access_token]),
      () => [200, granted],
    )
    const store = server.open({ signIn: user })
    expect(await Promise.all([store.read(), store.read()])).toEqual([
      { value, updatedAt: time },
      { value, updatedAt: time },
    ])
    expect(server.to('/auth/v1/token')).toMatchObject([
      { query: 'grant_type=password', body: user, headers: { 'user-agent': 'gazelle-keeper/test', apikey: key } },
    ])
  })

  it('is kept between starts, for this user alone', async () => {
    const granted = session()
    const sessionStorage = memory()
    const server = await supabase(
      rowFor(() => [granted.access_token]),
      () => [200, granted],
    )
    await server.open({ signIn: user, sessionStorage }).read()
    await server.open({ signIn: user, sessionStorage }).read()
    expect(server.to('/auth/v1/token')).toHaveLength(1)
    await server.open({ signIn: { ...user, email: 'other@example.com' }, sessionStorage }).read()
    expect(server.to('/auth/v1/token')).toHaveLength(2)
  })

  it('is refreshed when it is due', async () => {
    const [old, fresh] = [session(30), session()]
    const server = await supabase(
      rowFor(() => [fresh.access_token]),
      ({ body }) => [200, body['password'] ? old : fresh],
    )
    const store = server.open({ signIn: user, sessionStorage: memory() })
    await errorOf(store.read().then(() => Promise.reject(new StoreError('row-hidden', 'the old JWT was taken'))))
    expect(await store.read()).toMatchObject({ value })
    expect(server.to('/auth/v1/token').map(({ query }) => query)).toEqual([
      'grant_type=password',
      'grant_type=refresh_token',
    ])
  })

  it('is refreshed at once when the network is back, whatever the client remembers of the failure', async () => {
    const fresh = session()
    let isUp = false
    const server = await supabase(
      () => row,
      ({ query }) => {
        if (query.includes('password')) return [200, session(-60)]
        return isUp ? [200, fresh] : (response) => response.socket?.destroy()
      },
      readRow,
    )
    const store = server.open({ signIn: user })
    await store.read()

    // The client tries for 30 seconds, then rests for 60. The first half minute passes here in no time.
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
    const failure = errorOf(store.read())
    for (let passed = 0; passed < 45_000; passed += 100) {
      vi.advanceTimersByTime(100)
      for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve))
    }
    expect(await failure).toMatchObject({ kind: 'unavailable' })
    vi.useRealTimers()

    isUp = true
    expect(await store.read()).toMatchObject({ value })
    expect(server.readings.at(-1)?.headers.authorization).toBe(`Bearer ${fresh.access_token}`)
  })

  it('that hangs at the sign-in keeps only the first request waiting', async () => {
    let isUp = false
    const server = await supabase(
      () => row,
      () => {
        if (isUp) return [200, session()]
        isUp = true
        return () => {}
      },
    )
    const store = server.open({ signIn: user, timeoutMilliseconds: 300 })
    expect(await errorOf(store.read())).toMatchObject({ kind: 'unavailable' })
    expect(await store.read()).toMatchObject({ value })
    expect(server.to('/auth/v1/token')).toHaveLength(2)
  })

  it('that hangs at a refresh keeps only the first request waiting, and spends the refresh token once', async () => {
    const [old, fresh] = [session(-60), session()]
    const refreshes: ServerResponse[] = []
    const server = await supabase(
      () => row,
      ({ query }) => {
        if (query.includes('password')) return [200, old]
        return (response) => {
          refreshes.push(response)
          if (refreshes.length > 1)
            response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(fresh))
        }
      },
      readRow,
    )
    const store = server.open({ signIn: user, timeoutMilliseconds: 300 })
    await store.read()
    expect(await errorOf(store.read())).toMatchObject({ kind: 'unavailable' })
    await vi.waitFor(() => expect(refreshes[0]?.destroyed).toBe(true))

    expect(await store.read()).toMatchObject({ value })
    expect(server.readings.at(-1)?.headers.authorization).toBe(`Bearer ${fresh.access_token}`)
    expect(refreshes).toHaveLength(2)
  })

  it.each(['expired', 'forged'])('is renewed by the password when the database calls it %s', async (what) => {
    const sessions = [session(), session()]
    const granted: string[] = []
    const server = await supabase(
      ({ headers }) =>
        headers.authorization === `Bearer ${sessions[1]?.access_token}`
          ? row
          : [401, { code: what === 'expired' ? 'PGRST303' : 'PGRST301' }],
      () => {
        const next = sessions[granted.length]
        granted.push('one')
        return [200, next]
      },
    )
    expect(await server.open({ signIn: user }).read()).toMatchObject({ value })
    expect(granted).toHaveLength(2)
  })

  it('is kept when the database refuses the renewed one too, and the key is doubted', async () => {
    const server = await supabase(() => [401, { code: 'PGRST301', message: token }])
    expect(await errorOf(server.open({ signIn: user }).read())).toMatchObject({
      kind: 'wrong-key',
      code: 'PGRST301',
    })
    expect(server.to('/auth/v1/token')).toHaveLength(2)
  })

  describe('whose refresh token is revoked', () => {
    const refused: Answer = [400, { code: 'refresh_token_not_found', message: 'Invalid Refresh Token' }]
    const wrongPassword: Answer = [400, { code: 'invalid_credentials', message: 'Invalid login credentials' }]

    /** A project that does not know the expired session any more which we still hold. */
    async function withExpiredSession(atPassword: Answer) {
      const sessionStorage = memory()
      let atFirst = true
      const server = await supabase(
        ({ headers }) => (headers.authorization === `Bearer ${key}` ? [200, []] : row),
        ({ query }) => {
          if (query.includes('refresh_token')) return refused
          return atFirst ? [200, session(-60)] : atPassword
        },
      )
      await server.open({ signIn: user, sessionStorage }).read()
      atFirst = false
      server.asked.length = 0
      return { server, store: server.open({ signIn: user, sessionStorage }) }
    }

    it('begins again with the password, and never asks as a stranger', async () => {
      const { server, store } = await withExpiredSession([200, session()])
      expect(await store.read()).toMatchObject({ value })
      expect(server.to('/auth/v1/token').map(({ query }) => query)).toEqual([
        'grant_type=refresh_token',
        'grant_type=password',
      ])
      expect(
        server.asked.filter(
          ({ path, headers }) => path.startsWith('/rest/') && headers.authorization === `Bearer ${key}`,
        ),
      ).toEqual([])
    })

    it('is lost when the password is refused', async () => {
      const { server, store } = await withExpiredSession(wrongPassword)
      expect(await errorOf(store.read())).toMatchObject({ kind: 'session-lost', code: 'invalid_credentials' })
      expect(server.to('/rest/v1/system_settings')).toHaveLength(0)
    })
  })

  it.each<[string, Answer, StoreError['kind']]>([
    ['a bad password', [400, { code: 'invalid_credentials', message: 'Invalid login credentials' }], 'bad-password'],
    [
      'a bad password, of an older server',
      [400, { error: 'invalid_grant', error_description: 'Invalid login credentials' }],
      'bad-password',
    ],
    ['an unconfirmed e-mail', [400, { code: 'email_not_confirmed', message: 'no' }], 'email-not-confirmed'],
    ['a banned user', [400, { code: 'user_banned', message: 'no' }], 'user-banned'],
    ['a wrong key', [401, { message: 'Invalid API key' }], 'wrong-key'],
    ['too many attempts', [429, { code: 'over_request_rate_limit', message: 'no' }], 'busy'],
    ['a breakdown', [500, { code: 'unexpected_failure', message: 'no' }], 'busy'],
    ['sign-in by e-mail turned off', [422, { code: 'email_provider_disabled', message: 'no' }], 'email-sign-in-off'],
    ['a dropped connection', (response) => response.socket?.destroy(), 'unavailable'],
  ])('does not begin: %s', async (_, answer, kind) => {
    const server = await supabase(
      () => row,
      () => answer,
    )
    expect(await errorOf(server.open({ signIn: user }).read())).toMatchObject({ kind })
    expect(server.to('/rest/v1/system_settings')).toHaveLength(0)
  })
})

describe('swapping', () => {
  /** A table with one row, and the migration's functions where they are wanted. */
  function database(row: StoredRow | null, options: { functions: boolean }) {
    const at = { row, writes: 0 }
    const answer = (): Answer => [200, at.row === null ? [] : [{ value: at.row.value, updated_at: at.row.updatedAt }]]
    const write = (next: Json): Answer => {
      at.writes += 1
      at.row = { value: next, updatedAt: `2025-06-01 11:00:00.00000${at.writes}+00` }
      return answer()
    }
    const handle = ({ method, path, query, body }: Asked): Answer => {
      if (path.includes('/rpc/') && !options.functions) return [404, { code: 'PGRST202', message: 'no function' }]
      if (path.endsWith('is_system_settings_member')) return [200, true]
      if (path.endsWith('swap_system_setting')) {
        const { p_expected: expected, p_value: next } = body as { p_expected: string | null; p_value: string }
        const same = JSON.stringify(at.row?.value) === (expected ?? undefined)
        return same ? write(JSON.parse(next)) : [200, []]
      }
      if (method === 'POST') return at.row === null ? write(body['value'] as Json) : [409, { code: '23505' }]
      if (method === 'PATCH')
        return query.includes(`updated_at=eq.${at.row?.updatedAt}`) ? write(body['value'] as Json) : [200, []]
      return answer()
    }
    return { at, handle }
  }

  const held: StoredRow = { value, updatedAt: time }

  describe.each([{ functions: true }, { functions: false }])(
    'with the migration’s functions: $functions',
    (options) => {
      it.each<[string, StoredRow | null, Json]>([
        ['an object', held, newValue],
        ['a JSON string', { value: JSON.stringify(value), updatedAt: time }, JSON.stringify(newValue)],
        ['no row', null, newValue],
      ])('wins over %s, and gives the row as the database holds it', async (_, before, next) => {
        const { at, handle } = database(before, options)
        const { open } = await supabase(handle)
        const swapped = await open().swap(before, next)
        expect(swapped).toMatchObject({ won: true, row: { value: next, updatedAt: '2025-06-01 11:00:00.000001+00' } })
        expect(at.row?.value).toEqual(next)
      })

      it.each<[string, StoredRow | null]>([
        ['the row it knew', { value: { ...value, access_token: 'other' }, updatedAt: '2025-01-01 00:00:00+00' }],
        ['no row', null],
      ])('loses when it expected %s', async (_, expected) => {
        const { at, handle } = database(held, options)
        const { open } = await supabase(handle)
        expect(await open().swap(expected, newValue)).toEqual({ won: false })
        expect(at.row).toEqual(held)
      })

      it.each(['answer', 'connection'])('knows that it won when the %s got lost', async (what) => {
        const { at, handle } = database(held, options)
        const { open } = await supabase((asked) => {
          const answer = handle(asked)
          if (asked.method === 'GET' || at.writes === 0) return answer
          return what === 'answer' ? [502, '<html>'] : (response) => response.socket?.destroy()
        })
        expect(await open().swap(held, newValue)).toMatchObject({ won: true, row: { value: newValue } })
      })

      it('says that it lost when the answer got lost and somebody else’s token is there', async () => {
        const { at, handle } = database(held, options)
        const { open } = await supabase((asked) => {
          if (asked.method === 'GET' || asked.path.endsWith('member')) return handle(asked)
          at.row = { value: { ...value, access_token: 'other' }, updatedAt: '2025-06-02 00:00:00+00' }
          return [502, {}]
        })
        expect(await open().swap(held, newValue)).toEqual({ won: false })
      })

      it('does not know more than the network when nothing was written', async () => {
        const { handle } = database(held, options)
        const { open } = await supabase((asked) => (asked.method === 'GET' ? handle(asked) : [502, {}]))
        expect(await errorOf(open().swap(held, newValue))).toMatchObject({ kind: 'busy' })
      })

      it('calls it denied when nobody changed the row and it was not written', async () => {
        const { open } = await supabase((asked) =>
          asked.method === 'GET'
            ? [200, [{ value, updated_at: time }]]
            : asked.path.includes('/rpc/') && !options.functions
              ? [404, { code: 'PGRST202' }]
              : [200, []],
        )
        expect(await errorOf(open().swap(held, newValue))).toMatchObject({ kind: 'write-denied' })
      })

      it('never puts a token in a URL', async () => {
        const { handle } = database(held, options)
        const { open, asked } = await supabase(handle)
        await open().swap(held, newValue)
        await open().swap(held, newValue)
        for (const { query } of asked) {
          for (const secret of [token, newValue.access_token]) {
            expect(query).not.toContain(secret)
            expect(query).not.toContain(secret.slice(0, -6))
            expect(query).not.toContain(secret.slice(-7))
          }
        }
      })
    },
  )

  it('still knows that it won when only reading back fails', async () => {
    const { handle } = database(held, { functions: true })
    const { open } = await supabase((asked) => (asked.method === 'GET' ? [503, {}] : handle(asked)))
    expect(await open().swap(held, newValue)).toMatchObject({ won: true, row: { value: newValue } })
  })

  it('asks for a missing function at every write, because the migration may have been run since', async () => {
    const { handle } = database(null, { functions: false })
    const { open, to } = await supabase(handle)
    const store = open()
    await store.swap(null, value)
    await store.swap(null, value)
    expect(to('/rest/v1/rpc/swap_system_setting')).toHaveLength(2)
  })

  it('does without updated_at where the table has no such column', async () => {
    const { open, asked } = await supabase(({ method, path, query, body }) => {
      if (path.includes('/rpc/')) return [404, { code: 'PGRST202' }]
      if ('updated_at' in body || query.includes('updated_at')) return [400, { code: 'PGRST204' }]
      return [200, [{ value: method === 'GET' ? newValue : body['value'] }]]
    })
    const store = open()
    expect(await store.swap({ value, updatedAt: null }, newValue)).toEqual({
      won: true,
      row: { value: newValue, updatedAt: null },
    })
    expect(asked.filter(({ method }) => method === 'PATCH')).toHaveLength(2)
  })

  it('writes nothing where nothing can tell whether the row has changed', async () => {
    const { open, asked } = await supabase(({ path }) =>
      path.includes('/rpc/') ? [404, { code: 'PGRST202' }] : [200, []],
    )
    const text = { value: JSON.stringify(value), updatedAt: null }
    expect(await errorOf(open().swap(text, newValue))).toMatchObject({ kind: 'function-missing' })
    expect(asked.every(({ method }) => method !== 'PATCH')).toBe(true)
  })
})

describe('a replica that lags behind', () => {
  const at = (second: number) => `2025-06-01T10:00:0${second}.123456+00:00`
  const rowAt = (json: Json, second: number) => [{ value: json, text: JSON.stringify(json), updated_at: at(second) }]
  const functions = (asked: Asked): Answer | null => {
    if (asked.path.endsWith('swap_system_setting')) return [200, rowAt(newValue, 5)]
    return asked.path.includes('/rpc/') ? [200, true] : null
  }
  const before: StoredRow = { value, updatedAt: at(1) }

  it('is not asked where the migration’s function reads', async () => {
    const text = `{"access_token": "${token}", "n": 12345678901234567890.10}`
    const { open, to } = await supabase(
      (asked) => functions(asked) ?? [200, rowAt(value, 1)],
      grantSession,
      ({ body }) => [200, body['p_key'] === 'gazelle_oauth_token' ? [{ value: text, updated_at: at(5) }] : []],
    )
    const store = open()
    expect(await store.read()).toEqual({ value: JSON.parse(text), text, updatedAt: at(5) })
    expect(await store.swap(before, newValue)).toMatchObject({ won: true, row: { text } })
    expect(to('/rest/v1/system_settings')).toHaveLength(0)
  })

  it('does not take back what the swap has proved', async () => {
    const { open } = await supabase((asked) => functions(asked) ?? [200, rowAt(value, 1)])
    expect(await open().swap(before, newValue)).toMatchObject({ won: true, row: { value: newValue, updatedAt: at(5) } })
  })

  it.each([
    ['the row of before', () => rowAt(value, 1)],
    ['no row', () => []],
  ])('is asked again while it gives %s', async (_, old) => {
    let lag = 4
    const { open } = await supabase((asked) => functions(asked) ?? [200, lag-- > 0 ? old() : rowAt(newValue, 5)])
    const store = open({ pauses: [1, 1, 1, 1] })
    await store.swap(before, newValue)
    expect(await store.read()).toMatchObject({ value: newValue })
  })

  it('is believed when it tells of a later write', async () => {
    const { open, to } = await supabase((asked) => functions(asked) ?? [200, rowAt('later', 6)])
    const store = open({ pauses: [60_000] })
    expect(await store.swap(before, newValue)).toMatchObject({ row: { value: 'later' } })
    expect(await store.read()).toMatchObject({ value: 'later' })
    expect(to('/rest/v1/system_settings')).toHaveLength(2)
  })

  it('is asked again before a lost swap is called denied', async () => {
    let lag = 3
    const { open } = await supabase((asked) => {
      if (asked.path.endsWith('swap_system_setting')) return [200, []]
      return functions(asked) ?? [200, lag-- > 0 ? rowAt(value, 1) : rowAt('later', 6)]
    })
    expect(await open({ pauses: [1, 1, 1] }).swap(before, newValue)).toEqual({ won: false })
  })
})

describe('a rehearsal', () => {
  const held: StoredRow = { value, text: '{"a": 1e400}', updatedAt: time }

  it('sends what the swap would, and gives what it would come to', async () => {
    const { open, to } = await supabase(() => [200, true])
    expect(await open().rehearse(held, new JsonText('{"n": 1e400}'))).toBe('would-win')
    const [{ body } = expect.unreachable()] = to('/rest/v1/rpc/rehearse_system_setting_swap')
    expect(body).toEqual({ p_key: 'gazelle_oauth_token', p_expected: held.text, p_value: '{"n": 1e400}' })
  })

  it('is lost where the row is another, and denied where it is the same', async () => {
    const answer =
      (row: object) =>
      (asked: Asked): Answer => [200, asked.path.includes('/rpc/') ? false : [row]]
    const other = await supabase(answer({ value: 'other', updated_at: time }))
    expect(await other.open().rehearse(held, newValue)).toBe('would-lose')
    const same = await supabase(answer({ value, updated_at: time }))
    expect(await errorOf(same.open().rehearse(held, newValue))).toMatchObject({ kind: 'write-denied' })
  })

  it('asks for nothing that a row could meet where there are no functions', async () => {
    const { open, asked } = await supabase(({ path }) =>
      path.includes('/rpc/') ? [404, { code: 'PGRST202' }] : [200, []],
    )
    expect(await open().rehearse({ value, updatedAt: time }, newValue)).toBe('unknown')
    expect(asked.at(-1)?.query).toContain('key=eq.gazelle_oauth_token&key=neq.gazelle_oauth_token')
  })

  it.each([
    ['a JSON string without a time', { value: JSON.stringify(value), updatedAt: null }, new JsonText('"x"')],
    ['a number that would be rounded', { value, updatedAt: time }, new JsonText('{"n": 12345678901234567}')],
  ])('refuses there what cannot be written: %s', async (_, expected, json) => {
    const { open } = await supabase(({ path }) => (path.includes('/rpc/') ? [404, { code: 'PGRST202' }] : [200, []]))
    expect(await errorOf(open().rehearse(expected, json))).toMatchObject({ kind: 'function-missing' })
    expect(await errorOf(open().swap(expected, json))).toMatchObject({ kind: 'function-missing' })
  })
})

describe('the two rows', () => {
  it('share one sign-in and the server’s clock, each under its own key', async () => {
    const { openBoth, to } = await supabase(() => [200, [{ value, updated_at: time }]])
    const { token, lease, serverClock } = openBoth({ signIn: user, rowKey: 'mine' })
    expect(serverClock.offsetMilliseconds()).toBeNull()
    await Promise.all([token.read(), lease.read()])
    expect(to('/auth/v1/token')).toHaveLength(1)
    expect(
      to('/rest/v1/system_settings')
        .map(({ query }) => query)
        .toSorted(),
    ).toEqual([
      'select=value,updated_at,text:value::text&key=eq.mine',
      'select=value,updated_at,text:value::text&key=eq.mine.lease',
    ])
    expect(Math.abs(serverClock.offsetMilliseconds() ?? Number.NaN)).toBeLessThan(8_000)
  })

  it('read back the token and not the lease', async () => {
    const { openBoth, to } = await supabase(({ body }) => [
      200,
      [{ value: JSON.parse(String(body['p_value'] ?? 5)), updated_at: time }],
    ])
    const { token, lease } = openBoth()
    expect(await lease.swap(null, 1)).toMatchObject({ won: true, row: { value: 1, updatedAt: time } })
    expect(to('/rest/v1/system_settings')).toHaveLength(0)
    expect(await token.swap(null, 1)).toMatchObject({ won: true, row: { value: 5, updatedAt: time } })
    expect(to('/rest/v1/system_settings')).toHaveLength(1)
  })
})
