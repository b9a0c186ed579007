/** Gazelle's own origin: where it is, unless somebody says otherwise. */
export const gazelleOrigin = 'https://gazelleapp.io'

/** Where a Gazelle answers, each address in full. */
export interface GazelleAddresses {
  /** Its GraphQL API. */
  readonly graphqlEndpoint: string
  /** Its consent page. */
  readonly authorizationEndpoint: string
  /** Where grants are asked for. */
  readonly tokenEndpoint: string
  /** Where tokens are revoked (RFC 7009). */
  readonly revocationEndpoint: string
}

/** The path of the GraphQL API, without the slash at its end: the API is asked with it, and pages may ask without. */
export const graphqlPath = '/graphql/private'

/** The addresses of the Gazelle at an origin; a path after the origin does not count. Throws a `TypeError` for what is no URL. */
export function gazelleAddresses(origin: string): GazelleAddresses {
  const at = (path: string) => new URL(path, origin).href
  return {
    graphqlEndpoint: at(`${graphqlPath}/`),
    authorizationEndpoint: at('/developer/oauth/authorize'),
    tokenEndpoint: at('/developer/oauth/token'),
    revocationEndpoint: at('/developer/oauth/revoke'),
  }
}
