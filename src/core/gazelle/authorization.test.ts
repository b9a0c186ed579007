import { randomUUID } from 'node:crypto'
import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { type AuthorizationOptions, startAuthorization } from './authorization.ts'
import { AuthorizationError } from './authorization-error.ts'

const secret = () => randomUUID().replaceAll('-', '')
const callbackUrl = 'https://keeper.example/callback?tenant=1'
const application = { clientId: secret(), clientSecret: `${secret()}/+`, redirectUri: callbackUrl }
const code = secret()

const options = (change: Partial<AuthorizationOptions> = {}): AuthorizationOptions => ({
  authorizationEndpoint: 'https://gazelle.example/developer/oauth/authorize',
  tokenEndpoint: 'https://gazelle.example/developer/oauth/token',
  application,
  fetch: () => expect.unreachable('nothing is to be asked'),
  clock: { now: () => Date.now() },
  userAgent: 'gazelle-keeper/test',
  ...change,
})

/** An authorisation with the address of an answer to it. */
async function started(change: Partial<AuthorizationOptions> = {}) {
  const authorization = await startAuthorization(options(change))
  const asked = new URL(authorization.url).searchParams
  const state = asked.get('state') ?? ''
  const answer = (parameters: Record<string, string>, callback = asked.get('redirect_uri') ?? '') => {
    const address = new URL(callback)
    for (const [name, value] of Object.entries(parameters)) address.searchParams.append(name, value)
    return address.href
  }
  return { authorization, asked, state, answer }
}

async function errorOf(work: Promise<unknown>): Promise<AuthorizationError> {
  const error = await work.then(
    () => expect.unreachable('was authorised'),
    (reason) => reason,
  )
  expect(error).toBeInstanceOf(AuthorizationError)
  const everything = inspect(error, { depth: 20, showHidden: true }) + error.stack + JSON.stringify(error)
  for (const one of [application.clientSecret, code]) expect(everything).not.toContain(one)
  return error
}

describe('the address to open', () => {
  it('asks for a code, with a state and a challenge of its own each time', async () => {
    const [one, other] = [await started(), await started()]
    expect(Object.fromEntries(one.asked)).toEqual({
      client_id: application.clientId,
      response_type: 'code',
      redirect_uri: callbackUrl,
      state: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
    })
    expect(other.state).not.toBe(one.state)
    expect(other.asked.get('code_challenge')).not.toBe(one.asked.get('code_challenge'))
    expect(one.authorization.url).not.toContain(application.clientSecret)
  })

  it('has no challenge without PKCE, and keeps the query of the endpoint', async () => {
    const { asked } = await started({ pkce: false, authorizationEndpoint: 'https://gazelle.example/authorize?lang=fr' })
    expect([...asked.keys()]).toEqual(['lang', 'client_id', 'response_type', 'redirect_uri', 'state'])
  })

  it.each<[string, Partial<AuthorizationOptions>]>([
    ['no client id', { application: { ...application, clientId: '' } }],
    ['no client secret', { application: { ...application, clientSecret: '' } }],
    ['no callback', { application: { ...application, redirectUri: '' } }],
    [
      'no callback but a page of Gazelle’s',
      { application: { ...application, redirectUri: 'urn:ietf:wg:oauth:2.0:oob' } },
    ],
    ['a callback that is a script', { application: { ...application, redirectUri: 'javascript:alert(1)' } }],
    ['an authorisation page in clear', { authorizationEndpoint: 'http://gazelle.example/authorize' }],
    ['a token endpoint in clear', { tokenEndpoint: 'http://localhost.gazelle.example/token' }],
    ['no address', { authorizationEndpoint: 'gazelle' }],
  ])('is not given for %s', async (_, change) => {
    expect((await errorOf(startAuthorization(options(change)))).kind).toBe('misconfigured')
  })
})

describe('what comes to the callback', () => {
  it.each<[string, AuthorizationError['kind'], (state: string) => Record<string, string>]>([
    ['another state', 'state-mismatch', () => ({ code, state: secret() })],
    ['no state', 'state-mismatch', () => ({ code })],
    ['an error with another state', 'state-mismatch', () => ({ error: 'access_denied', state: secret() })],
    ['another issuer', 'state-mismatch', (state) => ({ code, state, iss: 'https://other.example' })],
    ['an issuer that is none', 'state-mismatch', (state) => ({ code, state, iss: 'gazelle' })],
    ['no code', 'unexpected-answer', (state) => ({ state })],
    ['an empty code', 'unexpected-answer', (state) => ({ code: '', state })],
    ['an identity token', 'unexpected-answer', (state) => ({ code, state, id_token: 'x.y.z' })],
    ['a response in a JWT', 'unexpected-answer', (state) => ({ response: 'x.y.z', state })],
    ['access_denied', 'denied', (state) => ({ error: 'access_denied', state })],
    [
      'access_denied of the right issuer',
      'denied',
      (state) => ({ error: 'access_denied', state, iss: 'https://gazelle.example/' }),
    ],
    ['unauthorized_client', 'invalid-client', (state) => ({ error: 'unauthorized_client', state })],
    ['invalid_redirect_uri', 'invalid-redirect', (state) => ({ error: 'invalid_redirect_uri', state })],
    ['server_error', 'unavailable', (state) => ({ error: 'server_error', state })],
    ['invalid_request', 'refused', (state) => ({ error: 'invalid_request', state })],
    ['invalid_scope', 'refused', (state) => ({ error: 'invalid_scope', state })],
  ])('%s: %s', async (_, kind, parameters) => {
    const { authorization, state, answer } = await started()
    expect((await errorOf(authorization.finish(answer(parameters(state))))).kind).toBe(kind)
  })

  it('a state twice, a code twice', async () => {
    const { authorization, state, answer } = await started()
    for (const twice of [`&state=${secret()}`, `&code=${secret()}`]) {
      expect((await errorOf(authorization.finish(answer({ code, state }) + twice))).kind).toBe('unexpected-answer')
    }
  })

  it.each([[{ state: 'another' }], [{}], [{ iss: 'https://other.example' }], [{ iss: 'gazelle' }]])(
    'is no answer with %j, a code or an error beside it or not',
    async (change) => {
      const { authorization, state, answer } = await started()
      const given = 'state' in change || Object.keys(change).length === 0 ? change : { state, ...change }
      for (const beside of [{ code }, { error: 'access_denied' }, {}]) {
        const address = answer({ ...beside, ...given })
        expect(authorization.isCallback(address)).toBe(true)
        expect(authorization.isAnswer(address)).toBe(false)
        expect((await errorOf(authorization.finish(address))).kind).toBe('state-mismatch')
      }
    },
  )

  it('is the answer with the state of the request, of Gazelle by any form of its name', async () => {
    const { authorization, state, answer } = await started()
    for (const iss of [{}, { iss: 'https://gazelle.example' }, { iss: 'https://gazelle.example/' }]) {
      expect(authorization.isAnswer(answer({ code, state, ...iss }))).toBe(true)
      expect(authorization.isAnswer(answer({ error: 'access_denied', state, ...iss }))).toBe(true)
    }
    expect(authorization.isAnswer(answer({ code, state }, 'https://keeper.example/other'))).toBe(false)
    expect(
      authorization.isAnswer(`${answer({ code, state, iss: 'https://gazelle.example' })}&iss=https://other.example`),
    ).toBe(false)
    expect(authorization.isAnswer('no address')).toBe(false)
  })

  it('another address', async () => {
    const { authorization, state, answer } = await started()
    const elsewhere = answer({ code, state }, 'https://keeper.example/other')
    expect((await errorOf(authorization.finish(elsewhere))).kind).toBe('unexpected-answer')
  })

  it('the provider’s words, on one line, short, and without secrets', async () => {
    const { authorization, state, answer } = await started()
    const said = async (error: string, error_description: string) =>
      (await errorOf(authorization.finish(answer({ error, error_description, state })))).provider
    expect(await said('access_denied', 'L’accès\r\n est  refusé.\u202e\u0000')).toEqual({
      code: 'access_denied',
      description: 'L’accès est refusé.',
    })
    expect(await said('x', '\n')).toEqual({ code: 'x', description: null })
    const hidden = await said(
      'x',
      `not ${application.clientSecret}, ${encodeURIComponent(application.clientSecret)}, ${code}`,
    )
    expect(hidden?.description).toBe('not …, …, …')
    const long = await said('y'.repeat(20), 'é '.repeat(500))
    expect([...(long?.description ?? '')]).toHaveLength(300)
  })
})

describe('PKCE is left out', () => {
  const refusal = async (error: string, error_description: string, change: Partial<AuthorizationOptions> = {}) => {
    const { authorization, state, answer } = await started(change)
    const told = await errorOf(authorization.finish(answer({ error, error_description, state })))
    const fetch = async () => Response.json({ error, error_description }, { status: 400 })
    const other = await started({ ...change, fetch })
    const address = other.answer({ code, state: other.state })
    const later = await errorOf(other.authorization.finish(address))
    // At the consent, and at the exchange.
    return [told.kind, later.kind]
  }

  it.each([
    'Unsupported parameter: code_challenge.',
    'Unsupported parameter: code_verifier.',
    'The parameter "code_challenge_method" is not supported',
    'unrecognized parameter code_challenge',
    'PKCE is not supported by this server',
  ])('where Gazelle knows no such parameter: “%s”', async (words) => {
    expect(await refusal('invalid_request', words)).toEqual(['pkce-refused', 'pkce-refused'])
  })

  it.each([
    ['invalid_request', ''],
    ['invalid_request', 'No.'],
    ['invalid_request', 'The request is missing a required parameter, or is otherwise malformed.'],
    ['invalid_request', 'Missing required parameter: code_challenge.'],
    ['invalid_request', 'The code_verifier is too short.'],
    ['invalid_request', 'Unsupported parameter: redirect_uri.'],
    ['invalid_code_challenge_method', 'The code challenge method must be plain or S256.'],
    ['server_error', 'Unsupported parameter: code_challenge.'],
  ])('never for what has another cause: %s “%s”', async (error, words) => {
    expect(await refusal(error, words)).not.toContain('pkce-refused')
  })

  it('never where the application has had it taken before, nor twice', async () => {
    const words = 'Unsupported parameter: code_challenge.'
    expect(await refusal('invalid_request', words, { hasTakenPkce: true })).toEqual(['refused', 'refused'])
    expect(await refusal('invalid_request', words, { pkce: false })).toEqual(['refused', 'refused'])
  })
})

describe('what the exchange is refused with', () => {
  it('does not repeat a secret, however short', async () => {
    const short = { ...application, clientSecret: 'p&ss' }
    const fetch = async (_: unknown, init?: RequestInit) => {
      const sent = String(init?.body)
      expect(new URLSearchParams(sent).get('client_secret')).toBe('p&ss')
      const error_description = `Not p&ss of code-1 (${sent})`
      return Response.json({ error: 'invalid_client', error_description }, { status: 401 })
    }
    const { authorization, state, answer } = await started({ application: short, fetch })
    const error = await errorOf(authorization.finish(answer({ code: 'code-1', state })))
    expect(error).toMatchObject({ kind: 'invalid-client', httpStatus: 401, provider: { code: 'invalid_client' } })
    expect(error.provider?.description).toMatch(/^Not … of … \(/)
    for (const one of ['p&ss', 'p%26ss', 'code-1']) expect(JSON.stringify(error)).not.toContain(one)
  })
})

describe('a page of Gazelle’s in place of the consent', () => {
  it.each<[number, AuthorizationError['kind']]>([
    [400, 'invalid-redirect'],
    [401, 'invalid-client'],
    [403, 'invalid-client'],
    [404, 'unexpected-answer'],
    [429, 'rate-limited'],
    [500, 'unavailable'],
  ])('HTTP %i: %s', async (status, kind) => {
    const { authorization } = await started()
    expect(authorization.problemOfPage(authorization.url, status)).toMatchObject({ kind, httpStatus: status })
    expect(authorization.problemOfPage('https://gazelle.example/users/sign_in', status)).toBeNull()
  })

  it('is none with 200', async () => {
    const { authorization } = await started()
    expect(authorization.problemOfPage(authorization.url, 200)).toBeNull()
  })
})
