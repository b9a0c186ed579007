import { setTimeout as pause } from 'node:timers/promises'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Strike } from '../gazelle/faults.ts'
import type { Handler } from '../http-server.ts'

/** The faults that strike a request, in the form that passes between the threads: `hold` is over by then. */
export type Struck = Omit<Strike, 'hold'>

/** The path of the sandbox's own controls, which are never disturbed. */
export const controlPath = '/_sandbox/'

/** Wraps Supabase's API and applies faults. Takes the API, and the function that asks for a request's faults. */
export function disturbed(handler: Handler, strikeOf: (method: string, path: string) => Promise<Struck>): Handler {
  return async (request, connection) => {
    const { pathname } = new URL(request.url)
    if (pathname.startsWith(controlPath)) return await handler(request, connection)

    const { delays, skewSeconds, end } = await strikeOf(request.method, pathname)
    for (const milliseconds of delays) await pause(milliseconds)

    const answer = end?.kind === 'drop' ? null : (made(end) ?? (await handler(request, connection)))
    if (answer === null || end?.kind === 'accept-and-drop') {
      connection.incoming.socket.destroy()
      return RESPONSE_ALREADY_SENT
    }
    return skewSeconds === 0 ? answer : late(answer, skewSeconds)
  }
}

/** The same answer with its clock shifted by so many seconds. */
export function late(answer: Response, seconds: number): Response {
  const headers = new Headers(answer.headers)
  headers.set('date', new Date(Date.now() + seconds * 1000).toUTCString())
  return new Response(answer.body, { status: answer.status, statusText: answer.statusText, headers })
}

/** The answer that replaces handling the request, or null if the request is to be handled. */
function made(end: Struck['end']): Response | null {
  switch (end?.kind) {
    case 'answer':
      return new Response(mayHaveBody(end.status) ? (end.body ?? null) : null, {
        status: end.status,
        headers: end.headers ?? {},
      })
    case 'status': {
      const headers = end.retryAfter === undefined ? {} : { 'retry-after': end.retryAfter }
      return Response.json({ message: 'sandbox fault' }, { status: end.status, headers })
    }
    case 'oauth-error':
      return Response.json({ error: end.error, error_description: end.description }, { status: 400 })
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
