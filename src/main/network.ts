import { app, net } from 'electron'

/** How the app names itself to servers. Supabase refuses secret keys from anything that looks like a browser. */
export const userAgent = `gazelle-keeper/${app.getVersion()}`

/** `fetch` over Chromium's network, which follows the system's proxy; nothing is cached, no cookie is sent or kept. */
export const fetchBySystem: typeof globalThis.fetch = (input, init) => {
  const request = input instanceof URL ? input.href : input
  return net.fetch(request as string | Request, { ...init, credentials: 'omit', cache: 'no-store' } as RequestInit)
}
