import { describe, expect, it } from 'vitest'
import { doorkeeper, errorFrom, errorOf, grantsAt, json, serve, spent, text } from './grant-fixture.ts'
import type { Answer } from './server-fixture.ts'

describe('what answers in place of the token endpoint', () => {
  it.each([301, 302, 303, 307, 308])('a redirect (%i) is not followed', async (status) => {
    const other = await serve(json(doorkeeper))
    const redirect =
      (location: string): Answer =>
      (response) =>
        response.writeHead(status, { location }).end()
    expect(await errorFrom(redirect(other.url))).toMatchObject({ kind: 'unexpected-answer', httpStatus: status })
    expect(await errorFrom(redirect('/users/sign_in'))).toMatchObject({ kind: 'unexpected-answer', httpStatus: status })
    expect(await errorFrom(redirect(`${other.url}/login`))).toMatchObject({ kind: 'intercepted', httpStatus: status })
    expect(other.seen).toHaveLength(0)
  })

  it('a redirect as Electron reports it', async () => {
    const fetch = () => Promise.reject(new Error('Redirect was cancelled'))
    const error = await errorOf(grantsAt('https://127.0.0.1/', { fetch }).refresh(spent))
    expect(error).toMatchObject({ kind: 'unexpected-answer', httpStatus: null })
  })

  it.each([400, 401, 403, 404, 405, 413])('HTTP %i with a page', async (status) => {
    const error = await errorFrom(text('<html>BODY', status, { 'content-type': 'text/html' }))
    expect(error).toMatchObject({ kind: 'intercepted', httpStatus: status })
  })

  const spoken = 'error="invalid_client", error_description="no"'
  it.each<[string, Answer]>([
    ['a page of invalid words', text('<p>{"error":"invalid_grant"}</p>', 400)],
    ['a page with a challenge of Doorkeeper’s form', text('<html>', 401, { 'www-authenticate': `Bearer ${spoken}` })],
    ['a page in the name of JSON', text('<html>invalid_client', 401, { 'content-type': 'application/json' })],
    ['Basic', text('', 401, { 'www-authenticate': 'Basic realm="gateway"' })],
    ['Negotiate and NTLM', text('', 401, { 'www-authenticate': 'Negotiate, NTLM' })],
    ['a line of text', text('error code: 1010', 403, { 'content-type': 'text/plain' })],
    ['a challenge of Cloudflare’s', json({ error: 'x' }, 403, { 'cf-mitigated': 'challenge' })],
    ['a challenge of Cloudflare’s with 503', text('<html>', 503, { 'cf-mitigated': 'challenge' })],
    ['a network that asks for a sign-in', text('<html>', 511)],
  ])('%s says nothing of the token or of the application', async (_, answer) => {
    expect((await errorFrom(answer)).kind).toBe('intercepted')
  })

  it('tells how long a gateway asks to wait', async () => {
    const error = await errorFrom(text('<html>', 403, { 'retry-after': '90' }))
    expect(error).toMatchObject({ kind: 'intercepted', retryAfterSeconds: 90 })
  })
})
