import { buildSchema, type ExecutionResult, GraphQLError, graphql } from 'graphql'
import { type Language, readable } from './graphql-errors.ts'
import type { Standing, User, UserAccount } from './state.ts'

// The names come from an introspection of Gazelle's schema that users have published, with the same nullability: see
// docs/gazelle.md. The parts within `edges` and `pageInfo` are Relay's. The type of `accessLevel` and of the notice is a guess.
const types = /* GraphQL */ `
  type Query {
    allClients(first: Int, after: String): ClientConnection
    allPianos(first: Int, after: String, sortBy: [PianoSort!]): PianoConnection
  }

  type Client { id: ID, companyName: String }
  type ClientEdge { cursor: String!, node: Client }
  type ClientConnection { nodes: [Client], edges: [ClientEdge!]!, pageInfo: PageInfo!, totalCount: Int! }

  type Piano { id: ID, make: String, model: String, client: Client }
  type PianoEdge { cursor: String!, node: Piano }
  type PianoConnection { nodes: [Piano], edges: [PianoEdge!]!, pageInfo: PageInfo!, totalCount: Int! }
  enum PianoSort { CREATED_AT_ASC, CREATED_AT_DESC }

  type PageInfo { hasNextPage: Boolean!, hasPreviousPage: Boolean!, startCursor: String, endCursor: String }
`

const schema = buildSchema(types)
const schemaWithAccount = buildSchema(/* GraphQL */ `${types}
  extend type Query { company: Company, user: User, upcomingMaintenanceNotice: String }
  type Company { id: ID, name: String, isParked: Boolean, parkedReason: String }
  type User { id: ID, firstName: String, lastName: String, email: String, accessLevel: String, hasLimitedAccess: Boolean }
`)

/** The account of users who have none of their own. */
export const ownAccount: UserAccount = {
  company: { id: 'com_1', name: 'Accord et Mécanique' },
  firstName: 'Camille',
  lastName: 'Desmarteaux',
}

interface Client {
  readonly id: string
  readonly companyName: string | null
}

// Invented. A private person has no company.
const companies: (string | null)[] = [
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

const clients: readonly Client[] = companies.map((companyName, index) => ({ id: `cli_${1001 + index}`, companyName }))
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

const pageSize = 25

/** A Relay connection over the list: https://relay.dev/graphql/connections.htm */
function connection<Node extends { id: string }>(list: readonly Node[], { first, after }: Page) {
  if (typeof first === 'number' && first < 0) throw new GraphQLError('first must not be negative.')
  const cursor = (node: Node) => Buffer.from(node.id).toString('base64url')
  const start = after ? list.findIndex((node) => cursor(node) === after) + 1 : 0
  if (after && start === 0) throw new GraphQLError('after is no cursor of this list.')
  const nodes = list.slice(start, start + (first ?? pageSize))
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

const accounts: Readonly<
  Record<Standing, { user: object; company: object; upcomingMaintenanceNotice: string | null }>
> = {
  good: account('ADMIN', false, null),
  'limited-access': account('LIMITED', true, null),
  'company-parked': {
    ...account('ADMIN', false, null),
    company: { isParked: true, parkedReason: 'The subscription was paused.' },
  },
  maintenance: account('ADMIN', false, 'Gazelle will be down for maintenance tonight.'),
}

function account(accessLevel: string, hasLimitedAccess: boolean, upcomingMaintenanceNotice: string | null) {
  const company = { isParked: false, parkedReason: null }
  return { company, user: { accessLevel, hasLimitedAccess }, upcomingMaintenanceNotice }
}

/** The values of the fields: all data if the standing is good, else the account alone. */
function rootValue(standing: Standing, asking: Asking | null) {
  const unlessDenied = <T>(read: () => T): T => {
    if (standing === 'good') return read()
    throw new GraphQLError('You do not have permission to see this.', { extensions: { code: 'FORBIDDEN' } })
  }
  const { user, company, ...rest } = accounts[standing]
  const { firstName, lastName, company: own } = asking?.account ?? ownAccount
  return {
    ...rest,
    company: { ...own, ...company },
    user: { id: asking?.id, email: asking?.email, firstName, lastName, ...user },
    allClients: (page: Page) => unlessDenied(() => connection(clients, page)),
    allPianos: ({ sortBy, ...page }: Page & { sortBy?: string[] | null }) =>
      unlessDenied(() => connection(sortBy?.[0] === 'CREATED_AT_DESC' ? pianos.toReversed() : pianos, page)),
  }
}

/** The person whose credential came with the request. */
export type Asking = Pick<User, 'id' | 'email' | 'account'>

/** The form of an answer. `language`: of the errors of a query; Gazelle has been seen to answer in French. */
export interface Manner {
  readonly standing?: Standing
  readonly language?: Language
}

/**
 * Answers a GraphQL request's JSON; the answer's `errors` name every fault. `asking`: null for an API without the account's
 * fields.
 */
export async function answerGraphql(
  body: unknown,
  asking: Asking | null = null,
  { standing = 'good', language = 'en' }: Manner = {},
): Promise<ExecutionResult> {
  const { query, variables, operationName } = (body ?? {}) as Record<string, unknown>
  if (typeof query !== 'string') return { errors: [new GraphQLError('No query string was present')] }
  const answer = await graphql({
    schema: asking === null ? schema : schemaWithAccount,
    rootValue: rootValue(standing, asking),
    source: query,
    variableValues: typeof variables === 'object' ? (variables as Record<string, unknown> | null) : null,
    operationName: typeof operationName === 'string' ? operationName : null,
  })
  return answer.errors ? { ...answer, errors: answer.errors.map((error) => readable(error, language)) } : answer
}
