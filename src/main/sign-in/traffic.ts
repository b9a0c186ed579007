import type { OnBeforeSendHeadersListenerDetails, Session } from 'electron'
import type { Credential } from '../../core/gazelle/credential.ts'
import { credentialFromHeaders } from '../../core/gazelle/headers.ts'
import { placeOf } from './places.ts'

const graphqlPath = '/graphql/private'

export interface TrafficReaders {
  /** Called with the credential of every request to Gazelle's GraphQL API; null: none of them is looked at. */
  readonly onCredential: ((credential: Credential) => void) | null
  /** Called when Gazelle answers a form that the page sent with an error (HTTP 4xx): a password it does not accept. */
  readonly onFormRefused: () => void
}

/** Who watches a session now: it has one listener for each event, and the next watcher takes its place. */
const watchers = new WeakMap<Session, TrafficReaders>()

/**
 * Watches the requests of Gazelle's web application, whoever sends them (page, worker, service worker). They pass
 * unchanged; nothing but the credential's header is read. Watches until the function it gives back is called, or until
 * somebody else watches: the listeners are the session's, and a session outlives its window.
 */
export function watchTraffic(session: Session, gazelleUrl: string, readers: TrafficReaders): () => void {
  const gazelle = new URL(gazelleUrl)
  const site = `${gazelle.protocol}//${gazelle.hostname}`
  const { onCredential, onFormRefused } = readers
  const { webRequest } = session
  stop(session)
  watchers.set(session, readers)
  if (onCredential !== null) {
    webRequest.onBeforeSendHeaders({ urls: [`${site}${graphqlPath}*`] }, (details, proceed) => {
      proceed({})
      // A preflight carries no credential.
      if (details.method === 'OPTIONS' || !isGraphql(new URL(details.url), gazelle) || isForeign(details, gazelle))
        return
      const credential = credentialFromHeaders(details.requestHeaders, 'web-session')
      if (credential !== null) onCredential(credential)
    })
  }
  webRequest.onResponseStarted({ urls: [`${site}/*`], types: ['mainFrame'] }, (details) => {
    const isRefusal = details.statusCode >= 400 && details.statusCode < 500
    if (details.method === 'POST' && isRefusal && new URL(details.url).origin === gazelle.origin) onFormRefused()
  })
  return () => {
    if (watchers.get(session) === readers) stop(session)
  }
}

function stop(session: Session): void {
  watchers.delete(session)
  session.webRequest.onBeforeSendHeaders(null)
  session.webRequest.onResponseStarted(null)
}

/** Chromium's patterns name no port, so the origin is compared again. */
function isGraphql(url: URL, gazelle: URL): boolean {
  return url.origin === gazelle.origin && (url.pathname === graphqlPath || url.pathname.startsWith(`${graphqlPath}/`))
}

/** Another site's page may ask Gazelle's API too, with a token of another company. Workers have no frame. */
function isForeign({ frame }: OnBeforeSendHeadersListenerDetails, gazelle: URL): boolean {
  return frame !== null && frame !== undefined && placeOf(frame.origin, gazelle) !== 'gazelle'
}
