import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fingerprint } from '../secrets.ts'
import {
  ask,
  bearer,
  control,
  cookieOf,
  folder,
  gazelle,
  milliseconds,
  openAgain,
  post,
  query,
  setClock,
  signIn,
} from './http-fixture.ts'

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
    setClock(Date.UTC(2030, 5, 1, 12))
    expect((await query({})).headers.get('date')).toBe('Sat, 01 Jun 2030 12:00:00 GMT')
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
    await openAgain()

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
    await openAgain()
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
