import { app, type Session, session } from 'electron'
import { LastingSession } from './lasting-session.ts'
import { ProxyLogins } from './proxy-login.ts'

/** How the app names itself to servers. Supabase refuses secret keys from anything that looks like a browser. */
export const userAgent = `gazelle-keeper/${app.getVersion()}`

/** Keeps Chromium from fetching spelling dictionaries from Google for every session; call it before the app is ready. */
export function fetchNoDictionaries(): void {
  app.on('session-created', (created) => created.setSpellCheckerLanguages([]))
}

/** Who the app is to the proxy on its way. */
export const proxyLogin = new ProxyLogins()

/** Not the default one: that is the app's own pages', which reach nobody. */
const requests = new LastingSession('requests')
const grants = new LastingSession('grants')

/**
 * Goes on when Chromium's network process has died, and calls `onReturn`: see `LastingSession`. Pages and cookies find the new
 * process by themselves.
 */
export function outliveNetworkProcess(onReturn: () => void): void {
  app.on('child-process-gone', (_event, { serviceName }) => {
    if (serviceName !== 'network.mojom.NetworkService') return
    requests.doubt()
    grants.doubt()
    onReturn()
  })
}

/** `fetch` over Chromium's network, which follows the system's proxy; nothing is cached, no cookie is sent or kept. */
export const fetchBySystem: typeof globalThis.fetch = async (input, init) => fetchIn(await requests.open(), input, init)

/**
 * As `fetchBySystem`, but never over a connection that was used before: where such a one breaks Chromium sends a request
 * again by itself, a POST too, and a refresh token would be spent twice.
 */
export const electronFetch: typeof globalThis.fetch = (input, init) => {
  // One after the other: closing the connections would cut off an answer that is on its way.
  const answer = latest.then(() => fetchAnew(input, init))
  latest = answer.catch(() => undefined)
  return answer
}

let latest: Promise<unknown> = Promise.resolve()

const fetchAnew: typeof globalThis.fetch = async (input, init) => {
  const own = await grants.open()
  await own.closeAllConnections()
  return await fetchIn(own, input, init)
}

/** Forgets which password the proxy was given, so that it asks again. */
export async function forgetProxyPassword(): Promise<void> {
  const pages = ['persist:gazelle', 'gazelle'].map((partition) => session.fromPartition(partition, { cache: false }))
  // An answer to a grant that is on its way is waited for.
  const ofGrants = latest.then(async () => forgetWho(await grants.open()))
  latest = ofGrants.catch(() => undefined)
  await Promise.all([await requests.open(), ...pages].map(forgetWho))
  await ofGrants
}

async function forgetWho(own: Session): Promise<void> {
  await own.clearAuthCache()
  await own.closeAllConnections()
}

/** What a proxy answers that wants to know who is there: nothing has gone on to the server. */
const proxyAuthenticationRequired = 407

async function fetchIn(
  own: Session,
  input: Parameters<typeof globalThis.fetch>[0],
  init?: RequestInit,
): Promise<Response> {
  const request = input instanceof URL ? input.href : input
  const again = typeof request === 'string' ? request : request.clone()
  const url = typeof request === 'string' ? request : request.url
  const options = { ...init, credentials: 'omit', cache: 'no-store' } as RequestInit
  const answer = await own.fetch(request as string, options)
  if (answer.status !== proxyAuthenticationRequired) {
    proxyLogin.passed(url)
    return answer
  }
  // Of a proxy's answer there is nothing to read: it fails, or never comes.
  void answer.body?.cancel().catch(() => undefined)
  const isThrough = await proxyLogin.introduce(own, url, init?.signal)
  // As Chromium itself says it.
  if (!isThrough) throw new Error('net::ERR_TUNNEL_CONNECTION_FAILED')
  return await own.fetch(again as string, options)
}
