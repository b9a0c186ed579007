import { app, type Session, session } from 'electron'
import { LastingSession } from './lasting-session.ts'
import { ProxyLogins } from './proxy-login.ts'

/** The app's name to servers. Supabase refuses secret keys from anything that looks like a browser. */
export const userAgent = `gazelle-keeper/${app.getVersion()}`

/** Keeps Chromium from fetching spelling dictionaries from Google for every session; call it before the app is ready. */
export function fetchNoDictionaries(): void {
  app.on('session-created', (created) => created.setSpellCheckerLanguages([]))
}

/** The app's account at the proxy. */
export const proxyLogin = new ProxyLogins()

/** The default session is left to the app's own pages, which reach no server. */
const requests = new LastingSession('requests')
const grants = new LastingSession('grants')

/**
 * Survives the death of Chromium's network process, and calls `onReturn`: see `LastingSession`. Pages and cookies find the new
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

/** `fetch` over Chromium's network, through the system's proxy; nothing is cached, and no cookie is sent or kept. */
export const fetchBySystem: typeof globalThis.fetch = async (input, init) => fetchIn(await requests.open(), input, init)

/**
 * As `fetchBySystem`, but never over a used connection: if one breaks, Chromium repeats the request by itself, even a POST, and a
 * refresh token would be spent twice.
 */
export const electronFetch: typeof globalThis.fetch = (input, init) => {
  // One at a time: closing the connections would cut off another request's answer.
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

/** Forgets the password that the proxy was given, so that it asks again. */
export async function forgetProxyPassword(): Promise<void> {
  const pages = ['persist:gazelle', 'gazelle'].map((partition) => session.fromPartition(partition, { cache: false }))
  // Wait for the answer to a grant under way.
  const ofGrants = latest.then(async () => forgetWho(await grants.open()))
  latest = ofGrants.catch(() => undefined)
  await Promise.all([await requests.open(), ...pages].map(forgetWho))
  await ofGrants
}

async function forgetWho(own: Session): Promise<void> {
  await own.clearAuthCache()
  await own.closeAllConnections()
}

/** The HTTP status of a proxy that wants a login: the request has not reached the server. */
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
  // A proxy's answer has nothing to read: reading fails, or never ends.
  void answer.body?.cancel().catch(() => undefined)
  const isThrough = await proxyLogin.introduce(own, url, init?.signal)
  // Chromium's own error for this.
  if (!isThrough) throw new Error('net::ERR_TUNNEL_CONNECTION_FAILED')
  return await own.fetch(again as string, options)
}
