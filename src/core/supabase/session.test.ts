import type { ServerResponse } from 'node:http'
import { describe, expect, it, vi } from 'vitest'
import { StoreError } from '../keeper/store-error.ts'
import {
  type Answer,
  type Asked,
  errorOf,
  key,
  memory,
  readRow,
  session,
  supabase,
  time,
  token,
  user,
  value,
} from './stores-fixture.ts'

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
