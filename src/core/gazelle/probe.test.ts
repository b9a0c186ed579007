import { describe, expect, it } from 'vitest'
import { accepted, errorOf, gazelleAt, json, key, token } from './probe-fixture.ts'
import { type Answer, serve } from './server-fixture.ts'

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
