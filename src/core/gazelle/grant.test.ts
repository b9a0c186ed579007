import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { type AddressInfo, createServer as createSocketServer, type Socket } from 'node:net'
import { setImmediate } from 'node:timers/promises'
import { inspect } from 'node:util'
import { afterEach, describe, expect, it } from 'vitest'
import { createGrants, type GrantsOptions } from './grant.ts'
import { GrantError } from './grant-errors.ts'

const secret = () => randomUUID().replaceAll('-', '')
const application = { clientId: secret(), clientSecret: secret() }
const spent = secret()
const accessToken = secret()
const nextRefreshToken = secret()
const secrets = [application.clientSecret, spent, accessToken, nextRefreshToken]

/** The clock of both sides, in seconds. */
const fixedNow = 1_750_000_000
const date = new Date(fixedNow * 1000).toUTCString()

const doorkeeper = {
  access_token: accessToken,
  token_type: 'Bearer',
  expires_in: 2_592_000,
  refresh_token: nextRefreshToken,
  scope: 'public',
  created_at: fixedNow,
}

interface Seen {
  readonly request: IncomingMessage
  readonly body: string
}
type Answer = (response: ServerResponse, seen: Seen) => void

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()))
})

/** A server on this machine that answers as it is told and keeps what it was asked. */
async function serve(answer: Answer) {
  const seen: Seen[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const one = { request, body: Buffer.concat(chunks).toString() }
    seen.push(one)
    answer(response, one)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  closing.push(async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/developer/oauth/token`, seen }
}

/** A server below HTTP, for what no HTTP server does. */
async function serveSocket(onConnection: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>()
  const server = createSocketServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    onConnection(socket)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  closing.push(async () => {
    for (const socket of sockets) socket.destroy()
    server.close()
    await once(server, 'close')
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/developer/oauth/token`
}

function grantsAt(tokenEndpoint: string, options: Partial<GrantsOptions> = {}) {
  return createGrants({
    tokenEndpoint,
    application,
    fetch: globalThis.fetch,
    clock: { now: () => fixedNow * 1000 },
    timeoutMilliseconds: 10_000,
    userAgent: 'gazelle-keeper/test',
    ...options,
  })
}

const json = (body: unknown, status = 200, headers: Record<string, string> = {}): Answer => {
  return (response) =>
    response
      .writeHead(status, { 'content-type': 'application/json; charset=utf-8', date: date, ...headers })
      .end(JSON.stringify(body))
}

const text = (body: string, status = 200, headers: Record<string, string> = {}): Answer => {
  return (response) => response.writeHead(status, { date: date, ...headers }).end(body)
}

async function credentialFrom(answer: Answer, options: Partial<GrantsOptions> = {}) {
  const { url } = await serve(answer)
  return grantsAt(url, options).refresh(spent)
}

async function errorFrom(answer: Answer, options: Partial<GrantsOptions> = {}) {
  const { url } = await serve(answer)
  return errorOf(grantsAt(url, options).refresh(spent))
}

/** Every error passes here: none may show a secret, in its text or anywhere below it. */
async function errorOf(grant: Promise<unknown>): Promise<GrantError> {
  const error = await grant.then(
    () => expect.unreachable('was granted'),
    (reason) => reason,
  )
  expect(error).toBeInstanceOf(GrantError)
  expect(error.cause).toBeUndefined()
  const everything = inspect(error, { depth: 20, showHidden: true }) + error.stack + JSON.stringify(error)
  for (const one of secrets) expect(everything).not.toContain(one)
  expect(everything).not.toContain('BODY')
  return error
}

describe('a grant', () => {
  it('spends the refresh token with one form, the application’s id and secret in the body', async () => {
    const { url, seen } = await serve(json(doorkeeper))
    await grantsAt(url).refresh(spent)
    expect(seen).toHaveLength(1)
    expect(seen[0]?.request).toMatchObject({ method: 'POST', url: '/developer/oauth/token' })
    expect(seen[0]?.request.headers).toMatchObject({
      accept: 'application/json',
      'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
      'user-agent': 'gazelle-keeper/test',
    })
    expect(seen[0]?.request.headers).not.toHaveProperty('authorization')
    expect(Object.fromEntries(new URLSearchParams(seen[0]?.body))).toEqual({
      grant_type: 'refresh_token',
      refresh_token: spent,
      client_id: application.clientId,
      client_secret: application.clientSecret,
    })
  })

  it('gives Doorkeeper’s answer as a credential', async () => {
    expect(await credentialFrom(json(doorkeeper))).toEqual({
      accessToken,
      headerKind: 'bearer',
      refreshToken: nextRefreshToken,
      issuedAt: fixedNow,
      lifeSeconds: 2_592_000,
      source: 'oauth',
    })
  })
})

const form = (type: string): Answer => {
  const { access_token, token_type, refresh_token } = doorkeeper
  const fields = new URLSearchParams({ access_token, token_type, refresh_token, expires_in: '2592000' })
  return text(fields.toString(), 200, { 'content-type': type })
}

describe('a token that was issued is not lost to an oddity', () => {
  const { token_type, expires_in, created_at, refresh_token, ...bare } = doorkeeper

  it.each<[string, unknown, object]>([
    ['no token type', { ...doorkeeper, token_type: undefined }, {}],
    ['a token type of null', { ...doorkeeper, token_type: null }, {}],
    ['token type "bearer"', { ...doorkeeper, token_type: 'bearer' }, {}],
    ['token type " BEARER "', { ...doorkeeper, token_type: ' BEARER ' }, {}],
    ['a life in digits', { ...doorkeeper, expires_in: '7200' }, { lifeSeconds: 7200 }],
    ['a life with a fraction', { ...doorkeeper, expires_in: 7200.5 }, { lifeSeconds: 7200 }],
    ['a life in milliseconds', { ...doorkeeper, expires_in: 2_592_000_000 }, { lifeSeconds: 2_592_000 }],
    ['a life in words', { ...doorkeeper, expires_in: 'a month' }, { lifeSeconds: null }],
    ['a life of null', { ...doorkeeper, expires_in: null }, { lifeSeconds: null }],
    ['a life of nothing', { ...doorkeeper, expires_in: 0 }, { lifeSeconds: null }],
    ['a life below nothing', { ...doorkeeper, expires_in: -1 }, { lifeSeconds: null }],
    ['a refresh token of null', { ...doorkeeper, refresh_token: null }, { refreshToken: null }],
    ['an empty refresh token', { ...doorkeeper, refresh_token: '' }, { refreshToken: null }],
    ['a refresh token that is none', { ...doorkeeper, refresh_token: { a: 1 } }, { refreshToken: null }],
    ['a refresh token with a space', { ...doorkeeper, refresh_token: 'a b' }, { refreshToken: null }],
    ['an odd scope', { ...doorkeeper, scope: ['public'] }, {}],
    ['an identity token that cannot be verified', { ...doorkeeper, id_token: 'x.y.z' }, {}],
    ['an error beside the token', { ...doorkeeper, error: 'none' }, {}],
    ['fields nobody knows', { ...doorkeeper, user: { id: 1 }, __proto__: 'x' }, {}],
    ['white space around it', { ...doorkeeper, access_token: ` ${accessToken}\n` }, {}],
    ['nothing but the token', bare, { refreshToken: null, issuedAt: null, lifeSeconds: null }],
  ])('%s', async (_, body, change) => {
    expect(await credentialFrom(json(body))).toEqual({
      accessToken,
      headerKind: 'bearer',
      refreshToken: refresh_token,
      issuedAt: created_at,
      lifeSeconds: expires_in,
      source: 'oauth',
      ...change,
    })
  })

  it.each<[string, Answer]>([
    ['another content type', text(JSON.stringify(doorkeeper), 200, { 'content-type': 'text/html' })],
    ['no content type', text(JSON.stringify(doorkeeper))],
    ['a byte order mark', text(`\ufeff${JSON.stringify(doorkeeper)}`)],
    ['an encoded form', form('application/x-www-form-urlencoded; charset=utf-8')],
    ['an encoded form as plain text', form('text/plain')],
    ['status 201', json(doorkeeper, 201)],
    ['status 500, the token in it all the same', json(doorkeeper, 500)],
    ['another type of token', json({ ...doorkeeper, token_type: 'mac' })],
    ['a token type that the library knows and we do not', json({ ...doorkeeper, token_type: 'DPoP' })],
    ['an object around it', json({ data: { token: doorkeeper } })],
    ['a list around it', json([doorkeeper])],
    ['a guard before it', text(`)]}',\n${JSON.stringify(doorkeeper)}`)],
    [
      'names in camel case',
      json({ accessToken: doorkeeper.access_token, refreshToken: doorkeeper.refresh_token, tokenType: 'Bearer' }),
    ],
    ['a challenge beside it', json(doorkeeper, 200, { 'www-authenticate': 'Bearer realm="x"' })],
    [
      'a connection that breaks behind the last brace',
      (response) => {
        const body = JSON.stringify(doorkeeper)
        response.writeHead(200, { 'content-length': body.length + 10 })
        response.write(body, () => response.socket?.destroy())
      },
    ],
  ])('%s', async (_, answer) => {
    expect(await credentialFrom(answer)).toMatchObject({ accessToken, refreshToken: nextRefreshToken })
  })

  const whole = JSON.stringify(doorkeeper)

  it.each<[string, Answer]>([
    ['a page around it', text(`<html><body><pre>${whole}</pre></body></html>`, 200, { 'content-type': 'text/html' })],
    [
      'a page around it, in entities',
      text(`<!doctype html><pre>${whole.replaceAll('"', '&quot;')}</pre>`, 200, { 'content-type': 'text/html' }),
    ],
    ['a page around it, with an error’s status', text(`<html>${whole}</html>`, 403, { 'content-type': 'text/html' })],
    ['a script around it', text(`callback(${whole});`, 200, { 'content-type': 'text/javascript' })],
    [
      'an event stream around it',
      text(`event: token\ndata: ${whole}\n\n`, 200, { 'content-type': 'text/event-stream' }),
    ],
    ['a warning before it', text(`Warning: header already sent in /srv/x.php on line 12\n${whole}`)],
    ['another object behind it', text(`${whole}\n{"status":"ok"}`)],
    ['a comma too many', text(whole.replace(/\}$/, ',}'))],
    ['single quotation marks', text(whole.replaceAll('"', "'"))],
    ['a page’s words behind it', text(`${whole}<script>track()</script>`)],
    ['a text that holds it', json(JSON.stringify(doorkeeper))],
    ['a gateway’s own answer around it', json({ statusCode: 200, body: whole })],
    [
      'a gateway’s own answer around it that breaks off',
      text(JSON.stringify({ statusCode: 200, body: whole }).slice(0, -1)),
    ],
    ['slashes that are escaped', text(`${whole.slice(0, -1)},"url":"https:\\/\\/x`)],
  ])('%s', async (_, answer) => {
    expect(await credentialFrom(answer)).toMatchObject({
      accessToken,
      refreshToken: nextRefreshToken,
      issuedAt: fixedNow,
    })
  })

  it.each<[string, string]>([
    ['behind the access token', `{"access_token":"${accessToken}"`],
    ['in the name of the refresh token', `{"access_token":"${accessToken}","refresh_tok`],
    ['in the refresh token', `{"access_token":"${accessToken}","refresh_token":"${nextRefreshToken.slice(0, 20)}`],
    ['in the life', `{"access_token":"${accessToken}","expires_in":259`],
  ])('of an answer that breaks off %s, what stands whole is kept', async (_, body) => {
    const cut: Answer = (response) => {
      response.writeHead(200, { 'content-length': body.length + 50 })
      response.write(body, () => response.socket?.destroy())
    }
    const saved = { accessToken, refreshToken: null, lifeSeconds: null }
    expect(await credentialFrom(text(body))).toMatchObject(saved)
    expect(await credentialFrom(cut)).toMatchObject(saved)
  })

  it('a body that never ends behind the last brace', async () => {
    const answer: Answer = (response) => response.writeHead(200).write(JSON.stringify(doorkeeper))
    expect(await credentialFrom(answer, { timeoutMilliseconds: 500 })).toMatchObject({ accessToken })
  })
})

describe('created_at', () => {
  it.each<[string, unknown, number | null]>([
    ['in seconds', fixedNow - 10, fixedNow - 10],
    ['in milliseconds', fixedNow * 1000, fixedNow],
    ['of an older token given again', fixedNow - 2_000_000, fixedNow - 2_000_000],
    ['a little ahead', fixedNow + 299, fixedNow + 299],
    ['in the future', fixedNow + 301, null],
    ['longer ago than the token lives', fixedNow - 2_592_000, null],
    ['zero', 0, null],
    ['in words', 'now', null],
    ['missing', undefined, null],
  ])('%s', async (_, created, issuedAt) => {
    expect((await credentialFrom(json({ ...doorkeeper, created_at: created }))).issuedAt).toBe(issuedAt)
  })

  it('is measured by the server’s clock, and by ours only where it shows none', async () => {
    const ourClock = { now: () => (fixedNow + 100 * 86_400) * 1000 }
    const undated: Answer = (response, seen) => {
      response.sendDate = false
      response.end(JSON.stringify(doorkeeper), () => seen)
    }
    expect((await credentialFrom(json(doorkeeper), { clock: ourClock })).issuedAt).toBe(fixedNow)
    expect((await credentialFrom(undated, { clock: ourClock })).issuedAt).toBeNull()
    expect((await credentialFrom(undated)).issuedAt).toBe(fixedNow)
  })
})

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

describe('what may have spent the refresh token', () => {
  it.each([500, 502, 503, 504, 520])('HTTP %i, with a page or an error in it', async (status) => {
    const lost = { kind: 'answer-lost', httpStatus: status, retryAfterSeconds: 60 }
    const headers = { 'retry-after': '60' }
    expect(await errorFrom(text('<html>BODY', status, headers))).toMatchObject(lost)
    expect(await errorFrom(json({ error: 'invalid_grant' }, status, headers))).toMatchObject(lost)
  })

  it.each<[string, Answer]>([
    ['408', text('', 408)],
    ['a page', text('<html>BODY', 200, { 'content-type': 'text/html' })],
    ['nothing', text('')],
    ['204', (response) => response.writeHead(204).end()],
    ['JSON null', json(null)],
    ['no access token', json({ ...doorkeeper, access_token: undefined })],
    ['an empty access token', json({ ...doorkeeper, access_token: '' })],
    ['an access token that is none', json({ ...doorkeeper, access_token: 12 })],
    ['an access token that fits no header', json({ ...doorkeeper, access_token: 'BODY BODY' })],
    ['a list of nothing', json([])],
    ['half an access token', text(`{"access_token":"${accessToken.slice(0, 25)}`)],
    ['a page with an example', text('<html>{"access_token":"BODY","refresh_token":"BODY"}')],
    ['a page that names another token', text(`<html>{"csrf_access_token":"${accessToken}"}`)],
    [
      'half an access token in a form',
      (response) => {
        response.writeHead(200, { 'content-length': 100 })
        response.write(`access_token=${accessToken.slice(0, 25)}`, () => response.socket?.destroy())
      },
    ],
    ['JSON that breaks off within the token', text(JSON.stringify(doorkeeper).slice(0, 40))],
    ['an error that OAuth has not, with 200', json({ error: 'BODY' })],
    ['the connection drops before the answer', (response) => response.socket?.destroy()],
    [
      'the connection drops in the middle of the body',
      (response) => response.write(JSON.stringify(doorkeeper).slice(0, 40), () => response.socket?.destroy()),
    ],
    [
      'the connection drops in the middle of a refusal',
      (response) => response.writeHead(400).write('{"error":"inval', () => response.socket?.destroy()),
    ],
    [
      'an answer without end',
      (response) => {
        const more = () => {
          while (response.write('x'.repeat(65_536)));
          response.once('drain', more)
        }
        more()
      },
    ],
  ])('%s', async (_, answer) => {
    expect((await errorFrom(answer)).kind).toBe('answer-lost')
  })

  it.each<[string, Answer]>([
    ['no answer', () => {}],
    ['an answer without its body', (response) => response.writeHead(200).flushHeaders()],
    ['half a body', (response) => response.write('{"access_token":')],
  ])('%s: the time runs out', async (_, answer) => {
    expect((await errorFrom(answer, { timeoutMilliseconds: 200 })).kind).toBe('answer-lost')
  })

  it('a connection that is cut before the request was read', async () => {
    // Node cannot tell how much of the request went out.
    const url = await serveSocket((socket) => socket.pause().once('readable', () => socket.resetAndDestroy()))
    expect((await errorOf(grantsAt(url).refresh(spent))).kind).toBe('answer-lost')
  })

  it('an answer that is no HTTP', async () => {
    const url = await serveSocket((socket) => socket.once('data', () => socket.end('BODY\r\n\r\n')))
    expect((await errorOf(grantsAt(url).refresh(spent))).kind).toBe('answer-lost')
  })

  it('the caller stops while it waits', async () => {
    const caller = new AbortController()
    const { url } = await serve(() => caller.abort())
    expect((await errorOf(grantsAt(url).refresh(spent, caller.signal))).kind).toBe('answer-lost')
  })

  it('is never sent a second time, on a connection that was used before either', async () => {
    const { url, seen } = await serve((response, { request }) => {
      if (request.method === 'GET') response.end('kept alive')
      else request.socket.destroy()
    })
    await (await fetch(url)).text()
    // Node takes a connection again one turn of its event loop later.
    await setImmediate()
    await setImmediate()
    expect((await errorOf(grantsAt(url).refresh(spent))).kind).toBe('answer-lost')
    expect(seen.map(({ request }) => request.method)).toEqual(['GET', 'POST'])
    expect(seen[0]?.request.socket === seen[1]?.request.socket).toBe(true)
  })

  it.each([
    'net::ERR_EMPTY_RESPONSE',
    'net::ERR_CONNECTION_RESET',
    'net::ERR_TIMED_OUT',
    'net::ERR_ADDRESS_UNREACHABLE',
    'net::ERR_NETWORK_CHANGED',
    'net::ERR_HTTP2_PROTOCOL_ERROR',
    `${spent} is an invalid header value`,
  ])('%s, as Electron reports it', async (message) => {
    const fetch = () => Promise.reject(new Error(message))
    expect((await errorOf(grantsAt('https://127.0.0.1/', { fetch }).refresh(spent))).kind).toBe('answer-lost')
  })

  it.each(['EHOSTUNREACH', 'ETIMEDOUT', 'ECONNRESET'])('%s while reading', async (code) => {
    const cause = Object.assign(new Error(`read ${code}`), { code, syscall: 'read' })
    const fetch = () => Promise.reject(new TypeError('fetch failed', { cause }))
    expect((await errorOf(grantsAt('https://127.0.0.1/', { fetch }).refresh(spent))).kind).toBe('answer-lost')
  })
})

describe('what surely did not spend it', () => {
  it('nobody listens', async () => {
    const { url } = await serve(json(doorkeeper))
    await closing.pop()?.()
    const error = await errorOf(grantsAt(url).refresh(spent))
    expect(error).toMatchObject({ kind: 'not-sent', message: expect.stringContaining('ECONNREFUSED') })
  })

  it.each(['ENOTFOUND', 'EAI_AGAIN'])('the host’s name leads nowhere: %s', async (code) => {
    const cause = Object.assign(new Error(`getaddrinfo ${code}`), { code, syscall: 'getaddrinfo' })
    const fetch = () => Promise.reject(new TypeError('fetch failed', { cause }))
    expect((await errorOf(grantsAt('https://127.0.0.1/', { fetch }).refresh(spent))).kind).toBe('not-sent')
  })

  it('no address of several takes the connection', async () => {
    const failed = (syscall: string) => Object.assign(new Error(syscall), { code: 'ETIMEDOUT', syscall })
    const withAll = (...errors: Error[]) => {
      const fetch = () => Promise.reject(new TypeError('fetch failed', { cause: new AggregateError(errors) }))
      return errorOf(grantsAt('https://127.0.0.1/', { fetch }).refresh(spent))
    }
    expect((await withAll(failed('connect'), failed('connect'))).kind).toBe('not-sent')
    expect((await withAll(failed('connect'), failed('read'))).kind).toBe('answer-lost')
    expect((await withAll()).kind).toBe('answer-lost')
  })

  it('the other side’s certificate is not trusted', async () => {
    const cause = Object.assign(new Error('certificate has expired'), { code: 'CERT_HAS_EXPIRED' })
    const fetch = () => Promise.reject(new TypeError('fetch failed', { cause }))
    expect((await errorOf(grantsAt('https://127.0.0.1/', { fetch }).refresh(spent))).kind).toBe('not-sent')
  })

  it.each(['ERR_CONNECTION_REFUSED', 'ERR_NAME_NOT_RESOLVED', 'ERR_INTERNET_DISCONNECTED', 'ERR_CERT_DATE_INVALID'])(
    '%s, as Electron reports it',
    async (code) => {
      const fetch = () => Promise.reject(new Error(`net::${code}`))
      const error = await errorOf(grantsAt('https://127.0.0.1/', { fetch }).refresh(spent))
      expect(error).toMatchObject({ kind: 'not-sent', message: expect.stringContaining(code) })
    },
  )

  it('the caller had stopped before', async () => {
    const { url, seen } = await serve(json(doorkeeper))
    expect((await errorOf(grantsAt(url).refresh(spent, AbortSignal.abort()))).kind).toBe('not-sent')
    expect(seen).toHaveLength(0)
  })

  it.each<[string, Partial<GrantsOptions>, string]>([
    ['http to another machine', { tokenEndpoint: 'http://gazelle.invalid/token' }, spent],
    [
      'http to a name that only begins like this machine',
      { tokenEndpoint: 'http://localhost.gazelle.invalid/' },
      spent,
    ],
    ['no address', { tokenEndpoint: 'gazelle' }, spent],
    ['no address at all', { tokenEndpoint: '' }, spent],
    ['no client id', { application: { ...application, clientId: '' } }, spent],
    ['no client secret', { application: { ...application, clientSecret: '' } }, spent],
    ['no refresh token', {}, ''],
  ])('%s', async (_, options, refreshToken) => {
    const asked: unknown[] = []
    const fetch: typeof globalThis.fetch = (...request) => {
      asked.push(request)
      return Promise.resolve(Response.json(doorkeeper))
    }
    const grants = grantsAt('https://gazelle.invalid/token', { fetch, ...options })
    expect((await errorOf(grants.refresh(refreshToken))).kind).toBe('not-sent')
    expect(asked).toHaveLength(0)
  })
})

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
