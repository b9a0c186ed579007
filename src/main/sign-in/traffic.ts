import type { Session } from 'electron'
import type { Credential } from '../../core/gazelle/credential.ts'
import { credentialFromHeaders } from '../../core/gazelle/headers.ts'

const graphqlPath = '/graphql/private'

export interface TrafficReaders {
  /** Called with the credential of every request to Gazelle's GraphQL API. */
  readonly onCredential: (credential: Credential) => void
  /** Called when Gazelle answers a form that the page sent with an error (HTTP 4xx): a password it does not accept. */
  readonly onFormRefused: () => void
}

/**
 * Watches the requests of Gazelle's web application, whoever sends them (page, worker, service worker). They pass
 * unchanged; nothing but the credential's header is read. Watches until the function it gives back is called: the
 * listeners are the session's, and a session outlives its window.
 */
export function watchTraffic(session: Session, gazelleUrl: string, readers: TrafficReaders): () => void {
  const gazelle = new URL(gazelleUrl)
  const site = `${gazelle.protocol}//${gazelle.hostname}`
  const { webRequest } = session
  webRequest.onBeforeSendHeaders({ urls: [`${site}${graphqlPath}*`] }, (details, proceed) => {
    proceed({})
    // A preflight carries no credential.
    if (details.method === 'OPTIONS' || !isGraphql(new URL(details.url), gazelle)) return
    const credential = credentialFromHeaders(details.requestHeaders, 'web-session')
    if (credential !== null) readers.onCredential(credential)
  })
  webRequest.onResponseStarted({ urls: [`${site}/*`], types: ['mainFrame'] }, (details) => {
    const isRefusal = details.statusCode >= 400 && details.statusCode < 500
    if (details.method === 'POST' && isRefusal && new URL(details.url).origin === gazelle.origin) {
      readers.onFormRefused()
    }
  })
  return () => {
    webRequest.onBeforeSendHeaders(null)
    webRequest.onResponseStarted(null)
  }
}

/** Chromium's patterns name no port, so the origin is compared again. */
function isGraphql(url: URL, gazelle: URL): boolean {
  return url.origin === gazelle.origin && (url.pathname === graphqlPath || url.pathname.startsWith(`${graphqlPath}/`))
}
