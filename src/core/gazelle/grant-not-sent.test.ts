import { describe, expect, it } from 'vitest'
import type { GrantsOptions } from './grant.ts'
import { application, doorkeeper, errorOf, grantsAt, json, serve, spent } from './grant-fixture.ts'
import { closing } from './server-fixture.ts'

describe('what surely did not spend it', () => {
  it('nobody listens', async () => {
    const { url } = await serve(json(doorkeeper))
    await closing.pop()?.()
    const error = await errorOf(grantsAt(url).refresh(spent))
    expect(error).toMatchObject({ kind: 'not-sent', message: expect.stringContaining('ECONNREFUSED') })
  })

  it.each(['ENOTFOUND', 'EAI_AGAIN'])('the host’s name leads nowhere: %s', async (code) => {
    const cause = Object.assign(new Error(`getaddrinfo ${code}`), { code, syscall: 'getaddrinfo' })
    const fetch = () => Promise.reject(new TypeError('fetch failed', { cause }))
    expect((await errorOf(grantsAt('https://127.0.0.1/', { fetch }).refresh(spent))).kind).toBe('not-sent')
  })

  it('no address of several takes the connection', async () => {
    const failed = (syscall: string) => Object.assign(new Error(syscall), { code: 'ETIMEDOUT', syscall })
    const withAll = (...errors: Error[]) => {
      const fetch = () => Promise.reject(new TypeError('fetch failed', { cause: new AggregateError(errors) }))
      return errorOf(grantsAt('https://127.0.0.1/', { fetch }).refresh(spent))
    }
    expect((await withAll(failed('connect'), failed('connect'))).kind).toBe('not-sent')
    expect((await withAll(failed('connect'), failed('read'))).kind).toBe('answer-lost')
    expect((await withAll()).kind).toBe('answer-lost')
  })

  it('the other side’s certificate is not trusted', async () => {
    const cause = Object.assign(new Error('certificate has expired'), { code: 'CERT_HAS_EXPIRED' })
    const fetch = () => Promise.reject(new TypeError('fetch failed', { cause }))
    expect((await errorOf(grantsAt('https://127.0.0.1/', { fetch }).refresh(spent))).kind).toBe('not-sent')
  })

  it.each(['ERR_CONNECTION_REFUSED', 'ERR_NAME_NOT_RESOLVED', 'ERR_INTERNET_DISCONNECTED', 'ERR_CERT_DATE_INVALID'])(
    '%s, as Electron reports it',
    async (code) => {
      const fetch = () => Promise.reject(new Error(`net::${code}`))
      const error = await errorOf(grantsAt('https://127.0.0.1/', { fetch }).refresh(spent))
      expect(error).toMatchObject({ kind: 'not-sent', message: expect.stringContaining(code) })
    },
  )

  it('the caller had stopped before', async () => {
    const { url, seen } = await serve(json(doorkeeper))
    expect((await errorOf(grantsAt(url).refresh(spent, AbortSignal.abort()))).kind).toBe('not-sent')
    expect(seen).toHaveLength(0)
  })

  it.each<[string, Partial<GrantsOptions>, string]>([
    ['http to another machine', { tokenEndpoint: 'http://gazelle.invalid/token' }, spent],
    [
      'http to a name that only begins like this machine',
      { tokenEndpoint: 'http://localhost.gazelle.invalid/' },
      spent,
    ],
    ['no address', { tokenEndpoint: 'gazelle' }, spent],
    ['no address at all', { tokenEndpoint: '' }, spent],
    ['no client id', { application: { ...application, clientId: '' } }, spent],
    ['no client secret', { application: { ...application, clientSecret: '' } }, spent],
    ['no refresh token', {}, ''],
  ])('%s', async (_, options, refreshToken) => {
    const asked: unknown[] = []
    const fetch: typeof globalThis.fetch = (...request) => {
      asked.push(request)
      return Promise.resolve(Response.json(doorkeeper))
    }
    const grants = grantsAt('https://gazelle.invalid/token', { fetch, ...options })
    expect((await errorOf(grants.refresh(refreshToken))).kind).toBe('not-sent')
    expect(asked).toHaveLength(0)
  })
})
