import { describe, expect, it } from 'vitest'
import type { GazelleError } from './errors.ts'
import { createGazelle } from './probe.ts'
import { accepted, errorFrom, errorOf, json, token } from './probe-fixture.ts'
import { type Answer, serve } from './server-fixture.ts'

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
