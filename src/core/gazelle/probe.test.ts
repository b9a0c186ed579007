import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'

import { GazelleError } from './errors.ts'
import type { Gazelle } from './ports.ts'
import { createGazelle } from './probe.ts'

const token = 'T'.repeat(43)
const key = 'k'.repeat(32)
const accepted = { data: { allClients: { nodes: [{ id: 'cli_1', companyName: 'Pianos' }] } } }

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
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { url, seen }
}

function gazelleAt(endpoint: string, timeoutMilliseconds = 10_000): Gazelle {
  return createGazelle({
    endpoint,
    fetch: globalThis.fetch,
    clock: { now: () => Date.now() },
    timeoutMilliseconds,
    userAgent: 'gazelle-keeper/test',
  })
}

const json = (body: unknown, status = 200, headers: Record<string, string> = {}): Answer => {
  return (response) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}

async function errorFrom(answer: Answer, credential = { accessToken: token, headerKind: 'bearer' as const }) {
  const { url } = await serve(answer)
  return errorOf(gazelleAt(`${url}/graphql/private/`).probe(credential))
}

async function errorOf(probe: Promise<unknown>): Promise<GazelleError> {
  const error = await probe.then(
    () => expect.unreachable('was accepted'),
    (reason) => reason,
  )
  expect(error).toBeInstanceOf(GazelleError)
  expect(`${error.message}${error.stack}${error.cause}`).not.toContain(token)
  return error
}

describe('a token that works', () => {
  it('is asked about with the cheap query, once, under our own name', async () => {
    const { url, seen } = await serve(json(accepted))
    const answer = await gazelleAt(`${url}/graphql/private/`).probe({ accessToken: token, headerKind: 'bearer' })
    expect(answer.headerKind).toBe('bearer')
    expect(answer.tookMilliseconds).toBeGreaterThanOrEqual(0)
    expect(Math.abs((answer.gazelleTime ?? 0) - Date.now() / 1000)).toBeLessThan(60)
    expect(seen).toHaveLength(1)
    expect(seen[0]?.request).toMatchObject({ method: 'POST', url: '/graphql/private/' })
    expect(seen[0]?.request.headers).toMatchObject({
      authorization: `Bearer ${token}`,
      'user-agent': 'gazelle-keeper/test',
    })
    expect(seen[0]?.request.headers).not.toHaveProperty('x-gazelle-api-key')
    expect(JSON.parse(seen[0]?.body ?? '')).toEqual({
      query:
        'query { allClients(first: 1) { nodes { id companyName } } company { id name } user { id firstName lastName } }',
    })
  })

  it('may have no client at all, and errors beside the list', async () => {
    const { url } = await serve(json({ data: { allClients: { nodes: [] } }, errors: [{ message: 'deprecated' }] }))
    await expect(gazelleAt(url).probe({ accessToken: token, headerKind: 'bearer' })).resolves.toMatchObject({
      headerKind: 'bearer',
    })
  })

  it('tells Gazelle’s time, or null where it sends none', async () => {
    const dated = await serve(json(accepted, 200, { date: 'Tue, 15 Nov 1994 08:12:31 GMT' }))
    const undated = await serve((response) => {
      response.sendDate = false
      response.end(JSON.stringify(accepted))
    })
    const probe = (url: string) => gazelleAt(url).probe({ accessToken: token, headerKind: 'bearer' })
    expect((await probe(dated.url)).gazelleTime).toBe(784_887_151)
    expect((await probe(undated.url)).gazelleTime).toBeNull()
  })
})

describe('the header kind', () => {
  /** Takes the credential in one header only, as Gazelle does. */
  const onlyIn = (kind: 'bearer' | 'api-key'): Answer => {
    return (response, { request }) => {
      const right = kind === 'bearer' ? request.headers.authorization : request.headers['x-gazelle-api-key']
      json(right === undefined ? {} : accepted, right === undefined ? 401 : 200)(response, { request, body: '' })
    }
  }

  it.each([
    ['bearer', token, 1],
    ['bearer', key, 2],
    ['api-key', token, 2],
    ['api-key', key, 1],
  ] as const)('%s is found out for %s', async (kind, accessToken, requests) => {
    const { url, seen } = await serve(onlyIn(kind))
    const answer = await gazelleAt(url).probe({ accessToken, headerKind: null })
    expect(answer.headerKind).toBe(kind)
    expect(seen).toHaveLength(requests)
    for (const { request } of seen) {
      expect('authorization' in request.headers).not.toBe('x-gazelle-api-key' in request.headers)
    }
  })

  it('is not doubted where it is known', async () => {
    const { url, seen } = await serve(onlyIn('api-key'))
    const error = await errorOf(gazelleAt(url).probe({ accessToken: token, headerKind: 'bearer' }))
    expect(error.kind).toBe('unauthorized')
    expect(seen).toHaveLength(1)
  })

  it('is not searched further after anything but "unauthorized"', async () => {
    const { url, seen } = await serve(json({}, 503))
    expect((await errorOf(gazelleAt(url).probe({ accessToken: token, headerKind: null }))).kind).toBe('unavailable')
    expect(seen).toHaveLength(1)
  })
})

describe('whose a token is', () => {
  const probe = (url: string, headerKind: 'bearer' | null = 'bearer') =>
    gazelleAt(url).probe({ accessToken: token, headerKind })
  const pianos = { companyId: 'com_1', company: 'Pianos', userId: '7', user: 'Ada Byron' }
  const told = { company: { id: 'com_1', name: 'Pianos' }, user: { id: 7, firstName: 'Ada', lastName: 'Byron' } }
  const unknownField = { errors: [{ message: 'Le champ n’existe pas', extensions: { code: 'undefinedField' } }] }

  it('is told with the first question', async () => {
    const { url, seen } = await serve(json({ data: { ...accepted.data, ...told } }))
    expect((await probe(url)).account).toEqual(pianos)
    expect(seen).toHaveLength(1)
  })

  it.each<[string, object, object | null]>([
    ['nothing', accepted, null],
    ['nulls', { data: { ...accepted.data, company: null, user: null } }, null],
    ['a company that is denied', { ...accepted, errors: [{ message: 'Not authorized', path: ['company'] }] }, null],
    [
      'a name alone',
      { data: { ...accepted.data, company: { name: 'Pianos' } } },
      { companyId: null, company: 'Pianos', userId: null, user: null },
    ],
    ['odd types', { data: { ...accepted.data, company: [], user: { id: {}, firstName: 3, lastName: ' ' } } }, null],
  ])('may be left open by %s, in one question', async (_, answer, account) => {
    const { url, seen } = await serve(json(answer))
    expect((await probe(url)).account).toEqual(account)
    expect(seen).toHaveLength(1)
  })

  it.each<[string, string, Answer, number, object | null]>([
    ['the company’s id', 'company { id', json(unknownField), 2, { ...pianos, companyId: null }],
    ['the company’s id, by the status', 'company { id', json(unknownField, 400), 2, { ...pianos, companyId: null }],
    ['a company', 'company {', json(unknownField), 3, null],
    ['a company, by the status', 'company {', json(unknownField, 422), 3, null],
  ])('is asked with less by a schema without %s, once', async (_, field, answer, requests, account) => {
    const { url, seen } = await serve((response, one) => {
      const knows = { ...told, company: { name: 'Pianos' } }
      const data = one.body.includes('company {') ? { ...accepted.data, ...knows } : accepted.data
      const isUnknown = one.body.includes(field)
      isUnknown ? answer(response, one) : json({ data })(response, one)
    })
    const gazelle = gazelleAt(url)
    expect((await gazelle.probe({ accessToken: token, headerKind: 'bearer' })).account).toEqual(account)
    expect(seen).toHaveLength(requests)
    expect((await gazelle.probe({ accessToken: token, headerKind: 'bearer' })).account).toEqual(account)
    expect(seen).toHaveLength(requests + 1)
  })

  const denials: [string, Answer][] = [
    ['all that is asked with it', json({ data: null, errors: [{ message: 'Not authorized', path: ['company'] }] })],
    ['it without a path', json({ data: null, errors: [{ message: 'x', extensions: { code: 'FORBIDDEN' } }] })],
    ['it by the status', json({ error: 'forbidden' }, 403)],
    ['it by failing', json({ error: 'Internal Server Error' }, 500)],
    ['it as if nobody were signed in', json({ errors: [{ message: 'Unauthorized', path: ['user', 'id'] }] })],
  ]
  it.each(denials)('may be denied, and the token works: %s', async (_, denial) => {
    for (const headerKind of ['bearer', null] as const) {
      const { url, seen } = await serve((response, one) =>
        (one.body.includes('company {') ? denial : json(accepted))(response, one),
      )
      expect(await probe(url, headerKind)).toMatchObject({ headerKind: 'bearer', account: null })
      expect(seen.length).toBeLessThanOrEqual(3)
    }
  })

  it('is told of a token that may not see the clients, too', async () => {
    const denied = { data: { allClients: null, ...told }, errors: [{ message: 'Forbidden', path: ['allClients'] }] }
    const { url } = await serve(json(denied))
    expect(await errorOf(probe(url))).toMatchObject({ kind: 'forbidden', account: pianos })
  })

  it('of a bad token is not asked for again', async () => {
    const { url, seen } = await serve(json({ data: null, errors: [{ message: 'The access token is invalid' }] }))
    expect((await errorOf(probe(url))).kind).toBe('unauthorized')
    expect(seen).toHaveLength(1)
  })
})

describe('what Gazelle refuses', () => {
  it.each<[string, Answer, GazelleError['kind']]>([
    ['401', json({ error: 'invalid_token' }, 401), 'unauthorized'],
    ['403', json({}, 403), 'forbidden'],
    ['404', json({}, 404), 'unexpected-answer'],
    ['500', json({}, 500), 'unavailable'],
    ['503 with HTML', (response) => response.writeHead(503).end('<html>'), 'unavailable'],
    [
      'HTML',
      (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Wi-Fi</html>'),
      'intercepted',
    ],
    ['nothing', (response) => response.end(), 'unexpected-answer'],
    ['204', (response) => response.writeHead(204).end(), 'unexpected-answer'],
    ['JSON null', json(null), 'unexpected-answer'],
    ['no allClients', json({ data: { allPianos: { nodes: [] } } }), 'unexpected-answer'],
    ['an empty connection', json({ data: { allClients: null } }), 'unexpected-answer'],
    ['a GraphQL error', json({ errors: [{ message: 'Field allClients does not exist' }] }), 'unexpected-answer'],
    ['a GraphQL code', json({ errors: [{ message: 'no', extensions: { code: 'UNAUTHENTICATED' } }] }), 'unauthorized'],
    ['a GraphQL text', json({ data: null, errors: [{ message: 'The access token is invalid' }] }), 'unauthorized'],
    ['a GraphQL text of a session', json({ errors: [null, { message: 'You are not logged in' }] }), 'unauthorized'],
    ['a missing permission', json({ errors: [{ message: 'Not authorized to read clients' }] }), 'forbidden'],
    ['too much asked', json({ errors: [{ message: 'Throttled' }] }), 'rate-limited'],
  ])('%s', async (_, answer, kind) => {
    expect((await errorFrom(answer)).kind).toBe(kind)
  })

  it.each([
    ['120', 120],
    ['0', 0],
    ['Fri, 01 Jan 1999 00:00:00 GMT', 0],
    ['soon', null],
    ['-5', null],
  ])('429 with Retry-After: %s', async (header, seconds) => {
    const error = await errorFrom(json({}, 429, { 'retry-after': header }))
    expect(error).toMatchObject({ kind: 'rate-limited', httpStatus: 429, retryAfterSeconds: seconds })
  })

  it('429 with a Retry-After that is a date to come', async () => {
    const { url } = await serve(json({}, 429, { 'retry-after': 'Tue, 15 Nov 1994 08:12:31 GMT' }))
    const clock = { now: () => Date.parse('1994-11-15T08:12:01Z') }
    const gazelle = createGazelle({ endpoint: url, fetch: globalThis.fetch, clock, userAgent: 'test' })
    const error = await errorOf(gazelle.probe({ accessToken: token, headerKind: 'bearer' }))
    expect(error.retryAfterSeconds).toBe(30)
  })

  it('an answer without end', async () => {
    const error = await errorFrom((response) => {
      const more = () => {
        while (response.write('x'.repeat(65_536)));
        response.once('drain', more)
      }
      more()
    })
    expect(error.kind).toBe('unexpected-answer')
  })
})

describe('why the access is denied', () => {
  const denied = { data: { allClients: null }, errors: [{ message: 'x', extensions: { code: 'FORBIDDEN' } }] }
  const unknownField = { errors: [{ message: 'Le champ n’existe pas', extensions: { code: 'undefinedField' } }] }
  const limited = { user: { accessLevel: 'X', hasLimitedAccess: true }, company: { isParked: false } }

  /** Denies the clients, and answers the further questions in turn, the last one for ever. */
  async function deniedWith(answers: readonly Answer[], headerKind: 'bearer' | null = 'bearer', denial = json(denied)) {
    const left = [...answers]
    const { url, seen } = await serve((response, one) => {
      const isKnown = headerKind !== null || one.request.headers['x-gazelle-api-key'] !== undefined
      const next = () => (left.length > 1 ? left.shift() : left[0]) ?? json({}, 500)
      const answer = !isKnown ? json({}, 401) : one.body.includes('allClients') ? denial : next()
      answer(response, one)
    })
    const error = await errorOf(gazelleAt(url).probe({ accessToken: token, headerKind }))
    const { kind, because, httpStatus } = error
    return { kind, because, httpStatus, requests: seen.length }
  }

  it.each<[string, object, string | null]>([
    ['limited access', { data: limited }, 'limited-access'],
    ['a level alone', { data: { user: { accessLevel: 'LIMITED', hasLimitedAccess: null } } }, 'limited-access'],
    ['a parked company', { data: { ...limited, company: { isParked: true } } }, 'company-parked'],
    ['a parked company, and an error', { data: { company: { isParked: true } }, errors: [{}] }, 'company-parked'],
    ['maintenance', { data: { upcomingMaintenanceNotice: 'Tonight' } }, 'maintenance'],
    ['nothing', { data: { user: { hasLimitedAccess: false }, company: null, upcomingMaintenanceNotice: '' } }, null],
    ['odd types', { data: { user: 'x', company: [], upcomingMaintenanceNotice: null } }, null],
  ])('%s', async (_, answer, because) => {
    expect(await deniedWith([json(answer)])).toEqual({ kind: 'forbidden', because, httpStatus: 200, requests: 2 })
  })

  it('is asked about in fewer fields where one is unknown', async () => {
    const found = await deniedWith([json(unknownField), json({ data: limited })])
    expect(found).toMatchObject({ because: 'limited-access', requests: 3 })
  })

  it.each<[string, Answer, number]>([
    ['no field that is known', json(unknownField), 3],
    ['the same denial', json({}, 403), 2],
    ['a dead token', json({}, 401), 2],
    ['a page', (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'), 2],
    ['a server that is down', json({}, 503), 2],
    ['a connection that drops', (response) => response.socket?.destroy(), 2],
  ])('stays open, and the denial stands: %s', async (_, answer, requests) => {
    expect(await deniedWith([answer])).toMatchObject({ kind: 'forbidden', because: null, requests })
    const status = await deniedWith([answer], 'bearer', json({}, 403))
    expect(status).toMatchObject({ kind: 'forbidden', because: null, httpStatus: 403 })
  })

  it('is asked in the header in which the token is known', async () => {
    const found = await deniedWith([json(unknownField), json({ data: limited })], null)
    expect(found).toMatchObject({ because: 'limited-access', requests: 4 })
  })
})

describe('redirects', () => {
  it.each([
    ['/users/sign_in', 'unauthorized'],
    ['/login?next=%2Fgraphql', 'unauthorized'],
    ['/elsewhere?from=/login', 'unexpected-answer'],
    ['', 'unexpected-answer'],
    ['/cdn-cgi/access/login/gazelle', 'intercepted'],
    ['http://portal.example/users/sign_in', 'intercepted'],
    ['https://portal.example/', 'intercepted'],
    ['https://api.gazelle.example/graphql/private/', 'unexpected-answer'],
    ['http://[', 'unexpected-answer'],
  ])('to "%s" are not followed', async (location, kind) => {
    for (const status of [301, 302, 303, 307, 308]) {
      const error = await errorFrom((response) => response.writeHead(status, { location }).end('<html>Moved'))
      expect(error).toMatchObject({ kind, httpStatus: status })
    }
  })

  it('to another port are to another site, which is not asked', async () => {
    const other = await serve(json(accepted))
    const location = `${other.url}/users/sign_in`
    const error = await errorFrom((response) => response.writeHead(302, { location }).end())
    expect(error.kind).toBe('intercepted')
    expect(other.seen).toHaveLength(0)
  })
})

describe('what never arrives', () => {
  it.each<[string, Answer]>([
    ['no answer', () => {}],
    ['an answer without its body', (response) => response.writeHead(200).flushHeaders()],
    ['half a body', (response) => response.write('{"data":')],
  ])('%s: the time runs out', async (_, answer) => {
    const { url } = await serve(answer)
    const error = await errorOf(gazelleAt(url, 100).probe({ accessToken: token, headerKind: 'bearer' }))
    expect(error).toMatchObject({ kind: 'unavailable', message: expect.stringContaining('in time') })
  })

  it.each<[string, Answer]>([
    ['before the answer', (response) => response.socket?.destroy()],
    ['in the middle of the body', (response) => response.write('{"data":', () => response.socket?.destroy())],
  ])('the connection drops %s', async (_, answer) => {
    expect((await errorFrom(answer)).kind).toBe('unavailable')
  })

  it('Chromium says that a proxy wants a password', async () => {
    const fetch = () => Promise.reject(new Error('net::ERR_UNEXPECTED_PROXY_AUTH'))
    const gazelle = createGazelle({
      endpoint: 'https://gazelle.example',
      fetch,
      clock: { now: () => 0 },
      userAgent: 'test',
    })
    const error = await errorOf(gazelle.probe({ accessToken: token, headerKind: 'bearer' }))
    expect(error).toMatchObject({ kind: 'intercepted', httpStatus: 407 })
  })

  it('nobody listens', async () => {
    const { url } = await serve(json(accepted))
    await closing.pop()?.()
    const error = await errorOf(gazelleAt(url).probe({ accessToken: token, headerKind: 'bearer' }))
    expect(error).toMatchObject({ kind: 'unavailable', message: expect.stringContaining('ECONNREFUSED') })
  })

  it('the caller stops, before or while it waits', async () => {
    const caller = new AbortController()
    const { url, seen } = await serve(() => caller.abort())
    const probe = () => gazelleAt(url).probe({ accessToken: token, headerKind: null }, caller.signal)
    expect((await errorOf(probe())).kind).toBe('unavailable')
    expect((await errorOf(probe())).kind).toBe('unavailable')
    expect(seen).toHaveLength(1)
  })

  it('what is no token is never sent', async () => {
    const { url, seen } = await serve(json(accepted))
    for (const accessToken of ['', `${token}\r\nx-evil: 1`, `Bearer ${token}`, `${token}é`]) {
      expect((await errorOf(gazelleAt(url).probe({ accessToken, headerKind: null }))).kind).toBe('unauthorized')
    }
    expect(seen).toHaveLength(0)
  })
})
