import { describe, expect, it } from 'vitest'
import { readRow } from '../keeper/row-reading.ts'
import type { Credential } from './credential.ts'
import { RecordError } from './errors.ts'
import { parseRow } from './parse.ts'
import type { JsonObject } from './record.ts'
import { type OldValue, replaceToken } from './replace.ts'

const bearer = 'B'.repeat(43)
const apiKey = 'k'.repeat(32)
const refresh = 'R'.repeat(43)
const now = 1_750_000_000
const thirtyDays = 2_592_000

/** A token with the form of a JWT and these claims. */
function jwtOf(claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${part({ alg: 'HS256' })}.${part(claims)}.${'c2lnbmF0dXJl'.repeat(3)}`
}

const captured: Credential = {
  accessToken: 'N'.repeat(43),
  headerKind: 'bearer',
  refreshToken: null,
  issuedAt: null,
  lifeSeconds: null,
  source: 'web-session',
}
const granted: Credential = {
  ...captured,
  refreshToken: 'S'.repeat(43),
  issuedAt: now - 5,
  lifeSeconds: 7200,
  source: 'oauth',
}

const written = (old: OldValue | null, credential: Credential) => replaceToken(old, credential, now).value as JsonObject
const replaced = (value: unknown, credential: Credential) => written(parseRow(value, now), credential)

/** The JSON text of a row's value, given as its text, with the captured token in it. */
const rewritten = (text: string) =>
  replaceToken(readRow({ value: JSON.parse(text), text, updatedAt: null }, now).old, captured, now).text

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

  it('keeps the shape, the order and what it does not know', () => {
    const row = `{ "scope": "public", "created_at": 5, "__proto__": {"a": [1]}, "access_token": "${bearer}" }`
    expect(replaced(row, captured)).toBe(
      `{ "scope": "public", "created_at": ${now}, "__proto__": {"a": [1]}, "access_token": "${captured.accessToken}", "expires_in": 2592000 }`,
    )
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

  it.each<[string, unknown, unknown]>([
    ['api_key', { api_key: bearer }, { api_key: captured.accessToken }],
    ['token', { token: bearer }, { token: captured.accessToken }],
    [
      'several that hold the same',
      { api_key: bearer, access_token: bearer, token: bearer },
      { api_key: captured.accessToken, access_token: captured.accessToken, token: captured.accessToken },
    ],
    [
      'another one beside it',
      { access_token: bearer, api_key: apiKey },
      { access_token: captured.accessToken, api_key: apiKey },
    ],
    [
      'an empty access_token',
      { access_token: '', token: bearer },
      { access_token: captured.accessToken, token: captured.accessToken },
    ],
  ])('puts it where the token was: %s', (_, before, after) => {
    expect(replaced(before, captured)).toMatchObject(after as JsonObject)
    expect(Object.keys(replaced(before, captured)).filter((name) => name.includes('token'))).toEqual(
      Object.keys(after as JsonObject).filter((name) => name.includes('token')),
    )
    const text = JSON.parse(String(replaced(JSON.stringify(before), captured)))
    expect(text).toMatchObject(after as JsonObject)
  })

  it('keeps a bare token bare', () => {
    expect(replaced(bearer, granted)).toBe(granted.accessToken)
    expect(replaced(JSON.stringify(bearer), granted)).toBe(JSON.stringify(granted.accessToken))
  })

  it.each(['12345678901234567', '1e400', '-0.1000000000000000000001', '1.0', '[[1.10, {"n": 2.50}]]'])(
    'passes on what it does not know to the last digit: %s',
    (number) => {
      const text = `{"n": ${number}, "access_token": "${bearer}", "n2":${number}}`
      const asObject = replaceToken({ ...parseRow(JSON.parse(text), now), text }, captured, now).text
      expect(asObject).toMatch(`{"n": ${number}, "access_token": "${captured.accessToken}", "n2":${number},`)
      expect(replaced(text, captured)).toBe(asObject)
    },
  )

  it('changes a key that stands there twice, twice', () => {
    const text = `{"access_token": "${apiKey}", "access_token": "${bearer}"}`
    expect(replaced(text, captured)).toMatch(
      `{"access_token": "${captured.accessToken}", "access_token": "${captured.accessToken}"`,
    )
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

  it.each<[string, string, string]>([
    [
      'camel case',
      '{"accessToken":"OLD","refreshToken":"REF","expiresAt":"2025-07-01T00:00:00Z","n":12345678901234567}',
      '{"accessToken":"NEW","refreshToken":"REF","expiresAt":"2025-07-15T15:06:40.000Z","n":12345678901234567,"expiresIn":2592000,"createdAt":1750000000}',
    ],
    ['as C# does', '{"AccessToken":"OLD"}', '{"AccessToken":"NEW","ExpiresIn":2592000,"CreatedAt":1750000000}'],
    ['capitals', '{"ACCESS_TOKEN":"OLD"}', '{"ACCESS_TOKEN":"NEW","EXPIRES_IN":2592000,"CREATED_AT":1750000000}'],
    [
      'two spellings of one',
      '{"access_token":"OLD","accessToken":"OLD"}',
      '{"access_token":"NEW","accessToken":"NEW","expires_in":2592000,"created_at":1750000000}',
    ],
    [
      'within another field',
      '{"v": 1.10, "token": {"access_token": "OLD", "scope": "a"}, "w": [2.0]}',
      '{"v": 1.10, "token": {"access_token": "NEW", "scope": "a", "expires_in": 2592000, "created_at": 1750000000}, "w": [2.0]}',
    ],
    [
      'a list of one',
      '[ {"access_token":"OLD"} ]',
      '[ {"access_token":"NEW","expires_in":2592000,"created_at":1750000000} ]',
    ],
    [
      'a scheme in front',
      '{"access_token":"Bearer OLD"}',
      '{"access_token":"NEW","expires_in":2592000,"created_at":1750000000}',
    ],
    [
      'an empty seat further in',
      '{"data":{"accessToken":null,"id":7}}',
      '{"data":{"accessToken":"NEW","id":7,"expiresIn":2592000,"createdAt":1750000000}}',
    ],
    ['an empty key', '{"api_key":"None"}', '{"api_key":"NEW","expires_in":2592000,"created_at":1750000000}'],
    [
      'a number for a token',
      '{"access_token":5,"note":1.0}',
      '{"access_token":"NEW","note":1.0,"expires_in":2592000,"created_at":1750000000}',
    ],
    [
      'several that may be meant',
      '{"a":{"access_token":"OLD"},"b":{"access_token":"OTH"}}',
      '{"a":{"access_token":"OLD"},"b":{"access_token":"OTH"},"access_token":"NEW","expires_in":2592000,"created_at":1750000000}',
    ],
    ['a list', '[1,2]', '{"expires_in":2592000,"created_at":1750000000,"access_token":"NEW"}'],
    ['a text', '"anything"', '{"expires_in":2592000,"created_at":1750000000,"access_token":"NEW"}'],
  ])('writes in the form that it finds: %s', (_, before, after) => {
    const marked = (text: string) =>
      text.replaceAll('OLD', bearer).replaceAll('NEW', captured.accessToken).replaceAll('OTH', 'O'.repeat(43))
    expect(JSON.parse(rewritten(marked(before)))).toEqual(JSON.parse(marked(after)))
    for (const digits of before.match(/\d+\.0|1\.10|12345678901234567/g) ?? [])
      expect(rewritten(marked(before))).toContain(digits)
  })

  it.each<[string, (text: string) => string, (text: string) => string]>([
    ['serialised three times', (text) => JSON.stringify(JSON.stringify(text)), (text) => JSON.parse(JSON.parse(text))],
    ['a byte order mark, which goes', (text) => `\uFEFF${text}`, (text) => text],
  ])('keeps the text that the value is: %s', (_, wrap, unwrap) => {
    const before = JSON.stringify(wrap(`{"n": 1.50, "access_token": "${bearer}"}`))
    expect(unwrap(JSON.parse(rewritten(before)))).toBe(
      `{"n": 1.50, "access_token": "${captured.accessToken}", "expires_in": 2592000, "created_at": 1750000000}`,
    )
  })

  it('keeps what Python wrote a dictionary of Python, to the last digit', () => {
    const before = `{'access_token': '${bearer}', "it's": "a\\"b'c", 'none': None, 'n': 12345678901234567, 'x': '\\xe9\\n', 'ok': [True, {}]}`
    expect(JSON.parse(rewritten(JSON.stringify(before)))).toBe(
      `{'access_token': '${captured.accessToken}', "it's": 'a"b\\'c', 'none': None, 'n': 12345678901234567, 'x': 'é\\n', 'ok': [True, {}], 'expires_in': 2592000, 'created_at': 1750000000}`,
    )
  })

  it('changes nothing, not even white space, when the same token comes again', () => {
    const row = `{ "access_token": "${bearer}", "expires_at": 1999999999 }`
    expect(replaced(row, { ...captured, accessToken: bearer })).toBe(row)
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
