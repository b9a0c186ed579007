import { describe, expect, it } from 'vitest'
import { type BadAnswer, badAnswers } from './bad-answers.ts'
import { ask, bearer, control, gazelle, post, query } from './http-fixture.ts'

describe('faults', () => {
  // `fetch` keeps a 407 to itself.
  const seen = Object.entries(badAnswers).filter(([, { status }]) => status !== 407)
  it.each<[string, BadAnswer]>(seen)(
    'answer on demand, over HTTP too: %s',
    async (named, { status, headers, body }) => {
      await control('POST', 'faults', { action: { kind: 'answer', named } })
      const answer = await query({})
      expect([answer.status, await answer.text()]).toEqual([status, body ?? ''])
      for (const [name, value] of Object.entries(headers ?? {})) expect(answer.headers.get(name)).toBe(value)
      expect(gazelle.requests.all.at(-1)).toMatchObject({ status, answered: true })
      expect((await query(bearer(gazelle.grantPair().access_token))).status).toBe(200)
    },
  )

  it('answer without a body where HTTP has none', async () => {
    gazelle.faults.add({ action: { kind: 'answer', status: 204, body: 'unwanted' } })
    expect((await query({})).status).toBe(204)
  })

  it('answers errors, with Retry-After', async () => {
    gazelle.faults.add({ action: { kind: 'status', status: 429, retryAfter: '30' }, path: '/graphql/*' })
    const limited = await query({ 'x-gazelle-api-key': gazelle.apiKey })
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '30'])
    expect((await query({ 'x-gazelle-api-key': gazelle.apiKey })).status).toBe(200)
  })

  it('answers with what is not JSON, and with a wrong date', async () => {
    gazelle.faults.add({ action: { kind: 'not-json' } })
    gazelle.faults.add({ action: { kind: 'date-skew', seconds: 3600 } })
    const answer = await query({})
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    expect(answer.headers.get('date')).toBe('Mon, 20 Jan 2025 01:00:00 GMT')
  })

  it.each([
    ['drop', false],
    ['accept-and-drop', true],
  ] as const)('%s: no answer comes, and a refresh was done: %s', async (kind, done) => {
    const pair = gazelle.grantPair()
    gazelle.faults.add({ action: { kind }, path: '/developer/oauth/token' })
    const refresh = () =>
      post('/developer/oauth/token', {
        client_id: gazelle.application.clientId,
        client_secret: gazelle.application.clientSecret,
        grant_type: 'refresh_token',
        refresh_token: pair.refresh_token ?? '',
      })
    await expect(refresh()).rejects.toThrow('fetch failed')
    expect(gazelle.tokens).toHaveLength(done ? 2 : 1)
    expect((await refresh()).status).toBe(done ? 400 : 200)
    expect(gazelle.requests.all.map(({ status, answered }) => [status, answered])).toEqual([
      [done ? 200 : null, false],
      [done ? 400 : 200, true],
    ])
  })

  it('holds a request before it is handled', async () => {
    const { access_token } = gazelle.grantPair()
    const hold = gazelle.faults.holdNext({ path: '/graphql/private/' })
    const answer = query(bearer(access_token))
    await hold.reached
    gazelle.revoke(access_token)
    hold.release()
    expect((await answer).status).toBe(401)
  })

  it('delays', async () => {
    gazelle.faults.add({ action: { kind: 'delay', milliseconds: 60_000 } })
    await expect(ask('/', { signal: AbortSignal.timeout(50) })).rejects.toThrow('timeout')
    expect((await ask('/')).status).toBe(302)
  })

  it('goes down, and comes up at the same address', async () => {
    const { url } = gazelle
    await gazelle.stop()
    await expect(ask('/')).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } })
    await gazelle.start()
    expect(gazelle.url).toBe(url)
    expect((await ask('/')).status).toBe(302)
  })
})
