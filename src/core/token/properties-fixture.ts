import fc from 'fast-check'
import { jwtOf } from './token-fixture.ts'

// Throw-away tokens and rows, made at run time: none of them was ever issued.

const urlSafe = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_']

export const opaqueToken = (length: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...urlSafe), minLength: length, maxLength: length })

const issued = fc.integer({ min: 1_500_000_000, max: 1_900_000_000 })
const life = fc.integer({ min: 0, max: 90 * 86_400 })

const jwt: fc.Arbitrary<string> = fc
  .record({ iat: fc.option(issued, { nil: undefined }), exp: fc.option(issued, { nil: undefined }) })
  .map(jwtOf)

/** A token of every form that was seen. */
export const anyToken: fc.Arbitrary<string> = fc.oneof(opaqueToken(43), opaqueToken(32), opaqueToken(64), jwt)

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
export const acceptedRow: fc.Arbitrary<object | string> = fc
  .tuple(acceptedFields, fc.constantFrom<'object' | number | string>('object', 0, 2, '\t'))
  // JSON as a database gives it knows no -0.
  .map(([row, shape]) => (shape === 'object' ? JSON.parse(JSON.stringify(row)) : JSON.stringify(row, null, shape)))

const _bearer = 'B'.repeat(43)
