import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Credential } from './credential.ts'
import { RecordError } from './errors.ts'
import { parseRow, serialise } from './parse.ts'
import type { JsonObject } from './record.ts'
import { replaceToken } from './replace.ts'
import { readPointInTime } from './time.ts'

// Throw-away tokens and rows, made at run time: none of them was ever issued.

const urlSafe = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_']

const opaqueToken = (length: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...urlSafe), minLength: length, maxLength: length })

/** A signed-looking JWT with these claims. */
function jwtOf(claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${part({ alg: 'HS256' })}.${part(claims)}.${'c2lnbmF0dXJl'.repeat(3)}`
}

const issued = fc.integer({ min: 1_500_000_000, max: 1_900_000_000 })
const life = fc.integer({ min: 0, max: 90 * 86_400 })

const jwt: fc.Arbitrary<string> = fc
  .record({ iat: fc.option(issued, { nil: undefined }), exp: fc.option(issued, { nil: undefined }) })
  .map(jwtOf)

const anyToken: fc.Arbitrary<string> = fc.oneof(opaqueToken(43), opaqueToken(32), opaqueToken(64), jwt)

/** A point in time in every notation that is understood. */
const point = issued.chain((at) =>
  fc.constantFrom<number | string>(
    at,
    at * 1000,
    at + 0.5,
    String(at),
    String(at * 1000),
    new Date(at * 1000).toISOString(),
    new Date(at * 1000).toISOString().replace('T', ' ').replace('Z', '+00'),
  ),
)

const known = ['access_token', 'refresh_token', 'expires_in', 'expires_at', 'created_at', 'token_type']
/** Fields that nobody knows, with names such as `__proto__` among them. */
const unknownFields = fc.dictionary(
  fc
    .oneof(fc.constantFrom('scope', '__proto__', 'constructor', 'note', ''), fc.string())
    .filter((key) => !known.includes(key)),
  fc.jsonValue({ maxDepth: 3 }),
  { maxKeys: 5, noNullPrototype: true },
)

const fields = fc.record(
  {
    access_token: anyToken,
    refresh_token: fc.oneof(opaqueToken(43), fc.constantFrom(null, '', 'manual_override')),
    expires_in: fc.oneof(life, life.map(String), fc.constantFrom(2_592_000, 2_592_000_000, null, 86_400.7)),
    expires_at: fc.oneof(point, fc.constantFrom(1_999_999_999, 1_999_999_999_000, null, 0)),
    created_at: fc.oneof(point, fc.constantFrom(0, null)),
    token_type: fc.constantFrom('Bearer', 'bearer', 'BEARER', 'api_key', null),
  },
  { requiredKeys: ['access_token'], noNullPrototype: true },
)

/** The fields of a row that is accepted: any of them but the access token missing, unknown ones beside them, any order. */
const acceptedFields: fc.Arbitrary<Record<string, unknown>> = fc
  .tuple(fields, unknownFields)
  .chain(([some, others]) =>
    fc
      .shuffledSubarray(Object.entries({ ...some, ...others }), { minLength: 0 })
      .map((order) => ({ some, others, order })),
  )
  .map(({ some, others, order }) => ({ ...Object.fromEntries(order), ...some, ...others }))

/** A whole accepted row: those fields as an object, or as a JSON string with or without white space. */
const acceptedRow: fc.Arbitrary<object | string> = fc
  .tuple(acceptedFields, fc.constantFrom<'object' | number | string>('object', 0, 2, '\t'))
  // JSON as a database gives it knows no -0.
  .map(([row, shape]) => (shape === 'object' ? JSON.parse(JSON.stringify(row)) : JSON.stringify(row, null, shape)))

const bearer = 'B'.repeat(43)
const freshCredential: Credential = {
  accessToken: 'F'.repeat(43),
  headerKind: 'bearer',
  refreshToken: null,
  issuedAt: null,
  lifeSeconds: null,
  source: 'clipboard',
}
const now = 1_750_000_000
const thirtyDays = 2_592_000

const parse = (value: unknown) => parseRow(value, now)
const replaced = (value: unknown, credential: Credential) =>
  replaceToken(parse(value), credential, now).value as JsonObject | string

function errorOf(value: unknown): RecordError {
  try {
    parse(value)
  } catch (error) {
    expect(error).toBeInstanceOf(RecordError)
    return error as RecordError
  }
  throw new Error('was accepted')
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
        const next = replaceToken(record, { ...freshCredential, refreshToken: null }, now).value
        expect(parse(next)).toMatchObject({ accessToken: freshCredential.accessToken })
        expect(parse(next).unread.filter((field) => field !== 'refresh_token')).toEqual([])
      }),
      { numRuns: 1000 },
    )
  })
})

describe('replaceToken', () => {
  const credential = fc
    .record({
      accessToken: anyToken,
      headerKind: fc.constantFrom('bearer' as const, 'api-key' as const, null),
      refreshToken: fc.option(opaqueToken(43)),
      issuedAt: fc.option(fc.integer({ min: now - 1000, max: now })),
      lifeSeconds: fc.option(fc.integer({ min: 0, max: 400 * 86_400 })),
      source: fc.constantFrom('web-session' as const, 'oauth' as const, 'clipboard' as const),
    })
    // No web application sends a long token or a JWT as an API key, and a row has no word for it.
    .filter(({ accessToken, headerKind }) => headerKind !== 'api-key' || accessToken.length < 50)

  const own = ['access_token', 'refresh_token', 'expires_in', 'expires_at', 'created_at', 'token_type']
  const unknownOf = (value: object | string) =>
    Object.entries(typeof value === 'string' ? JSON.parse(value) : value).filter(([key]) => !own.includes(key))

  it('what is written is read back as the new token, with its own times', () => {
    const ofKey = 'A'.repeat(32)
    const other = 'A'.repeat(43)
    const offering = { refreshToken: null, issuedAt: null, lifeSeconds: null, source: 'web-session' } as const
    // What seeds -1141628977, 1644522019 and -1877581734 found.
    const found: [object, Credential & { source: 'web-session' }][] = [
      [
        { access_token: ofKey, expires_at: 1_999_999_999 },
        { ...offering, accessToken: ofKey, headerKind: 'bearer' },
      ],
      [
        { access_token: other, refresh_token: 'manual_override', expires_at: 1_999_999_999 },
        { ...offering, accessToken: ofKey, headerKind: 'api-key', refreshToken: other },
      ],
      [
        { access_token: ofKey, expires_at: 1_999_999_999 },
        { ...offering, accessToken: other, headerKind: 'api-key' },
      ],
    ]
    fc.assert(
      fc.property(acceptedRow, credential, (row, offered) => {
        const written = replaced(row, offered)
        const record = parseRow(written, now)
        expect(record.accessToken).toBe(offered.accessToken)
        if (offered.refreshToken !== null) expect(record.refreshToken).toBe(offered.refreshToken)
        if (offered.headerKind !== null) expect([offered.headerKind, null]).toContain(record.headerKind)
        if (offered.accessToken === parse(row).accessToken && offered.lifeSeconds === null) {
          // It gets no younger, and lasts no less long.
          expect(record).toMatchObject({ issuedAt: parse(row).issuedAt, expiry: parse(row).expiry })
          return
        }
        const isKeyForKey = parse(row).expiry.certainty === 'never' && record.expiry.certainty === 'never'
        if (isKeyForKey) {
          // A row has no word for a key of another length than a key's: its header is unknown when it is read back.
          expect([parse(row).headerKind, offered.headerKind ?? record.headerKind]).toEqual(['api-key', 'api-key'])
          expect([offered.lifeSeconds, offered.refreshToken]).toEqual([null, null])
          return
        }
        expect(record.expiry.certainty).not.toBe('never')
        const { created_at: created, expires_in: life } = (
          typeof written === 'string' ? JSON.parse(written) : written
        ) as { created_at: unknown; expires_in: unknown }
        const createdAt = readPointInTime('created_at', created)?.at ?? 0
        const expiresIn = Number(life)
        expect(createdAt).toBe(record.issuedAt ?? createdAt)
        if (!offered.accessToken.includes('.')) {
          expect(createdAt).toBe(offered.issuedAt ?? now)
          expect(expiresIn).toBe(offered.lifeSeconds ?? thirtyDays)
          expect(record.expiry).toMatchObject({ at: createdAt + expiresIn })
        }
      }),
      { numRuns: 1000, examples: found },
    )
  })

  it('the shape, unknown fields and their order are kept, and the old row is not touched', () => {
    fc.assert(
      fc.property(acceptedRow, credential, (row, offered) => {
        const before = structuredClone(row)
        const written = replaced(row, offered)
        expect(typeof written).toBe(typeof row)
        expect(unknownOf(written)).toEqual(unknownOf(row))
        expect(row).toEqual(before)
      }),
      { numRuns: 1000 },
    )
  })

  it('what does not change keeps its every character', () => {
    const number = fc
      .tuple(
        fc.constantFrom('', '-'),
        fc.bigInt({ min: 0n, max: 10n ** 40n }),
        fc.constantFrom('', '.10', 'e400', 'E-7'),
      )
      .map(([sign, digits, rest]) => `${sign}${digits}${rest}`)
    const raw = fc.oneof(
      number,
      fc.json({ maxDepth: 3 }),
      number.map((each) => `[${each}, {"a" : ${each}}]`),
    )
    const space = fc.constantFrom('', ' ', '\n  ')
    fc.assert(
      fc.property(raw, raw, space, credential, fc.boolean(), (first, second, gap, offered, isText) => {
        const before = `{${gap}"first":${gap}${first}${gap},${gap}"access_token"${gap}:"${bearer}",${gap}"first" : ${second}${gap}}`
        const old = parse(isText ? before : JSON.parse(before))
        const written = replaceToken({ ...old, text: isText ? JSON.stringify(before) : before }, offered, now)
        const after = isText ? String(written.value) : written.text
        expect(after).toContain(
          `{${gap}"first":${gap}${first}${gap},${gap}"access_token"${gap}:"${offered.accessToken}",${gap}"first" : ${second}`,
        )
        expect(parse(JSON.parse(after)).accessToken).toBe(offered.accessToken)
      }),
      { numRuns: 500 },
    )
  })

  it('writing the same credential a second time changes nothing', () => {
    fc.assert(
      fc.property(acceptedRow, credential, (row, offered) => {
        const once = replaced(row, offered)
        expect(replaced(once, { ...offered, lifeSeconds: null })).toEqual(once)
      }),
    )
  })
})
