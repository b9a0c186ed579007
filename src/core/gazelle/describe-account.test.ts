import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { describeAccount } from './describe-account.ts'
import { GazelleError } from './errors.ts'

const accessToken = 'T'.repeat(43)
const clients = { allClients: { totalCount: 3, nodes: [{ id: 'cli_1', companyName: null }] } }
const unknownField = { errors: [{ message: 'Field doesn’t exist' }] }

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()))
})

/** A Gazelle that answers by what a query asks for: JSON, or a status. */
async function describeBy(answer: (query: string) => object | number, headerKind: 'bearer' | null = 'bearer') {
  const asked: string[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const { query } = JSON.parse(Buffer.concat(chunks).toString()) as { query: string }
    asked.push(query)
    const answered = request.headers.authorization === undefined ? 401 : answer(query)
    if (typeof answered === 'number') response.writeHead(answered).end()
    else response.end(JSON.stringify(answered))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  closing.push(async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  })
  const options = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql/private/`,
    fetch: globalThis.fetch,
    clock: { now: () => 0 },
    userAgent: 'gazelle-keeper/test',
  }
  return { described: describeAccount({ accessToken, headerKind }, options), asked }
}

const about =
  (company: unknown, user: unknown, list: object = { data: clients }) =>
  (query: string) =>
    'data' in list
      ? { data: { ...(list.data as object), ...(query.includes('company {') && { company, user }) } }
      : list

describe('an account', () => {
  it('has a company, a user and clients', async () => {
    const { described, asked } = await describeBy(about({ name: 'Pianos' }, { firstName: 'A', lastName: 'B' }), null)
    expect(await described).toMatchObject({ company: 'Pianos', user: 'A B', clientCount: 3, headerKind: 'bearer' })
    expect(asked).toHaveLength(1)
  })

  it.each<[string, unknown, unknown, object]>([
    ['nobody', null, null, { company: null, user: null }],
    ['a name alone', { name: 'Pianos' }, { lastName: 'B' }, { company: 'Pianos', user: 'B' }],
    ['names that are none', { name: 12 }, { firstName: {}, lastName: '' }, { company: null, user: null }],
    ['names to mislead', { name: 'A\u202e\nB' }, { firstName: ' ' }, { company: 'A B', user: null }],
    ['a list for an object', [], 'x', { company: null, user: null }],
  ])('may tell of %s', async (_, company, user, told) => {
    expect(await (await describeBy(about(company, user))).described).toMatchObject(told)
  })

  it('with a name without end is cut', async () => {
    const { company } = await (await describeBy(about({ name: 'é'.repeat(5000) }, null))).described
    expect(company).toHaveLength(120)
  })

  it.each([400, 403, 422, 500])('whose names are answered with HTTP %i has none', async (status) => {
    const { described } = await describeBy((query) => (query.includes('company {') ? status : { data: clients }))
    expect(await described).toMatchObject({ company: null, user: null, clientCount: 3 })
  })

  it('whose clients are not counted is asked without', async () => {
    const { described, asked } = await describeBy((query) =>
      query.includes('totalCount') ? unknownField : { data: clients },
    )
    expect(await described).toMatchObject({ clientCount: null, headerKind: 'bearer' })
    expect(asked).toHaveLength(4)
  })

  it.each([
    [401, 'unauthorized'],
    [403, 'forbidden'],
    [503, 'unavailable'],
    [404, 'unexpected-answer'],
  ])('that answers HTTP %i is not described: %s', async (status, kind) => {
    const error = await (await describeBy(() => status)).described.catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(GazelleError)
    expect(error).toMatchObject({ kind })
  })
})
