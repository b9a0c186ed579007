import { app, net, session } from 'electron'

/** How the app names itself to servers. Supabase refuses secret keys from anything that looks like a browser. */
export const userAgent = `gazelle-keeper/${app.getVersion()}`

/** `fetch` over Chromium's network, which follows the system's proxy; nothing is cached, no cookie is sent or kept. */
export const fetchBySystem: typeof globalThis.fetch = (input, init) => {
  const request = input instanceof URL ? input.href : input
  return net.fetch(request as string | Request, { ...init, credentials: 'omit', cache: 'no-store' } as RequestInit)
}

/**
 * As `fetchBySystem`, but never over a connection that was used before: where such a one breaks Chromium sends a request
 * again by itself, a POST too, and a refresh token would be spent twice.
 */
export const fetchOnce: typeof globalThis.fetch = (input, init) => {
  // One after the other: closing the connections would cut off an answer that is on its way.
  const answer = latest.then(() => fetchAnew(input, init))
  latest = answer.catch(() => undefined)
  return answer
}

let latest: Promise<unknown> = Promise.resolve()

const fetchAnew: typeof globalThis.fetch = async (input, init) => {
  const own = session.fromPartition('grants', { cache: false })
  await own.closeAllConnections()
  const request = input instanceof URL ? input.href : input
  return await own.fetch(
    request as string | Request,
    { ...init, credentials: 'omit', cache: 'no-store' } as RequestInit,
  )
}
