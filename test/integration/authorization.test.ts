import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Fault } from '../../sandbox/gazelle/faults.ts'
import { type GazelleSandbox, openGazelle } from '../../sandbox/gazelle/index.ts'
import {
  type Authorization,
  type AuthorizationOptions,
  startAuthorization,
} from '../../src/core/gazelle/authorization.ts'
import { AuthorizationError, type AuthorizationErrorKind } from '../../src/core/gazelle/authorization-error.ts'
import { createGrants } from '../../src/core/gazelle/grant.ts'
import { createGazelle } from '../../src/core/gazelle/probe.ts'
import { Person } from './authorization-person.ts'

const tokenPath = '/developer/oauth/token'
const authorizePath = '/developer/oauth/authorize'

let folder: string
let gazelle: GazelleSandbox
let milliseconds = Date.now()
/** Stands at the http callback, and must not be asked. */
let callbackServer: Server
let callbackVisits = 0
let callback: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'authorization-test-'))
  gazelle = await openGazelle(folder, () => milliseconds)
  callbackServer = createServer((socket) => {
    callbackVisits++
    socket.destroy()
  })
  callbackServer.listen(0, '127.0.0.1')
  await once(callbackServer, 'listening')
  callback = `http://127.0.0.1:${(callbackServer.address() as AddressInfo).port}/callback`
})

afterAll(async () => {
  callbackServer.close()
  await gazelle.close()
  rmSync(folder, { recursive: true, force: true })
})

beforeEach(() => gazelle.reset())

const parts = { fetch: globalThis.fetch, clock: { now: () => milliseconds }, userAgent: 'gazelle-keeper/test' }

function optionsFor(redirectUri: string, change: Partial<AuthorizationOptions> = {}): AuthorizationOptions {
  const { clientId, clientSecret } = gazelle.registerApplication('Keeper', [redirectUri])
  return {
    ...parts,
    authorizationEndpoint: gazelle.url + authorizePath,
    tokenEndpoint: gazelle.url + tokenPath,
    application: { clientId, clientSecret, redirectUri },
    ...change,
  }
}

/** Goes to the callback; gives the authorisation with the address that came. */
async function authorised(options = optionsFor(callback), decision: 'authorise' | 'deny' = 'authorise') {
  const authorization = await startAuthorization(options)
  const arrival = await new Person(gazelle).decide(authorization, decision)
  if (!('callback' in arrival)) return expect.unreachable(`ended at ${arrival.address}: ${arrival.status}`)
  return { authorization, options, address: arrival.callback }
}

const finish = async ({ authorization, address }: { authorization: Authorization; address: string }) =>
  authorization.finish(address)

/** Every error passes here: none may show a secret. */
async function errorOf(work: Promise<unknown>): Promise<AuthorizationError> {
  const error = await work.then(
    () => expect.unreachable('was authorised'),
    (reason) => reason,
  )
  expect(error).toBeInstanceOf(AuthorizationError)
  const everything = inspect(error, { depth: 20, showHidden: true }) + JSON.stringify(error)
  for (const { accessToken, refreshToken } of gazelle.tokens) {
    expect(everything).not.toContain(accessToken)
    if (refreshToken !== null) expect(everything).not.toContain(refreshToken)
  }
  return error
}
const kindOf = async (work: Promise<unknown>): Promise<AuthorizationErrorKind> => (await errorOf(work)).kind

describe('from the consent page to a token', () => {
  it.each([
    ['http on this machine', () => callback],
    ['https', () => 'https://keeper.example/oauth/callback'],
    ['https with a query', () => 'https://keeper.example/callback?tenant=1&lang=fr%20CA'],
    ['a custom scheme', () => 'gazelle-keeper://callback'],
    ['a custom scheme without a host', () => 'com.example.keeper:/callback'],
    ['Gazelle’s own front page', () => `${gazelle.url}/`],
  ])('%s', async (_, redirectUri) => {
    const asked = optionsFor(redirectUri())
    const credential = await finish(await authorised(asked))
    const made = gazelle.tokens.at(-1)
    expect(credential).toEqual({
      accessToken: made?.accessToken,
      refreshToken: made?.refreshToken,
      headerKind: 'bearer',
      issuedAt: made?.createdAt,
      lifeSeconds: 2_592_000,
      source: 'oauth',
    })
    await createGazelle({ ...parts, endpoint: gazelle.graphqlUrl }).probe(credential)
    await createGrants(asked).refresh(credential.refreshToken ?? '')
  })

  it.each(['verified', 'ignored'] as const)('with PKCE where it is %s, and without', async (pkce) => {
    gazelle.configure({ pkce })
    await finish(await authorised())
    await finish(await authorised(optionsFor(callback, { pkce: false })))
    expect(gazelle.tokens).toHaveLength(2)
  })

  it('a refusal of PKCE is told, and the way without it leads to a token', async () => {
    gazelle.configure({ pkce: 'refused' })
    const { authorization, options, address } = await authorised()
    expect(await errorOf(authorization.finish(address))).toMatchObject({
      kind: 'pkce-refused',
      provider: { code: 'invalid_request', description: 'Unsupported parameter: code_challenge.' },
    })
    await finish(await authorised({ ...options, pkce: false }))
  })

  it('PKCE binds the code to who asked for it', async () => {
    const stolen = await authorised()
    const mine = await startAuthorization(stolen.options)
    const code = new URL(stolen.address).searchParams.get('code') ?? ''
    const state = new URL(mine.url).searchParams.get('state') ?? ''
    expect(await kindOf(mine.finish(`${callback}?${new URLSearchParams({ code, state })}`))).toBe('code-refused')
    expect(gazelle.tokens).toHaveLength(0)
  })

  it('asks the token endpoint once, however often it is told to finish', async () => {
    const { authorization, address } = await authorised()
    const [one, other] = await Promise.all([authorization.finish(address), authorization.finish(address)])
    expect(await authorization.finish(address)).toBe(one)
    expect(other).toBe(one)
    expect(gazelle.requests.all.filter(({ grantType }) => grantType === 'authorization_code')).toHaveLength(1)
  })
})

describe('what goes wrong on the way', () => {
  it('the person says no', async () => {
    const error = await errorOf(finish(await authorised(optionsFor(callback), 'deny')))
    expect(error).toMatchObject({
      kind: 'denied',
      provider: { code: 'access_denied', description: expect.stringContaining('denied the request') },
    })
  })

  it.each<[string, AuthorizationErrorKind, (asked: AuthorizationOptions) => object]>([
    ['application', 'invalid-client', () => ({ clientId: 'unknown' })],
    ['callback', 'invalid-redirect', () => ({ redirectUri: 'https://keeper.example/other' })],
  ])('an unknown %s is told on a page, and nobody else is', async (_, kind, wrong) => {
    const asked = optionsFor(callback)
    const authorization = await startAuthorization({ ...asked, application: { ...asked.application, ...wrong(asked) } })
    const arrival = await new Person(gazelle).decide(authorization, 'authorise')
    if (!('page' in arrival)) return expect.unreachable('came to the callback')
    expect(arrival.page).toContain('role="alert"')
    expect(authorization.problemOfPage(arrival.address, arrival.status)?.kind).toBe(kind)
    return undefined
  })

  it.each<[string, AuthorizationErrorKind]>([
    ['server_error', 'unavailable'],
    ['temporarily_unavailable', 'unavailable'],
    ['invalid_scope', 'refused'],
    ['unauthorized_client', 'invalid-client'],
  ])('%s at the consent', async (error, kind) => {
    const description = 'Gazelle’s own words.'
    gazelle.faults.add({ action: { kind: 'oauth-error', error, description }, method: 'POST', path: authorizePath })
    const { authorization, address } = await authorised()
    const told = await errorOf(authorization.finish(address))
    expect(told).toMatchObject({ kind, provider: { code: error, description } })
  })

  it('an answer to another request does not spoil the true one', async () => {
    const { authorization, address } = await authorised()
    const forged = new URL(address)
    forged.searchParams.set('state', 'forged')
    expect(await kindOf(authorization.finish(forged.href))).toBe('state-mismatch')
    expect(gazelle.requests.all).toHaveLength(0)
    await authorization.finish(address)
  })

  it('a code that is too old', async () => {
    const went = await authorised()
    milliseconds += 600_000
    expect(await errorOf(finish(went))).toMatchObject({ kind: 'code-refused', provider: { code: 'invalid_grant' } })
  })

  it('a code that was used', async () => {
    const went = await authorised(optionsFor(callback, { pkce: false }))
    await finish(went)
    const again = await startAuthorization({ ...went.options, pkce: false })
    const address = new URL(went.address)
    address.searchParams.set('state', new URL(again.url).searchParams.get('state') ?? '')
    expect(await kindOf(again.finish(address.href))).toBe('code-refused')
  })

  it('a wrong secret', async () => {
    const asked = optionsFor(callback)
    const went = await authorised({ ...asked, application: { ...asked.application, clientSecret: 'wrong-secret' } })
    const error = await errorOf(finish(went))
    expect(error).toMatchObject({ kind: 'invalid-client', httpStatus: 401, provider: { code: 'invalid_client' } })
  })

  it('the provider’s words do not give a secret away', async () => {
    const { authorization, options, address } = await authorised()
    const code = new URL(address).searchParams.get('code') ?? ''
    const { clientSecret } = options.application
    const description = `No:\n${code} ${clientSecret}`
    gazelle.faults.add({ action: { kind: 'oauth-error', error: 'invalid_grant', description }, path: tokenPath })
    const error = await errorOf(authorization.finish(address))
    expect(error.provider).toEqual({ code: 'invalid_grant', description: 'No: … …' })
  })
})

describe('the exchange of the code', () => {
  const struck = async (action: Fault['action']) => {
    const went = await authorised()
    gazelle.faults.add({ action, path: tokenPath })
    return went
  }

  it.each<[AuthorizationErrorKind, Fault['action']]>([
    ['answer-lost', { kind: 'drop' }],
    ['answer-lost', { kind: 'accept-and-drop' }],
    ['answer-lost', { kind: 'status', status: 503 }],
    ['answer-lost', { kind: 'not-json' }],
    ['refused', { kind: 'oauth-error', error: 'invalid_request', description: 'No.' }],
    ['refused', { kind: 'status', status: 404 }],
  ])('%s: %j, and only from the start again', async (kind, action) => {
    const went = await struck(action)
    expect(await kindOf(finish(went))).toBe(kind)
    expect(await kindOf(finish(went))).toBe(kind)
    expect(gazelle.requests.all).toHaveLength(1)
    await finish(await authorised(went.options))
  })

  it('too many requests: the same code may be tried again', async () => {
    const went = await struck({ kind: 'status', status: 429, retryAfter: '7' })
    expect(await errorOf(finish(went))).toMatchObject({ kind: 'rate-limited', retryAfterSeconds: 7 })
    await finish(went)
  })

  it('Gazelle is down: the same code may be tried again', async () => {
    // Under another name there is no connection from before, whose end Node may not have noticed yet.
    const tokenEndpoint = (gazelle.url + tokenPath).replace('127.0.0.1', 'localhost')
    const went = await authorised(optionsFor(callback, { tokenEndpoint }))
    await gazelle.stop()
    try {
      expect(await kindOf(finish(went))).toBe('not-sent')
    } finally {
      await gazelle.start()
    }
    await finish(went)
  })

  it('called off before it is sent, and while Gazelle works on it', async () => {
    const { authorization, address } = await authorised()
    expect(await kindOf(authorization.finish(address, AbortSignal.abort()))).toBe('not-sent')
    const held = gazelle.faults.holdNext({ path: tokenPath })
    const caller = new AbortController()
    const kind = kindOf(authorization.finish(address, caller.signal))
    await held.reached
    caller.abort()
    expect(await kind).toBe('answer-lost')
    held.release()
  })
})

it('the callback was never asked, by whatever came before', async () => {
  expect(callbackVisits).toBe(0)
  // Whoever asks is counted.
  await fetch(callback).catch(() => null)
  expect(callbackVisits).toBe(1)
})
