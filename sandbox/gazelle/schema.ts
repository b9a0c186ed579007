import { buildSchema, type ExecutionResult, GraphQLError, graphql } from 'graphql'
import type { User } from './state.ts'

const types = /* GraphQL */ `
  type Query {
    allClients(first: Int, after: String): ClientConnection!
    allPianos(first: Int, after: String, sortBy: [PianoSort!]): PianoConnection!
  }

  type Client { id: ID!, companyName: String }
  type ClientEdge { cursor: String!, node: Client! }
  type ClientConnection { nodes: [Client!]!, edges: [ClientEdge!]!, pageInfo: PageInfo!, totalCount: Int! }

  type Piano { id: ID!, make: String!, model: String!, client: Client! }
  type PianoEdge { cursor: String!, node: Piano! }
  type PianoConnection { nodes: [Piano!]!, edges: [PianoEdge!]!, pageInfo: PageInfo!, totalCount: Int! }
  enum PianoSort { CREATED_AT_ASC, CREATED_AT_DESC }

  type PageInfo { hasNextPage: Boolean!, hasPreviousPage: Boolean!, startCursor: String, endCursor: String }
`

const schema = buildSchema(types)
// The names of these fields are a guess: Gazelle's are not known from outside.
const schemaWithAccount = buildSchema(/* GraphQL */ `${types}
  extend type Query { company: Company!, user: User! }
  type Company { id: ID!, name: String! }
  type User { id: ID!, firstName: String, lastName: String, email: String }
`)

interface Client {
  readonly id: string
  readonly companyName: string | null
}

// Invented. A private person has no company.
const COMPANIES: (string | null)[] = [
  'Atelier du Clavier Ancien',
  'Auditorium Les Tilleuls',
  null,
  'Café-concert Le Diapason',
  'Camp musical du Lac Rond',
  'Chapelle Sainte-Cordelle',
  null,
  null,
  'Collège Montfeutre',
  'Conservatoire de Valsonore',
  'École de musique Do Dièse',
  'Église Saint-Unisson',
  null,
  'Grand Théâtre des Marteaux',
  'Harmonie Municipale de Rivetable',
  'Hôtel Belle Octave',
  null,
  'Maison de la culture Pédale Douce',
  'Orchestre des Trois Cordes',
  'Salle Table d’Harmonie',
  'Studio Boisvert & Filles',
  null,
  'Théâtre du Sommier',
  'Université de Pont-Étouffoir',
]

const clients: readonly Client[] = COMPANIES.map((companyName, index) => ({ id: `cli_${1001 + index}`, companyName }))
const pianos = clients.slice(0, 8).map((client, index) => ({
  id: `pno_${5001 + index}`,
  make: ['Feutrine', 'Marteau & Fils', 'Sommier Frères'][index % 3],
  model: index % 2 ? `Droit ${110 + index}` : `Queue ${170 + index}`,
  client,
}))

interface Page {
  readonly first?: number | null
  readonly after?: string | null
}

const PAGE_SIZE = 25

/** A Relay connection over the list: https://relay.dev/graphql/connections.htm */
function connection<Node extends { id: string }>(list: readonly Node[], { first, after }: Page) {
  if (typeof first === 'number' && first < 0) throw new GraphQLError('first must not be negative.')
  const cursor = (node: Node) => Buffer.from(node.id).toString('base64url')
  const start = after ? list.findIndex((node) => cursor(node) === after) + 1 : 0
  if (after && start === 0) throw new GraphQLError('after is no cursor of this list.')
  const nodes = list.slice(start, start + (first ?? PAGE_SIZE))
  const edges = nodes.map((node) => ({ cursor: cursor(node), node }))
  return {
    nodes,
    edges,
    totalCount: list.length,
    pageInfo: {
      hasNextPage: start + nodes.length < list.length,
      hasPreviousPage: start > 0,
      startCursor: edges.at(0)?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  }
}

const rootValue = {
  company: { id: 'com_1', name: 'Accord et Mécanique' },
  allClients: (page: Page) => connection(clients, page),
  allPianos: ({ sortBy, ...page }: Page & { sortBy?: string[] | null }) =>
    connection(sortBy?.[0] === 'CREATED_AT_DESC' ? pianos.toReversed() : pianos, page),
}

/** The person whose credential a request showed. */
export type Asking = Pick<User, 'id' | 'email'>

/**
 * Answers a GraphQL request's JSON; whatever is wrong with it is in the answer's `errors`. `asking`: null for an API
 * without the fields `company` and `user`.
 */
export async function answerGraphql(body: unknown, asking: Asking | null = null): Promise<ExecutionResult> {
  const { query, variables, operationName } = (body ?? {}) as Record<string, unknown>
  if (typeof query !== 'string') return { errors: [new GraphQLError('No query string was present')] }
  return await graphql({
    schema: asking === null ? schema : schemaWithAccount,
    rootValue: { ...rootValue, user: { ...asking, firstName: 'Camille', lastName: 'Desmarteaux' } },
    source: query,
    variableValues: typeof variables === 'object' ? (variables as Record<string, unknown> | null) : null,
    operationName: typeof operationName === 'string' ? operationName : null,
  })
}
