import { describe, expect, it } from 'vitest'
import type { TokenRecord } from './record.ts'
import { bearer, jwtOf, parse, thirtyDays, writtenAt } from './token-fixture.ts'

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
