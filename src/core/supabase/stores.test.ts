import { describe, expect, it, vi } from 'vitest'
import type { StoreError } from '../keeper/store-error.ts'
import { type Answer, errorOf, key, supabase, time, user, value } from './stores-fixture.ts'

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
