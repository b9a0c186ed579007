import { describe, expect, it } from 'vitest'
import { gazellesOwn, interceptedText } from '../../sandbox/gazelle/bad-answers.ts'
import { GraphqlError, RequestError, SignInNeededError } from '../../src/library/index.ts'
import { clients, libraryFixture } from './library-fixture.ts'

const on = libraryFixture()
const { errorOf, latestToken, newKeeper, putInRow, refreshes, signIn } = on

const graphql = '/graphql/private/'

describe('fetch()', () => {
  it('gives the data of a query with variables', async () => {
    await signIn()
    const data = await newKeeper().fetch<{ allClients: { nodes: { companyName: string }[] } }>(clients, { first: 2 })
    expect(data.allClients.nodes).toHaveLength(2)
  })

  it('carries an API key in its own header', async () => {
    await putInRow({
      access_token: on.sandbox.gazelle.apiKey,
      refresh_token: 'manual_override',
      expires_at: 1999999999,
    })
    const keeper = newKeeper()
    expect(await keeper.fetch(clients)).toHaveProperty('allClients')
    expect(await keeper.token()).toMatchObject({ headerKind: 'api-key' })
  })

  it('renews a refused token once, for everybody, and sends each query again', async () => {
    const keeper = newKeeper()
    const old = await signIn()
    await keeper.token()
    on.sandbox.gazelle.expire(old)
    const answers = await Promise.all(Array.from({ length: 200 }, () => keeper.fetch(clients, { first: 1 })))
    expect(answers.filter((data) => 'allClients' in data)).toHaveLength(200)
    expect(refreshes()).toHaveLength(1)
    expect(await keeper.token()).toMatchObject({ accessToken: latestToken() })
  })

  it('renews a token that is refused within a 200', async () => {
    const keeper = newKeeper()
    await signIn()
    await keeper.token()
    const action = { kind: 'answer', ...gazellesOwn['unauthenticated-graphql'] } as const
    // For the query, and for the keeper that asks for itself.
    on.sandbox.gazelle.faults.add({ action, path: graphql, times: 2 })
    expect(await keeper.fetch(clients)).toHaveProperty('allClients')
    expect(refreshes()).toHaveLength(1)
  })

  it('takes the token that somebody else has put there, and spends nothing', async () => {
    const keeper = newKeeper()
    const old = await signIn()
    await keeper.token()
    const theirs = await signIn()
    on.sandbox.gazelle.revoke(old)
    expect(await keeper.fetch(clients)).toHaveProperty('allClients')
    expect(await keeper.token()).toMatchObject({ accessToken: theirs })
    expect(refreshes()).toEqual([])
  })

  it('says that somebody has to sign in where a refused token cannot be renewed', async () => {
    const keeper = newKeeper()
    const token = await signIn()
    await keeper.token()
    on.sandbox.gazelle.revoke(token)
    expect(await errorOf(keeper.fetch(clients))).toBeInstanceOf(SignInNeededError)
  })

  it('gives Gazelle’s GraphQL errors', async () => {
    await signIn()
    const error = await errorOf(newKeeper().fetch('query { nothingOfTheKind }'))
    expect(error).toBeInstanceOf(GraphqlError)
    expect(error).toMatchObject({ problem: null, errors: [{ message: expect.stringContaining('nothingOfTheKind') }] })
  })

  it.each([
    [
      { kind: 'status', status: 429, retryAfter: '7' },
      { kind: 'rate-limited', httpStatus: 429, retryAfterSeconds: 7 },
    ],
    [
      { kind: 'status', status: 403 },
      { kind: 'forbidden', httpStatus: 403 },
    ],
    [
      { kind: 'status', status: 502 },
      { kind: 'unavailable', httpStatus: 502 },
    ],
    [{ kind: 'not-json' }, { kind: 'intercepted', httpStatus: 200 }],
    [
      { kind: 'answer', ...interceptedText['cloudflare-challenge'] },
      { kind: 'intercepted', httpStatus: 403 },
    ],
    [
      { kind: 'answer', ...interceptedText['basic-challenge'] },
      { kind: 'intercepted', httpStatus: 401 },
    ],
    [
      { kind: 'answer', ...gazellesOwn['unavailable-seconds'] },
      { kind: 'unavailable', httpStatus: 503, retryAfterSeconds: 120 },
    ],
    [{ kind: 'drop' }, { kind: 'unavailable', httpStatus: null }],
  ] as const)('tells %j as %j, and asks once', async (action, expected) => {
    const keeper = newKeeper()
    await signIn()
    await keeper.token()
    const before = on.sandbox.gazelle.requests.all.length
    on.sandbox.gazelle.faults.add({ action, path: graphql })
    const error = await errorOf(keeper.fetch(clients))
    expect(error).toBeInstanceOf(RequestError)
    expect(error).toMatchObject({ ...expected, problem: { at: 'gazelle', kind: expected.kind } })
    expect(on.sandbox.gazelle.requests.all.length - before).toBe(1)
    expect(await keeper.fetch(clients)).toHaveProperty('allClients')
  })

  it('gives up a query that takes too long', async () => {
    const keeper = newKeeper({ timeoutMilliseconds: 50 })
    await signIn()
    await keeper.token()
    const query = on.sandbox.gazelle.faults.holdNext({ path: graphql })
    expect(await errorOf(keeper.fetch(clients))).toMatchObject({ kind: 'unavailable' })
    query.release()
  })

  it('ends with its signal, alone', async () => {
    const keeper = newKeeper()
    await signIn()
    await keeper.token()
    const query = on.sandbox.gazelle.faults.holdNext({ path: graphql })
    const asked = keeper.fetch(clients, {}, { signal: AbortSignal.timeout(100) })
    await query.reached
    const other = keeper.fetch(clients)
    await expect(asked).rejects.toMatchObject({ name: 'TimeoutError' })
    query.release()
    expect(await other).toHaveProperty('allClients')
  })
})
