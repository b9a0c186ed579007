import type { Session } from 'electron'
import type { Credential } from '../../core/gazelle/credential.ts'
import { credentialFromHeaders } from '../../core/gazelle/headers.ts'

const graphqlPath = '/graphql/private'

/**
 * Watches the requests of Gazelle's web application to its GraphQL API, whoever sends them (page, worker, service
 * worker), and hands on the credential that each carries. Requests pass unchanged.
 */
export function watchTraffic(
  session: Session,
  gazelleUrl: string,
  onCredential: (credential: Credential) => void,
): void {
  const gazelle = new URL(gazelleUrl)
  // Chromium's patterns name no port: the origin is compared again below.
  const urls = [`${gazelle.protocol}//${gazelle.hostname}${graphqlPath}*`]
  session.webRequest.onBeforeSendHeaders({ urls }, (details, proceed) => {
    proceed({})
    // A preflight carries no credential.
    if (details.method === 'OPTIONS' || !isGraphql(new URL(details.url), gazelle)) return
    const credential = credentialFromHeaders(details.requestHeaders, 'web-session')
    if (credential !== null) onCredential(credential)
  })
}

/** Stops watching: the listener is the session's, and a session outlives its window. */
export function stopWatching(session: Session): void {
  session.webRequest.onBeforeSendHeaders(null)
}

function isGraphql(url: URL, gazelle: URL): boolean {
  return url.origin === gazelle.origin && (url.pathname === graphqlPath || url.pathname.startsWith(`${graphqlPath}/`))
}
