import { setTimeout as pause } from 'node:timers/promises'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Handler } from '../http-server.ts'
import type { Strike } from './faults.ts'
import { OAuthError } from './oauth.ts'
import type { Parts } from './parts.ts'
import { controlPath } from './routes/control.ts'
import { readForm } from './routes/form.ts'
import { graphqlPath } from './routes/graphql.ts'
import { errorOnDemand, tokenPath } from './routes/oauth.ts'
import { shownIn } from './tokens.ts'

/** Wraps the routes: applies faults, records the request, and sets the `Date` header by our clock. */
export function disturbed(handler: Handler, { faults, requests, now }: Parts): Handler {
  return async (request, connection) => {
    const path = new URL(request.url).pathname
    if (path.startsWith(controlPath)) return await handler(request, connection)

    const time = now()
    const seen = await look(request, path)
    const strike = faults.strike(request.method, path)
    await strike.hold()
    for (const milliseconds of strike.delays) await pause(milliseconds)

    const response =
      strike.end?.kind === 'drop' ? null : ((await made(strike.end, request)) ?? (await handler(request, connection)))
    const answered = response !== null && strike.end?.kind !== 'accept-and-drop'
    if (seen) {
      const { credential, ...kind } = seen
      requests.record({ time, path, ...kind, status: response?.status ?? null, answered }, credential)
    }
    if (!answered) {
      connection.incoming.socket.destroy()
      return RESPONSE_ALREADY_SENT
    }
    const headers = new Headers(response.headers)
    headers.set('date', new Date(now() + strike.skewSeconds * 1000).toUTCString())
    return new Response(response.body, { status: response.status, headers })
  }
}

/** Gives the answer that replaces handling the request, or null if the request is to be handled. */
async function made(end: Strike['end'], request: Request): Promise<Response | null> {
  switch (end?.kind) {
    case 'status':
      return Response.json(
        { error: 'sandbox_fault' },
        { status: end.status, headers: end.retryAfter === undefined ? {} : { 'retry-after': end.retryAfter } },
      )
    case 'answer':
      return new Response(mayHaveBody(end.status) ? end.body : null, { status: end.status, headers: end.headers ?? {} })
    case 'oauth-error':
      return await errorOnDemand(request, new OAuthError(end.error, end.description))
    case 'not-json':
      return new Response('<!doctype html><title>Maintenance</title><p>Back soon.', {
        headers: { 'content-type': 'text/html; charset=utf-8' },
      })
    default:
      return null
  }
}

// `Response` throws for a body if HTTP has none.
const mayHaveBody = (status: number): boolean => ![204, 205, 304].includes(status)

interface Seen {
  readonly header: 'bearer' | 'api-key' | 'none'
  readonly grantType: string | null
  readonly credential: string | null
}

/** The facts to record of a request to the API or to the token endpoint; null for any other. */
async function look(request: Request, path: string): Promise<Seen | null> {
  if (path === graphqlPath) {
    const shown = shownIn(request.headers)
    return { header: shown?.header ?? 'none', grantType: null, credential: shown?.credential ?? null }
  }
  if (path === tokenPath) {
    const form = await readForm(request.clone())
    const credential = form['refresh_token'] ?? form['code'] ?? null
    return { header: 'none', grantType: form['grant_type'] ?? null, credential }
  }
  return null
}
