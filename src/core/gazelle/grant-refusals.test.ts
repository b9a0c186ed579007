import { describe, expect, it } from 'vitest'
import type { GrantError } from './grant-errors.ts'
import { errorFrom, fixedNow, json, spent, text } from './grant-fixture.ts'
import type { Answer } from './server-fixture.ts'

describe('what Gazelle refuses', () => {
  /** As Doorkeeper does: the error is named in the body and in a challenge. */
  const refused = (error: string, status: number): Answer =>
    json({ error, error_description: `BODY ${spent}` }, status, {
      'www-authenticate': `Bearer realm="Doorkeeper", error="${error}", error_description="BODY ${spent}"`,
    })

  it.each<[string, Answer, GrantError['kind']]>([
    ['invalid_grant', refused('invalid_grant', 400), 'invalid-grant'],
    ['invalid_grant with 401', refused('invalid_grant', 401), 'invalid-grant'],
    ['invalid_grant with 200', json({ error: 'invalid_grant' }), 'invalid-grant'],
    ['invalid_grant, plainly', json({ error: 'invalid_grant' }, 400), 'invalid-grant'],
    ['invalid_grant under another content type', text('{"error":"invalid_grant"}', 400), 'invalid-grant'],
    [
      'invalid_grant in the challenge alone',
      text('', 401, { 'www-authenticate': 'Basic, Bearer error="invalid_grant"' }),
      'invalid-grant',
    ],
    [
      'invalid_grant beside a challenge that says nothing',
      json({ error: 'invalid_grant' }, 400, { 'www-authenticate': 'Bearer realm="Doorkeeper"' }),
      'invalid-grant',
    ],
    ['invalid_client', refused('invalid_client', 401), 'invalid-client'],
    ['unauthorized_client', refused('unauthorized_client', 400), 'invalid-client'],
    ['invalid_request', refused('invalid_request', 400), 'unexpected-answer'],
    ['unsupported_grant_type', refused('unsupported_grant_type', 400), 'unexpected-answer'],
    [
      'invalid_client under Basic',
      json({ error: 'invalid_client' }, 401, { 'www-authenticate': 'Basic realm="x"' }),
      'invalid-client',
    ],
    [
      'invalid_grant in a form',
      text('error=invalid_grant&error_description=gone', 400, { 'content-type': 'application/x-www-form-urlencoded' }),
      'invalid-grant',
    ],
    ['server_error with 400', refused('server_error', 400), 'answer-lost'],
    ['temporarily_unavailable with 400', refused('temporarily_unavailable', 400), 'answer-lost'],
  ])('%s', async (_, answer, kind) => {
    expect((await errorFrom(answer)).kind).toBe(kind)
  })

  it.each([
    ['invalid_request', 'invalid_request'],
    ['unsupported_grant_type', 'unsupported_grant_type'],
    ['BODY', null],
    [`t${'o'.repeat(50)}`, null],
  ])('names Gazelle’s own code where it is one: %s', async (error, code) => {
    expect(await errorFrom(json({ error }, 400))).toMatchObject({ kind: 'unexpected-answer', code })
  })

  it.each([
    ['120', 120],
    [new Date((fixedNow + 30) * 1000).toUTCString(), 30],
    ['soon', null],
  ])('429 with Retry-After: %s', async (header, retryAfterSeconds) => {
    const error = await errorFrom(json({ error: 'BODY' }, 429, { 'retry-after': header }))
    expect(error).toMatchObject({ kind: 'rate-limited', httpStatus: 429, retryAfterSeconds })
  })
})
