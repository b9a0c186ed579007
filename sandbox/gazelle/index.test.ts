import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fingerprint } from '../secrets.ts'
import { type BadAnswer, badAnswers } from './bad-answers.ts'
import { type GazelleSandbox, openGazelle } from './index.ts'

let folder: string
let gazelle: GazelleSandbox
let milliseconds: number
const now = () => milliseconds

beforeEach(async () => {
  milliseconds = Date.UTC(2025, 0, 20)
  folder = mkdtempSync(join(tmpdir(), 'gazelle-'))
  gazelle = await openGazelle(folder, now)
})

afterEach(async () => {
  await gazelle.close()
  rmSync(folder, { recursive: true })
})

const ask = (path: string, init: RequestInit = {}) => fetch(gazelle.url + path, { redirect: 'manual', ...init })
const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  ask(path, { method: 'POST', headers, body: new URLSearchParams(fields) })

const signIn = async (password = gazelle.user.password, more: Record<string, string> = {}) =>
  post('/users/sign_in', { 'user[email]': gazelle.user.email, 'user[password]': password, ...more })

const cookieOf = (answer: Response) => ({ cookie: answer.headers.get('set-cookie')?.split(';')[0] ?? '' })

const query = (headers: Record<string, string>, text = '{ allClients(first: 1) { nodes { id companyName } } }') =>
  ask('/graphql/private/', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query: text }),
  })
const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

const control = (method: string, path: string, body?: unknown, key = gazelle.controlKey) =>
  ask(`/_sandbox/${path}`, {
    method,
    headers: { 'x-sandbox-key': key, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })

describe('signing in', () => {
  it('is asked for without a session', async () => {
    const answer = await ask('/')
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/users/sign_in'])
    expect(await (await ask('/users/sign_in')).text()).toContain('name="user[password]"')
    expect((await ask('/web/credential')).status).toBe(401)
  })

  it('answers a wrong password with 422, a message, and the e-mail still in its field', async () => {
    const answer = await signIn('wrong')
    expect(answer.status).toBe(422)
    expect(answer.headers.get('set-cookie')).toBeNull()
    const page = await answer.text()
    expect(page).toContain('Invalid e-mail or password.')
    expect(page).toContain(`value="${gazelle.user.email}"`)
    expect(page).not.toContain('wrong')
  })

  it('gives an HttpOnly cookie that opens the application and its credential, until the sign-out', async () => {
    const answer = await signIn()
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/'])
    expect(answer.headers.get('set-cookie')).toMatch(/^_gazelle_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/)
    const cookie = cookieOf(answer)
    expect(await (await ask('/', { headers: cookie })).text()).toContain(gazelle.user.email)
    const { header, credential } = await (await ask('/web/credential', { headers: cookie })).json()
    expect(header).toBe('bearer')
    expect((await query(bearer(credential))).status).toBe(200)

    await post('/users/sign_out', {}, cookie)
    expect((await ask('/', { headers: cookie })).status).toBe(302)
    expect((await ask('/web/credential', { headers: cookie })).status).toBe(401)
  })

  it('keeps the cookie when asked to', async () => {
    const answer = await signIn(gazelle.user.password, { 'user[remember_me]': '1' })
    expect(answer.headers.get('set-cookie')).toContain('Max-Age=2592000')
  })

  it.each([
    ['/developer/oauth/authorize?a=b', '/developer/oauth/authorize?a=b'],
    ['https://evil.example/', '/'],
    ['//evil.example/', '/'],
    ['/\\evil.example', '/'],
  ])('comes back to %s as %s', async (asked, location) => {
    const answer = await signIn(gazelle.user.password, { return_to: asked })
    expect(answer.headers.get('location')).toBe(location)
  })

  it('escapes what comes from outside', async () => {
    const answer = await ask(`/users/sign_in?${new URLSearchParams({ return_to: '/"><script>' })}`)
    expect(await answer.text()).not.toContain('"><script>')
  })
})

describe('the API', () => {
  it('takes a bearer token or an API key, each in its own header', async () => {
    const { access_token } = gazelle.grantPair()
    const statuses = [
      bearer(access_token),
      { 'x-gazelle-api-key': gazelle.apiKey },
      bearer(gazelle.apiKey),
      { 'x-gazelle-api-key': access_token },
      {},
    ].map(async (headers) => (await query(headers)).status)
    expect(await Promise.all(statuses)).toEqual([200, 200, 401, 401, 401])
  })

  it('answers a bad token with 401 and JSON, a bad query with 200 and errors', async () => {
    const unauthorized = await query(bearer('unknown'))
    expect(unauthorized.headers.get('www-authenticate')).toContain('invalid_token')
    expect(await unauthorized.json()).toMatchObject({ error: 'invalid_token' })

    const mistaken = await query(bearer(gazelle.grantPair().access_token), '{ nothing }')
    expect(mistaken.status).toBe(200)
    expect((await mistaken.json()).errors).toHaveLength(1)
  })

  it('dates its answers by its clock', async () => {
    milliseconds = Date.UTC(2030, 5, 1, 12)
    expect((await query({})).headers.get('date')).toBe('Sat, 01 Jun 2030 12:00:00 GMT')
  })
})

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

describe('the record of requests', () => {
  it('holds the header kind, the status and a fingerprint, but no credential', async () => {
    const { access_token, refresh_token } = gazelle.grantPair()
    const next = gazelle.requests.next(({ header }) => header === 'bearer')
    await query({ 'x-gazelle-api-key': gazelle.apiKey })
    await query(bearer(access_token))
    await post('/developer/oauth/token', { grant_type: 'refresh_token', refresh_token: refresh_token ?? '' })
    await ask('/')

    const seen = { time: milliseconds, answered: true }
    const api = { ...seen, path: '/graphql/private/', grantType: null, status: 200 }
    expect(gazelle.requests.all).toEqual([
      { ...api, header: 'api-key', fingerprint: fingerprint(gazelle.apiKey) },
      { ...api, header: 'bearer', fingerprint: fingerprint(access_token) },
      {
        ...seen,
        path: '/developer/oauth/token',
        header: 'none',
        grantType: 'refresh_token',
        status: 401,
        fingerprint: fingerprint(refresh_token ?? ''),
      },
    ])
    expect(await next).toBe(gazelle.requests.all[1])
    expect(JSON.stringify(gazelle.requests.all)).not.toContain(access_token)
  })
})

describe('the switches over HTTP', () => {
  it('want the control key, and are not disturbed by faults', async () => {
    gazelle.faults.add({ action: { kind: 'drop' }, times: Number.POSITIVE_INFINITY })
    expect((await control('GET', '', undefined, 'wrong')).status).toBe(403)
    expect((await control('POST', 'tokens/revoke-all', undefined, '')).status).toBe(403)
    expect((await control('DELETE', 'faults')).status).toBe(200)
    expect((await ask('/')).status).toBe(302)
  })

  it('expire and revoke by fingerprint, or the newest', async () => {
    const [one, two, three] = [gazelle.grantPair(), gazelle.grantPair(), gazelle.grantPair()]
    const good = () =>
      Promise.all([one, two, three].map(async (pair) => (await query(bearer(pair.access_token))).status))
    await control('POST', 'tokens/expire', { fingerprint: fingerprint(one.access_token) })
    expect(await good()).toEqual([401, 200, 200])
    await control('POST', 'tokens/revoke')
    expect(await good()).toEqual([401, 200, 401])
    await control('POST', 'tokens/revoke-all')
    expect(await good()).toEqual([401, 401, 401])
    expect((await control('POST', 'tokens/revoke', { fingerprint: '00000000' })).status).toBe(400)
  })

  it('change settings, add faults and applications, and show what there is without a token', async () => {
    const { access_token } = gazelle.grantPair()
    await control('POST', 'settings', { rotation: 'revoke-on-first-use' })
    expect(gazelle.settings.rotation).toBe('revoke-on-first-use')
    expect((await control('POST', 'settings', { colour: 'red' })).status).toBe(400)

    expect((await control('POST', 'faults', { action: { kind: 'explode' } })).status).toBe(400)
    await control('POST', 'faults', { action: { kind: 'status', status: 503 } })
    expect((await ask('/')).status).toBe(503)

    const registered = await control('POST', 'applications', { name: 'Mine', redirectUris: ['https://mine.example/'] })
    expect((await registered.json()).clientSecret).toMatch(/^[\w-]{43}$/)

    const shown = await (await control('GET', '')).text()
    expect(shown).toContain(fingerprint(access_token))
    expect(shown).not.toContain(access_token)
    await control('POST', 'sessions/end')
    expect(gazelle.sessionCount).toBe(0)
  })
})

describe('what is kept', () => {
  it('survives a restart, at the same address, in a file for its owner alone', async () => {
    const cookie = cookieOf(await signIn())
    const { access_token } = gazelle.grantPair()
    gazelle.configure({ carriage: { header: 'api-key', from: 'web-worker' } })
    const before = { url: gazelle.url, user: gazelle.user, application: gazelle.application, key: gazelle.controlKey }
    await gazelle.close()
    gazelle = await openGazelle(folder, now)

    const after = { url: gazelle.url, user: gazelle.user, application: gazelle.application, key: gazelle.controlKey }
    expect(after).toEqual(before)
    expect(gazelle.settings.carriage).toEqual({ header: 'api-key', from: 'web-worker' })
    expect((await query(bearer(access_token))).status).toBe(200)
    expect((await ask('/', { headers: cookie })).status).toBe(200)
    if (process.platform !== 'win32') expect(statSync(join(folder, 'gazelle.json')).mode & 0o777).toBe(0o600)
    expect(() => JSON.parse(readFileSync(join(folder, 'gazelle.json'), 'utf8'))).not.toThrow()
  })

  it('of an earlier version gets the settings that it lacks', async () => {
    await gazelle.close()
    const file = join(folder, 'gazelle.json')
    const state = JSON.parse(readFileSync(file, 'utf8'))
    state.settings = { rotation: 'revoke-on-first-use' }
    writeFileSync(file, JSON.stringify(state))
    gazelle = await openGazelle(folder, now)
    expect(gazelle.settings).toMatchObject({ rotation: 'revoke-on-first-use', pkce: 'verified', codeLifeSeconds: 600 })
  })

  it('is emptied by a reset, but for the credentials', async () => {
    const cookie = cookieOf(await signIn())
    const { access_token } = gazelle.grantPair()
    gazelle.faults.add({ action: { kind: 'drop' }, times: Number.POSITIVE_INFINITY })
    gazelle.configure({ rotation: 'revoke-family-on-reuse' })
    gazelle.reset()
    expect((await ask('/', { headers: cookie })).status).toBe(302)
    expect((await query(bearer(access_token))).status).toBe(401)
    expect(gazelle.requests.all).toHaveLength(1)
    expect(gazelle.settings.rotation).toBe('revoke-at-once')
    expect((await signIn()).status).toBe(303)
  })
})
