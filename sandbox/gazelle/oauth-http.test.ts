import { describe, expect, it } from 'vitest'
import { ask, bearer, cookieOf, gazelle, post, query, signIn } from './http-fixture.ts'

describe('OAuth over HTTP', () => {
  const authorize = (more: Record<string, string> = {}) =>
    `/developer/oauth/authorize?${new URLSearchParams({
      client_id: gazelle.application.clientId,
      redirect_uri: 'http://127.0.0.1:7777/callback',
      response_type: 'code',
      state: 'xyz',
      ...more,
    })}`

  const decide = async (decision: string) => {
    const cookie = cookieOf(await signIn())
    const page = await (await ask(authorize(), { headers: cookie })).text()
    const fields = [...page.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [
      name,
      value,
    ])
    const answer = await post('/developer/oauth/authorize', { ...Object.fromEntries(fields), decision }, cookie)
    expect(answer.status).toBe(303)
    return new URL(answer.headers.get('location') ?? '')
  }

  it('goes from the sign-in over the consent to a pair, and on to the next', async () => {
    const first = await ask(authorize())
    const signInPath = first.headers.get('location') ?? ''
    expect(signInPath).toBe(`/users/sign_in?${new URLSearchParams({ return_to: authorize() })}`)

    const callback = await decide('authorise')
    expect(callback.origin).toBe('http://127.0.0.1:7777')
    expect(callback.searchParams.get('state')).toBe('xyz')

    const { clientId: client_id, clientSecret: client_secret } = gazelle.application
    const answer = await post('/developer/oauth/token', {
      client_id,
      client_secret,
      grant_type: 'authorization_code',
      code: callback.searchParams.get('code') ?? '',
      redirect_uri: 'http://127.0.0.1:7777/callback',
    })
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store'])
    const pair = await answer.json()
    expect((await query(bearer(pair.access_token))).status).toBe(200)

    const asJson = await ask('/developer/oauth/token', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        client_id,
        client_secret,
        grant_type: 'refresh_token',
        refresh_token: pair.refresh_token,
      }),
    })
    expect(await asJson.json()).toMatchObject({ token_type: 'Bearer', expires_in: 2_592_000 })
  })

  it('tells the callback of a denial', async () => {
    const { searchParams } = await decide('deny')
    expect([searchParams.get('error'), searchParams.get('state')]).toEqual(['access_denied', 'xyz'])
  })

  it('tells the callback of a mistake, but not an unknown one', async () => {
    const headers = cookieOf(await signIn())
    const told = await ask(authorize({ response_type: 'token' }), { headers })
    expect(new URL(told.headers.get('location') ?? '').searchParams.get('error')).toBe('unsupported_response_type')
    for (const change of [{ client_id: 'nobody' }, { redirect_uri: 'https://evil.example/' }]) {
      const kept = await ask(authorize(change), { headers })
      expect(kept.status).toBeGreaterThanOrEqual(400)
      expect(kept.headers.get('location')).toBeNull()
    }
  })

  it('shows the code, or why there is none, where there is no callback', async () => {
    const redirect_uri = 'urn:ietf:wg:oauth:2.0:oob'
    const { clientId: client_id } = gazelle.registerApplication('Without', [redirect_uri])
    const cookie = cookieOf(await signIn())
    const fields = { client_id, redirect_uri, response_type: 'code', state: 'xyz' }
    const consent = await (await ask(authorize({ client_id, redirect_uri }), { headers: cookie })).text()
    expect(consent).toContain(redirect_uri)
    const agreed = await post('/developer/oauth/authorize', { ...fields, decision: 'authorise' }, cookie)
    const page = await (await ask(agreed.headers.get('location') ?? '', { headers: cookie })).text()
    expect(page).toMatch(/<code id="authorization_code">[\w-]{43}<\/code>/)
    const denied = await post('/developer/oauth/authorize', { ...fields, decision: 'deny' }, cookie)
    expect([denied.status, denied.headers.get('location')]).toEqual([400, null])
  })

  it('answers errors on demand, at the callback and from the token endpoint', async () => {
    const action = { kind: 'oauth-error', error: 'server_error', description: 'Come back later.' } as const
    gazelle.faults.add({ action, path: '/developer/*', times: 2 })
    const told = new URL((await ask(authorize())).headers.get('location') ?? '')
    expect(Object.fromEntries(told.searchParams)).toEqual({
      error: 'server_error',
      error_description: 'Come back later.',
      state: 'xyz',
    })
    const refused = await post('/developer/oauth/token', {})
    expect([refused.status, await refused.json()]).toEqual([
      400,
      { error: 'server_error', error_description: 'Come back later.' },
    ])
  })

  it('answers errors with their status and words', async () => {
    const { clientId: client_id, clientSecret: client_secret } = gazelle.application
    const refused = await post('/developer/oauth/token', { client_id, client_secret: 'x', grant_type: 'refresh_token' })
    expect([refused.status, (await refused.json()).error]).toEqual([401, 'invalid_client'])
    const spent = await post('/developer/oauth/token', {
      client_id,
      client_secret,
      grant_type: 'refresh_token',
      refresh_token: 'spent',
    })
    expect([spent.status, (await spent.json()).error]).toEqual([400, 'invalid_grant'])
  })
})
