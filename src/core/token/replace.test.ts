import { describe, expect, it } from 'vitest'
import type { Credential } from './credential.ts'
import { RecordError } from './errors.ts'
import { parseRow } from './parse.ts'
import { captured, granted, replaced, written } from './replace-fixture.ts'
import { apiKey, bearer, jwtOf, writtenAt as now, refresh, thirtyDays } from './token-fixture.ts'

describe('on an empty row', () => {
  it('writes exactly the guide’s shape', () => {
    expect(Object.entries(written(null, captured))).toEqual([
      ['access_token', captured.accessToken],
      ['expires_in', thirtyDays],
      ['created_at', now],
    ])
    expect(Object.entries(written(null, granted))).toEqual([
      ['access_token', granted.accessToken],
      ['refresh_token', granted.refreshToken],
      ['expires_in', 7200],
      ['created_at', now - 5],
    ])
  })

  it('takes the times of a JWT from the JWT', () => {
    const accessToken = jwtOf({ iat: now - 100, exp: now + 800 })
    expect(written(null, { ...captured, accessToken })).toMatchObject({
      expires_in: 900,
      created_at: now - 100,
    })
  })

  it('gives an API key of the web session the guide’s 30 days', () => {
    const value = written(null, { ...captured, accessToken: apiKey, headerKind: 'api-key' })
    expect(parseRow(value, now)).toMatchObject({
      headerKind: 'api-key',
      expiry: { certainty: 'assumed', at: now + thirtyDays },
    })
  })

  it('says so when a bearer token has the form of an API key', () => {
    const value = written(null, { ...captured, accessToken: apiKey })
    expect(value).toMatchObject({ token_type: 'Bearer' })
    expect(parseRow(value, now).headerKind).toBe('bearer')
  })
})

describe('on a row with a token', () => {
  const guide = { access_token: bearer, refresh_token: refresh, expires_in: thirtyDays, created_at: 1_737_334_800 }
  const manual = { access_token: apiKey, refresh_token: 'manual_override', expires_at: 1_999_999_999, created_at: 0 }

  it('keeps the old refresh token when none came', () => {
    expect(replaced(guide, captured)).toEqual({ ...guide, access_token: captured.accessToken, created_at: now })
    expect(replaced(guide, granted)).toMatchObject({ refresh_token: granted.refreshToken })
  })

  it('leaves nothing of an API key’s endless life on a bearer token', () => {
    expect(replaced(manual, captured)).toEqual({
      access_token: captured.accessToken,
      created_at: now,
      expires_in: thirtyDays,
    })
  })

  it('gives an API key in the place of one that never expires its endless life', () => {
    const key = { ...captured, accessToken: 'j'.repeat(32), headerKind: 'api-key' } as const
    expect(replaced(manual, key)).toEqual({ ...manual, access_token: key.accessToken })
    const begun = { ...manual, created_at: 1_737_334_800 }
    expect(replaced(begun, { ...key, headerKind: null })).toMatchObject({ expires_at: 1_999_999_999, created_at: now })
  })

  it('keeps manual_override beside an API key, but not an endless life against what is said', () => {
    const key = { ...captured, accessToken: 'j'.repeat(32), headerKind: 'api-key', lifeSeconds: 60 } as const
    expect(replaced(manual, key)).toEqual({
      access_token: key.accessToken,
      refresh_token: 'manual_override',
      created_at: now,
      expires_in: 60,
    })
  })

  it.each([
    ['never', new Date((now + 7195) * 1000).toISOString()],
    [-5, now + 7195],
    [[1], undefined],
  ])('writes an expires_at that was not understood anew: %j', (before, after) => {
    const value = replaced({ access_token: bearer, expires_at: before }, granted)
    expect(value['expires_at']).toBe(after)
    expect(parseRow(value, now).unread).toEqual([])
  })

  it.each([
    [1_737_334_800, now + 7195],
    [1_737_334_800_000, (now + 7195) * 1000],
    ['1737334800', String(now + 7195)],
    ['2025-01-20T01:00:00Z', new Date((now + 7195) * 1000).toISOString()],
    [null, null],
  ])('rewrites expires_at %s the way it was written', (before, after) => {
    expect(replaced({ access_token: bearer, expires_at: before }, granted)).toMatchObject({ expires_at: after })
  })

  it.each<[string, unknown, unknown]>([
    ['created_at', '1737334800', String(now - 5)],
    ['created_at', 1_737_334_800_000, (now - 5) * 1000],
    ['created_at', '2025-01-20T01:00:00Z', new Date((now - 5) * 1000).toISOString()],
    ['created_at', '2025-01-20 01:00:00.123456', new Date((now - 5) * 1000).toISOString().slice(0, 19)],
    ['created_at', '', now - 5],
    ['created_at', 0, now - 5],
    ['expires_in', '2592000', '7200'],
    ['expires_in', '2592000.0', '7200'],
    ['expires_in', 'a month', 7200],
    ['expires_at', '2025-01-20T01:00:00', new Date((now + 7195) * 1000).toISOString().slice(0, 19)],
    ['expires_at', '2025-01-20 01:00:00+00', new Date((now + 7195) * 1000).toISOString()],
  ])('readers find %s of the type that it had: %j', (field, before, after) => {
    const value = replaced({ access_token: bearer, [field]: before }, granted)
    expect(value[field]).toBe(after)
    const { issuedAt, expiry, unread } = parseRow(value, now)
    expect([issuedAt, expiry, unread]).toEqual([now - 5, { certainty: 'stated', at: now + 7195 }, []])
  })

  it('writes no expires_at that would be read as never', () => {
    const value = replaced(
      { access_token: bearer, expires_at: 1_737_334_800 },
      { ...granted, lifeSeconds: 300_000_000 },
    )
    expect(value).not.toHaveProperty('expires_at')
    expect(parseRow(value, now).expiry).toEqual({ certainty: 'stated', at: now - 5 + 300_000_000 })
  })

  it.each([
    ['Bearer', captured, 'Bearer'],
    ['bearer', captured, 'bearer'],
    ['api_key', captured, 'Bearer'],
    ['bearer', { ...captured, headerKind: 'api-key' } as Credential, undefined],
    ['bearer', { ...captured, headerKind: null } as Credential, undefined],
    [null, captured, null],
  ])('token_type %s', (before, credential, after) => {
    expect(replaced({ access_token: bearer, token_type: before }, credential)['token_type']).toBe(after)
  })

  it('does not make the same token younger when only a refresh token is new', () => {
    const value = replaced(guide, { ...captured, accessToken: bearer, refreshToken: granted.refreshToken })
    expect(value).toEqual({ ...guide, refresh_token: granted.refreshToken })
  })

  it('counts a newly stated life of the same token from its own start', () => {
    const value = replaced(guide, { ...captured, accessToken: bearer, lifeSeconds: 7200 })
    expect(value).toEqual({ ...guide, expires_in: 7200 })
  })

  it('refuses a token that fits no header', () => {
    expect(() => replaced(guide, { ...captured, accessToken: 'Bearer x' })).toThrow(RecordError)
    expect(() => replaced(guide, { ...captured, refreshToken: 'x\n' })).toThrow(RecordError)
  })
})
