import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Credential } from './credential.ts'
import { parseRow } from './parse.ts'
import { acceptedRow, anyToken, opaqueToken } from './properties-fixture.ts'
import type { JsonObject } from './record.ts'
import { replaceToken } from './replace.ts'
import { readPointInTime } from './time.ts'
import { bearer, writtenAt as now, parse, thirtyDays } from './token-fixture.ts'

const replaced = (value: unknown, credential: Credential) =>
  replaceToken(parse(value), credential, now).value as JsonObject | string

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
