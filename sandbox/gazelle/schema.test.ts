import { describe, expect, it } from 'vitest'
import { answerGraphql } from './schema.ts'

const pageText = `query Page($first: Int, $after: String) {
  allClients(first: $first, after: $after) {
    totalCount nodes { id companyName } edges { cursor node { id } } pageInfo { hasNextPage endCursor }
  }
}`

interface Clients {
  totalCount: number
  nodes: { id: string; companyName: string | null }[]
  edges: { cursor: string; node: { id: string } }[]
  pageInfo: { hasNextPage: boolean; endCursor: string | null }
}

const page = async (variables: Record<string, unknown>): Promise<Clients> => {
  const { data, errors } = await answerGraphql({ query: pageText, variables })
  expect(errors).toBeUndefined()
  return data?.['allClients'] as Clients
}

describe('allClients', () => {
  it('is read to the end, page by page, each client once', async () => {
    const seen: string[] = []
    let after: string | null = null
    for (;;) {
      const { totalCount, nodes, edges, pageInfo }: Clients = await page({ first: 7, after })
      expect(edges.map(({ node }) => node.id)).toEqual(nodes.map(({ id }) => id))
      expect(pageInfo.endCursor).toBe(edges.at(-1)?.cursor)
      seen.push(...nodes.map(({ id }) => id))
      if (!pageInfo.hasNextPage) {
        expect(seen).toHaveLength(totalCount)
        break
      }
      after = pageInfo.endCursor
    }
    expect(new Set(seen).size).toBe(seen.length)
  })

  it('has private people without a company', async () => {
    const { nodes } = await page({})
    expect(nodes.some(({ companyName }) => companyName === null)).toBe(true)
    expect(nodes.some(({ companyName }) => companyName !== null)).toBe(true)
  })

  it.each([
    [{ query: '{ nothing }' }, 'Cannot query field'],
    [{ query: '{' }, 'Syntax Error'],
    [{ query: pageText, variables: { first: -1 } }, 'negative'],
    [{ query: pageText, variables: { after: 'nowhere' } }, 'no cursor'],
    [{}, 'No query'],
    [null, 'No query'],
  ])('says in errors what is wrong with %j', async (body, message) => {
    const { errors } = await answerGraphql(body)
    expect(errors?.[0]?.message).toContain(message)
  })
})

describe('the account', () => {
  const query = '{ company { name } user { firstName lastName email } }'

  it('is told to whoever asks', async () => {
    const { data, errors } = await answerGraphql({ query }, { id: 'usr_1', email: 'who@gazelle.example' })
    expect(errors).toBeUndefined()
    expect(data).toMatchObject({ company: { name: expect.any(String) }, user: { email: 'who@gazelle.example' } })
  })

  it('may be asked whether it is in good standing', async () => {
    const asked =
      '{ user { accessLevel hasLimitedAccess } company { isParked parkedReason } upcomingMaintenanceNotice }'
    const { data } = await answerGraphql({ query: asked }, { id: 'usr_1', email: 'who@gazelle.example' })
    expect(data).toMatchObject({
      user: { hasLimitedAccess: false },
      company: { isParked: false, parkedReason: null },
      upcomingMaintenanceNotice: null,
    })
  })

  it.each([
    ['limited-access', { user: { hasLimitedAccess: true } }],
    ['company-parked', { company: { isParked: true, parkedReason: expect.any(String) } }],
    ['maintenance', { upcomingMaintenanceNotice: expect.any(String) }],
  ] as const)('without access says why where it is asked: %s', async (standing, why) => {
    const asking = { id: 'usr_1', email: 'who@gazelle.example' }
    const denied = await answerGraphql({ query: '{ allClients { nodes { id } } }' }, asking, { standing })
    expect(denied.data).toEqual({ allClients: null })
    expect(denied.errors?.[0]?.extensions).toEqual({ code: 'FORBIDDEN' })
    const query = '{ user { hasLimitedAccess } company { isParked parkedReason } upcomingMaintenanceNotice }'
    const { data, errors } = await answerGraphql({ query }, asking, { standing })
    expect(errors).toBeUndefined()
    expect(data).toMatchObject(why)
  })

  it('is unknown where there are no such fields', async () => {
    const { data, errors } = await answerGraphql({ query })
    expect(data).toBeUndefined()
    expect(errors?.map(({ message }) => message)).toEqual([
      expect.stringContaining('"company"'),
      expect.stringContaining('"user"'),
    ])
  })
})

describe('allPianos', () => {
  it('is sorted either way', async () => {
    const ids = async (sortBy: string) => {
      const { data } = await answerGraphql({ query: `{ allPianos(first: 100, sortBy: [${sortBy}]) { nodes { id } } }` })
      const pianos = data?.['allPianos'] as { nodes: { id: string }[] } | undefined
      return (pianos?.nodes ?? []).map(({ id }) => id)
    }
    const ascending = await ids('CREATED_AT_ASC')
    expect(ascending.length).toBeGreaterThan(1)
    expect(await ids('CREATED_AT_DESC')).toEqual(ascending.toReversed())
  })
})

describe('a field that does not exist', () => {
  it.each([
    ['en', 'Cannot query field "session" on type "Query".'],
    ['fr', 'Le champ «\u00a0session\u00a0» n’existe pas sur le type «\u00a0Query\u00a0»'],
  ] as const)('has a code, and words in %s', async (language, message) => {
    const { data, errors } = await answerGraphql({ query: '{ session }' }, null, { language })
    expect(data).toBeUndefined()
    expect(errors?.map((error) => error.toJSON())).toEqual([
      {
        message,
        locations: [{ line: 1, column: 3 }],
        extensions: { code: 'undefinedField', typeName: 'Query', fieldName: 'session' },
      },
    ])
  })
})
