import type { OnBeforeSendHeadersListenerDetails, Session } from 'electron'
import { graphqlPath } from '../../core/gazelle/addresses.ts'
import { credentialFromHeaders } from '../../core/gazelle/headers.ts'
import type { Credential } from '../../core/token/credential.ts'
import { isSentByGazelle } from './sender.ts'

export interface TrafficReaders {
  /** Called with the credential of every request to Gazelle's GraphQL API; null: requests are not read. */
  readonly onCredential: ((credential: Credential) => void) | null
  /** Called when Gazelle answers a form of the page with an error (HTTP 4xx): a password it does not accept. */
  readonly onFormRefused: () => void
}

/** The current watcher of each session: a session has one listener for each event, and the next watcher takes its place. */
const watchers = new WeakMap<Session, TrafficReaders>()

/**
 * Watches the requests of Gazelle's own pages and workers, and ignores those of other sites. They pass unchanged; only the
 * credential's header is read. Watches until the returned function is called, or another watcher takes over: the listeners are
 * the session's, and a session outlives its window.
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
      const { method, url, requestHeaders: headers } = details
      // A preflight carries no credential.
      if (method === 'OPTIONS' || !isGraphql(new URL(url), gazelle)) return
      if (!isSentByGazelle({ frameOrigin: frameOriginOf(details), headers }, gazelle)) return
      const found = credentialFromHeaders(headers)
      if (found !== null) onCredential({ ...found, source: 'web-session' })
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

/** Null if the frame is gone, or never was: Electron throws at the touch of a frame that is going away. */
function frameOriginOf(details: OnBeforeSendHeadersListenerDetails): string | null {
  try {
    return details.frame?.origin ?? null
  } catch {
    return null
  }
}
