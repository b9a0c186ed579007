import { describe, expect, it } from 'vitest'
import type { RecordError } from './errors.ts'
import type { TokenRecord } from './record.ts'
import { apiKey, bearer, errorOf, long, parse, refresh, thirtyDays, writtenAt } from './token-fixture.ts'

describe('the shapes seen in use', () => {
  const guide = { access_token: bearer, refresh_token: refresh, expires_in: thirtyDays, created_at: 1_737_334_800 }

  it('reads the guide’s', () => {
    expect(parse(guide)).toEqual({
      accessToken: bearer,
      refreshToken: refresh,
      headerKind: null,
      issuedAt: 1_737_334_800,
      expiry: { certainty: 'assumed', at: 1_739_926_800 },
      value: guide,
      unread: [],
    })
  })

  it('reads the guide’s without a refresh token as typed by hand', () => {
    const { refresh_token: _, ...byHand } = guide
    expect(parse(byHand).expiry).toEqual({ certainty: 'assumed', at: 1_739_926_800 })
  })

  it('reads an API key that never expires', () => {
    const value = { access_token: apiKey, refresh_token: 'manual_override', expires_at: 1_999_999_999, created_at: 0 }
    expect(parse(value)).toEqual({
      accessToken: apiKey,
      refreshToken: null,
      headerKind: 'api-key',
      issuedAt: writtenAt,
      expiry: { certainty: 'never' },
      value,
      unread: [],
    })
  })

  it('reads either as a JSON string, however often it was serialised', () => {
    const value = `{"access_token": "${bearer}", "refresh_token": "${refresh}", "expires_in": 2592000, "created_at": 1737334800}`
    expect(parse(value)).toEqual({ ...parse(guide), value })
    expect(parse(JSON.stringify(value))).toEqual({ ...parse(guide), value: JSON.stringify(value) })
  })

  it('reads Doorkeeper’s own answer', () => {
    const value = { ...guide, token_type: 'Bearer', scope: 'public' }
    expect(parse(value)).toMatchObject({ headerKind: 'bearer', expiry: { certainty: 'stated' }, value })
  })
})

describe('the header kind', () => {
  it.each<[string, object, TokenRecord['headerKind']]>([
    ['32 characters', { access_token: apiKey }, 'api-key'],
    ['32 characters with a real refresh token', { access_token: apiKey, refresh_token: refresh }, null],
    ['32 characters of token type bearer', { access_token: apiKey, token_type: 'BEARER' }, 'bearer'],
    ['43 characters', { access_token: bearer }, null],
    ['43 characters of token type Bearer', { access_token: bearer, token_type: 'Bearer' }, 'bearer'],
    ['43 characters, manual_override', { access_token: bearer, refresh_token: 'manual_override' }, 'api-key'],
    ['64 characters', { access_token: long }, 'bearer'],
    ['64 characters, but manual_override', { access_token: long, refresh_token: 'manual_override' }, null],
    ['a JWT', { access_token: 'aa.bb.cc' }, 'bearer'],
  ])('%s', (_, value, kind) => {
    expect(parse(value).headerKind).toBe(kind)
  })
})

describe('an optional field that is not understood', () => {
  it.each<[string, string, unknown]>([
    ['a number for a refresh token', 'refresh_token', 5],
    ['a refresh token with a space', 'refresh_token', 'a b'],
    ['a negative life', 'expires_in', -5],
    ['a life of a century', 'expires_in', 3_153_600_000],
    ['a life of thirty years', 'expires_in', 999_999_999],
    ['a life in words', 'expires_in', 'never'],
    ['a life of nothing', 'expires_in', ''],
    ['a life that no double holds', 'expires_in', Number.POSITIVE_INFINITY],
    ['NaN', 'created_at', Number.NaN],
    ['an empty time', 'created_at', ''],
    ['a negative time', 'created_at', -5],
    ['microseconds', 'created_at', 1_737_334_800_000_000],
    ['a token of the year 9999', 'created_at', 253_402_300_799],
    ['an end in words', 'expires_at', 'never'],
    ['a thirteenth month', 'expires_at', '2025-13-20T02:00:00Z'],
    ['the 31st of February', 'expires_at', '2025-02-31'],
    ['a list for a time', 'expires_at', [1]],
    ['true', 'expires_at', true],
    ['neither seconds nor milliseconds', 'expires_at', 400_000_000_000],
  ])('counts as missing, and is named: %s', (_, field, content) => {
    const record = parse({ access_token: bearer, [field]: content })
    expect(record).toMatchObject({ accessToken: bearer, unread: [field] })
    expect(record.expiry).toEqual({ certainty: 'assumed', at: writtenAt + thirtyDays })
  })

  it('leaves what stands beside it its meaning', () => {
    const created = { access_token: bearer, created_at: 1_737_334_800 }
    expect(parse({ ...created, expires_in: -5, expires_at: 1_737_400_000 }).expiry).toMatchObject({ at: 1_737_400_000 })
    expect(parse({ ...created, expires_at: '' }).expiry).toEqual({
      certainty: 'assumed',
      at: 1_737_334_800 + thirtyDays,
    })
  })
})

describe('what is refused', () => {
  it.each<[string, unknown, RecordError['flaw'], string | null]>([
    ['null', null, 'not-an-object', null],
    ['a number', 5, 'not-an-object', null],
    ['an array', [], 'not-an-object', null],
    ['a serialised array', '[]', 'not-an-object', null],
    ['a list of two', [{ access_token: bearer }, { access_token: long }], 'not-an-object', null],
    ['text', 'secret', 'bad-json', null],
    ['an empty string', '', 'bad-json', null],
    ['no access token', {}, 'missing-field', 'access_token'],
    ['a null access token', { access_token: null }, 'missing-field', 'access_token'],
    ['a number for an access token', { access_token: 5 }, 'bad-field', 'access_token'],
    ['an empty access token', { access_token: '' }, 'missing-field', 'access_token'],
    ['another scheme', { access_token: `Basic ${bearer}` }, 'bad-field', 'access_token'],
    ['a line break', { access_token: `${bearer}\n${bearer}` }, 'bad-field', 'access_token'],
    ['a quotation mark', { access_token: `"${bearer}` }, 'bad-field', 'access_token'],
    ['a typographic character', { access_token: `${bearer}…` }, 'bad-field', 'access_token'],
  ])('%s', (_, value, flaw, field) => {
    const error = errorOf(value)
    // Whatever it is, a token may be put there.
    expect(error).toMatchObject({ code: 'missing-field', flaw, field })
    if (field !== null) expect(error.message).toContain(field)
  })

  it('takes nothing from a prototype', () => {
    expect(errorOf(Object.create({ access_token: bearer }))).toMatchObject({ field: 'access_token' })
    expect(errorOf(JSON.parse(`{"__proto__": {"access_token": "${bearer}"}}`))).toMatchObject({ field: 'access_token' })
  })
})
