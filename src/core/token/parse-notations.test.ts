import { describe, expect, it } from 'vitest'
import { flawInValue } from './parse.ts'
import { apiKey, bearer, errorOf, long, parse, refresh } from './token-fixture.ts'

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
