import { describe, expect, it } from 'vitest'
import type { StoreError } from '../keeper/store-error.ts'
import { type Answer, closing, errorOf, key, supabase, token, user, value } from './stores-fixture.ts'

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
