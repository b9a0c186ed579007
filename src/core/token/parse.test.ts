import { describe, expect, it } from 'vitest'
import { RecordError } from './errors.ts'
import { flawInValue, parseRow } from './parse.ts'
import type { TokenRecord } from './record.ts'

const bearer = 'B'.repeat(43)
const long = 'L'.repeat(64)
const apiKey = 'k'.repeat(32)
const refresh = 'R'.repeat(43)
const writtenAt = 1_750_000_000
const thirtyDays = 2_592_000

/** A token with the form of a JWT and these claims. */
function jwtOf(claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${part({ alg: 'HS256' })}.${part(claims)}.${'c2lnbmF0dXJl'.repeat(3)}`
}

const parse = (value: unknown): TokenRecord => parseRow(value, writtenAt)

function errorOf(value: unknown): RecordError {
  try {
    parse(value)
  } catch (error) {
    expect(error).toBeInstanceOf(RecordError)
    return error as RecordError
  }
  throw new Error('was accepted')
}

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

describe('time', () => {
  const at = 1_737_334_800
  it.each<[string, object, { issuedAt: number | null; expiry: TokenRecord['expiry'] }]>([
    ['nothing said', {}, { issuedAt: writtenAt, expiry: { certainty: 'assumed', at: writtenAt + thirtyDays } }],
    [
      'created_at 0, a stated life',
      { created_at: 0, expires_in: 7200 },
      { issuedAt: writtenAt, expiry: { certainty: 'assumed', at: writtenAt + 7200 } },
    ],
    [
      'a life other than the guide’s',
      { created_at: at, expires_in: 7200 },
      { issuedAt: at, expiry: { certainty: 'stated', at: at + 7200 } },
    ],
    [
      'created_at without a life',
      { created_at: at },
      { issuedAt: at, expiry: { certainty: 'assumed', at: at + thirtyDays } },
    ],
    [
      'milliseconds in both',
      { created_at: at * 1000, expires_in: 2_592_000_000 },
      { issuedAt: at, expiry: { certainty: 'assumed', at: at + thirtyDays } },
    ],
    [
      'created_at in milliseconds, the life in seconds',
      { created_at: at * 1000, expires_in: thirtyDays },
      { issuedAt: at, expiry: { certainty: 'assumed', at: at + thirtyDays } },
    ],
    [
      'another life in milliseconds beside such a created_at',
      { created_at: at * 1000, expires_in: 1_209_600_000 },
      { issuedAt: at, expiry: { certainty: 'stated', at: at + 1_209_600 } },
    ],
    [
      'digits as strings',
      { created_at: String(at), expires_in: '7200' },
      { issuedAt: at, expiry: { certainty: 'stated', at: at + 7200 } },
    ],
    [
      'ISO 8601 with zones',
      { created_at: '2025-01-20T02:00:00+01:00', expires_at: '2025-02-19 01:00:00.5+00' },
      { issuedAt: at, expiry: { certainty: 'stated', at: at + thirtyDays } },
    ],
    [
      'ISO 8601 without a zone, which is UTC',
      { created_at: '2025-01-20T01:00:00', expires_at: '2025-02-19 01:00:00.123456' },
      { issuedAt: at, expiry: { certainty: 'stated', at: at + thirtyDays } },
    ],
    [
      'a day, which is its midnight in UTC',
      { created_at: at, expires_at: '2025-02-19' },
      { issuedAt: at, expiry: { certainty: 'stated', at: 1_739_923_200 } },
    ],
    [
      'never, as the year 9999 in seconds',
      { expires_at: 253_402_300_799 },
      { issuedAt: writtenAt, expiry: { certainty: 'never' } },
    ],
    [
      'never, as the year 9999 in ISO 8601',
      { expires_at: '9999-12-31T23:59:59' },
      { issuedAt: writtenAt, expiry: { certainty: 'never' } },
    ],
    [
      'fractions, dropped',
      { created_at: at + 0.9, expires_in: 7200.9 },
      { issuedAt: at, expiry: { certainty: 'stated', at: at + 7200 } },
    ],
    [
      'never, in milliseconds',
      { expires_at: 1_999_999_999_000 },
      { issuedAt: writtenAt, expiry: { certainty: 'never' } },
    ],
    [
      'never, left over beside an OAuth answer',
      { token_type: 'Bearer', created_at: at, expires_in: 7200, expires_at: 1_999_999_999 },
      { issuedAt: at, expiry: { certainty: 'stated', at: at + 7200 } },
    ],
    [
      'expires_at later than created_at + expires_in',
      { created_at: at, expires_in: 7200, expires_at: at + 9000 },
      { issuedAt: at, expiry: { certainty: 'stated', at: at + 7200 } },
    ],
    [
      'expires_at earlier than created_at + expires_in',
      { created_at: at, expires_in: 7200, expires_at: at + 60 },
      { issuedAt: at, expiry: { certainty: 'stated', at: at + 60 } },
    ],
    [
      'expires_at beside a life that starts nowhere',
      { expires_in: 60, expires_at: writtenAt + 9000 },
      { issuedAt: writtenAt, expiry: { certainty: 'stated', at: writtenAt + 9000 } },
    ],
    [
      'expired before it was created',
      { created_at: at, expires_at: at - 60 },
      { issuedAt: null, expiry: { certainty: 'stated', at: at - 60 } },
    ],
  ])('%s', (_, fields, expected) => {
    expect(parse({ access_token: bearer, ...fields })).toMatchObject(expected)
  })

  it('believes a JWT before the row', () => {
    const access_token = jwtOf({ iat: at, exp: at + 900 })
    const row = parse({ access_token, expires_in: thirtyDays, created_at: at + 100, expires_at: 1_999_999_999 })
    expect(row).toMatchObject({ issuedAt: at, expiry: { certainty: 'stated', at: at + 900 } })
  })

  it('counts from the row where a JWT has no usable claims', () => {
    for (const access_token of ['aa.bb.cc', jwtOf({ exp: 'soon' }), jwtOf([1]), jwtOf({ exp: -5 })]) {
      expect(parse({ access_token, created_at: at, expires_in: 7200 }).expiry).toEqual({
        certainty: 'stated',
        at: at + 7200,
      })
    }
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

describe('where the token is', () => {
  it.each<[string, unknown]>([
    ['api_key', { api_key: bearer }],
    ['token', { token: bearer }],
    ['beside an empty access_token', { access_token: '', api_key: bearer }],
    ['access_token before the others', { token: long, api_key: apiKey, access_token: bearer }],
    ['api_key before token', { token: long, api_key: bearer }],
    ['an access_token that cannot be one', { access_token: 5, token: bearer }],
    ['a JSON string', JSON.stringify({ api_key: bearer })],
    ['a bare string', bearer],
    ['a bare string as JSON', JSON.stringify(bearer)],
  ])('%s', (_, value) => {
    expect(parse(value)).toMatchObject({ accessToken: bearer, value })
  })

  it('takes digits for a token where they are long enough to be none else', () => {
    expect(parse('12345678901234567890123456789012')).toMatchObject({ headerKind: 'api-key' })
    expect(errorOf('1234567890').flaw).toBe('bad-json')
  })

  it('needs a text under the other names', () => {
    expect(errorOf({ token: 5, api_key: { id: 7 } })).toMatchObject({ code: 'missing-field' })
  })
})

describe('how programs and people write the token', () => {
  it.each<[string, unknown]>([
    ['with its scheme', { access_token: `Bearer ${bearer}` }],
    ['as the whole header', { access_token: `authorization: bearer  ${bearer}` }],
    ['with a line break', { access_token: `${bearer}\r\n` }],
    ['in quotation marks', { access_token: `"${bearer}"` }],
    ['bare, with its scheme', `Bearer ${bearer}`],
    ['bare, with a line break', `${bearer}\n`],
    ['a byte order mark', `\uFEFF${JSON.stringify({ access_token: bearer })}`],
    ['serialised three times', JSON.stringify(JSON.stringify(JSON.stringify({ access_token: bearer })))],
    ['a bare token serialised three times', JSON.stringify(JSON.stringify(bearer))],
    ['Python', `{'access_token': '${bearer}', 'refresh_token': None, 'ok': True, "it's": [1, {}], 'n': -1.5e3}`],
    ['Python within JSON', JSON.stringify(`{'access_token': '${bearer}'}`)],
    ['Python 2', `{u'access_token': u'${bearer}'}`],
    ['in camel case', { accessToken: bearer }],
    ['as C# does', { AccessToken: bearer }],
    ['with hyphens', { 'access-token': bearer }],
    ['in capitals', { ACCESS_TOKEN: bearer }],
    ['an API key in camel case', { apiKey: bearer }],
    ['another spelling beside an empty one', { access_token: null, accessToken: bearer }],
    ['within token', { token: { access_token: bearer, refresh_token: null } }],
    ['within data', { data: { accessToken: bearer }, status: 200 }],
    ['deep within', { result: { data: { token: { access_token: bearer } } } }],
    ['within a text', { value: JSON.stringify({ access_token: bearer }), key: 'gazelle_oauth_token' }],
    ['a list of one', [{ access_token: bearer }]],
    ['an answer in the field', { access_token: JSON.stringify({ access_token: bearer }) }],
    ['beside one of the past', { current: { access_token: bearer }, previous: { access_token: long } }],
  ])('%s', (_, value) => {
    expect(parse(value)).toMatchObject({ accessToken: bearer, value })
  })

  it('reads what stands beside it in the same spelling', () => {
    const times = { expiresAt: '2025-07-01T00:00:00Z', createdAt: 1_748_736_000, tokenType: 'Bearer' }
    expect(parse({ data: { accessToken: bearer, refreshToken: refresh, ...times } })).toMatchObject({
      refreshToken: refresh,
      headerKind: 'bearer',
      issuedAt: 1_748_736_000,
      expiry: { certainty: 'stated', at: 1_751_328_000 },
    })
    expect(parse({ accessToken: bearer, expiresIn: 'soon' }).unread).toEqual(['expiresIn'])
  })

  it.each([
    '',
    ' ',
    'null',
    'None',
    'undefined',
    'nil',
    'NaN',
    '<null>',
    '[object Object]',
    'Bearer',
    'Bearer null',
    '""',
    '***',
  ])('takes %j for no token', (nothing) => {
    expect(errorOf({ access_token: nothing })).toMatchObject({ flaw: 'missing-field', field: 'access_token' })
    expect(parse({ access_token: bearer, refresh_token: nothing })).toMatchObject({ refreshToken: null, unread: [] })
    expect(flawInValue({ access_token: nothing })).toBeNull()
  })

  it.each<[string, unknown, string]>([
    ['two fields', { a: { access_token: bearer }, b: { data: { accessToken: long } } }, 'a, b.data'],
    ['the same twice', { a: { access_token: bearer }, b: { access_token: bearer } }, 'a, b'],
  ])('believes none of several: %s', (_, value, field) => {
    expect(errorOf(value)).toMatchObject({ flaw: 'bad-field', field })
  })

  it.each<[string, unknown]>([
    ['a refresh token', { refresh: { token: bearer } }],
    ['an old one', { previous: { access_token: bearer } }],
    ['within a row that says there is none', { access_token: null, user: { access_token: bearer } }],
    ['a short word', { csrf: { token: 'abcdef' } }],
  ])('does not take for the token: %s', (_, value) => {
    expect(errorOf(value)).toMatchObject({ flaw: 'missing-field' })
  })

  it.each<[string, string]>([
    ['cut off', `{'access_token': '${bearer}'`],
    ['a value that only Python knows', `{'access_token': '${bearer}', 'at': datetime(2025, 1, 1)}`],
    ['a tuple', `({'access_token': '${bearer}'},)`],
  ])('does not guess at Python: %s', (_, value) => {
    expect(errorOf(value)).toMatchObject({ flaw: 'bad-json', field: null })
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
