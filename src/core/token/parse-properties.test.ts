import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Credential } from './credential.ts'
import { RecordError } from './errors.ts'
import { serialise } from './parse.ts'
import { acceptedRow, anyToken } from './properties-fixture.ts'
import { replaceToken } from './replace.ts'
import { bearer, errorOf, parse, writtenAt } from './token-fixture.ts'

const freshCredential: Credential = {
  accessToken: 'F'.repeat(43),
  headerKind: 'bearer',
  refreshToken: null,
  issuedAt: null,
  lifeSeconds: null,
  source: 'clipboard',
}

describe('parseRow and serialise', () => {
  it('parse, then serialise: the identity on every accepted shape', () => {
    fc.assert(
      fc.property(acceptedRow, (row) => {
        const before = structuredClone(row)
        const written = serialise(parse(row))
        expect(written).toBe(row)
        expect(written).toEqual(before)
      }),
      { numRuns: 1000 },
    )
  })

  it('no input whatever throws anything but a RecordError', () => {
    const hostile = fc.oneof(
      fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true, withObjectString: true }),
      fc.jsonValue(),
      fc.json(),
      fc.string(),
      fc.dictionary(
        fc.constantFrom(
          'access_token',
          'refresh_token',
          'expires_in',
          'expires_at',
          'created_at',
          'token_type',
          '__proto__',
        ),
        fc.oneof(fc.anything(), fc.double(), fc.string(), fc.constant(bearer)),
      ),
      fc.tuple(acceptedRow, fc.nat(), fc.string()).map(([row, place, text]) => {
        const json = typeof row === 'string' ? row : JSON.stringify(row)
        const cut = place % (json.length + 1)
        return json.slice(0, cut) + text + json.slice(cut + text.length)
      }),
    )
    fc.assert(
      fc.property(hostile, (value) => {
        try {
          parse(value)
        } catch (error) {
          expect(error).toBeInstanceOf(RecordError)
        }
      }),
      { numRuns: 3000 },
    )
  })

  it('neither depth nor size breaks it', () => {
    const deep = (levels: number) => `{"access_token":"${bearer}","deep":${'['.repeat(levels)}${']'.repeat(levels)}}`
    expect(parse(deep(100_000)).accessToken).toBe(bearer)
    expect(errorOf('['.repeat(1_000_000))).toMatchObject({ flaw: 'bad-json' })
    expect(errorOf({ access_token: ' '.repeat(5_000_000) })).toMatchObject({ field: 'access_token' })
    expect(parse({ access_token: bearer, expires_in: '9'.repeat(5_000_000) }).unread).toEqual(['expires_in'])
    expect(parse({ access_token: 'x'.repeat(5_000_000) }).headerKind).toBe('bearer')
  })

  it('an error never quotes what a field holds', () => {
    const secret = fc.string({
      unit: fc.constantFrom(...'ABCDEFGHJKLMNPQRSTUVWXYZ0123456789'),
      minLength: 12,
      maxLength: 40,
    })
    fc.assert(
      fc.property(
        secret,
        fc.constantFrom('access_token', 'api_key', 'token'),
        fc.constantFrom('Basic ', '"', 'a\n', 'é', '{'),
        fc.boolean(),
        (text, field, flaw, serialised) => {
          const row = { [field]: `${flaw}${text} x` }
          const error = errorOf(serialised ? `${JSON.stringify(row)}${flaw}` : row)
          expect(`${error.message}${error.stack}${JSON.stringify(error)}${String(error.cause)}`).not.toContain(text)
        },
      ),
      { numRuns: 500 },
    )
  })

  it('no optional field keeps a token from being read, whatever it holds', () => {
    const optional = fc.constantFrom('refresh_token', 'expires_in', 'expires_at', 'created_at', 'token_type', 'scope')
    const anything = fc.oneof(
      fc.jsonValue(),
      fc.double(),
      fc.string(),
      fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
    )
    fc.assert(
      fc.property(anyToken, fc.dictionary(optional, anything, { noNullPrototype: true }), (token, others) => {
        const record = parse({ access_token: token, ...others })
        expect(record.accessToken).toBe(token)
        // A person's token may take its place, and is understood then.
        const next = replaceToken(record, { ...freshCredential, refreshToken: null }, writtenAt).value
        expect(parse(next)).toMatchObject({ accessToken: freshCredential.accessToken })
        expect(parse(next).unread.filter((field) => field !== 'refresh_token')).toEqual([])
      }),
      { numRuns: 1000 },
    )
  })
})
