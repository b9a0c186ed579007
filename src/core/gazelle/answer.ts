import { GazelleError } from './errors.ts'

/**
 * Judges the head of an answer to the cheap query: returns when its body is worth reading (2xx), else throws the
 * `GazelleError` that it means. `now` in milliseconds, for a `Retry-After` that is a date.
 *
 * A redirect is never followed, so that a token never goes to another host; one that leads to a sign-in page is
 * Gazelle's way of saying that the token is not accepted.
 */
export function judgeHead(response: Response, now: number): void {
  const { status } = response
  if (response.ok) return
  if (response.type === 'opaqueredirect' || (status >= 300 && status < 400)) {
    if (leadsToSignIn(response.headers.get('location'))) throw unauthorized(status)
    throw new GazelleError(
      'unexpected-answer',
      'Gazelle sent the request on to another address. Check the address of its API in the settings.',
      { httpStatus: status },
    )
  }
  if (status === 401) throw unauthorized(status)
  if (status === 403) throw forbidden(status)
  if (status === 429) throw rateLimited(status, retryAfterSeconds(response.headers.get('retry-after'), now))
  if (status >= 500) {
    throw new GazelleError('unavailable', `Gazelle has a problem of its own (HTTP ${status}). Wait and try again.`, {
      httpStatus: status,
    })
  }
  throw new GazelleError(
    'unexpected-answer',
    `Gazelle answered with HTTP ${status}. Check the address of its API in the settings.`,
    { httpStatus: status },
  )
}

/**
 * Judges the body of a 2xx answer to the cheap query: returns when it holds the list of clients, else throws the
 * `GazelleError` that it means. GraphQL reports its errors with HTTP 200.
 */
export function judgeBody(text: string, httpStatus: number): void {
  const answer = parseObject(text)
  const clients = objectOf(objectOf(answer?.['data'])?.['allClients'])
  if (Array.isArray(clients?.['nodes'])) return

  const errors = Array.isArray(answer?.['errors']) ? answer['errors'].map(objectOf) : []
  const says = (pattern: RegExp) =>
    errors.some((error) => pattern.test(`${objectOf(error?.['extensions'])?.['code']} ${error?.['message']}`))
  if (
    says(
      /unauthenticated|unauthori[sz]ed|not (authenticated|logged in|signed in)|(invalid|expired|revoked)\W+(\w+\W+)?token|(token|session)\W+(\w+\W+){0,3}(invalid|expired|revoked)/i,
    )
  ) {
    throw unauthorized(httpStatus)
  }
  if (says(/forbidden|not (authori[sz]ed|permitted|allowed)|permission|access denied/i)) throw forbidden(httpStatus)
  if (says(/throttl|rate.?limit|too many requests/i)) throw rateLimited(httpStatus, null)
  throw new GazelleError(
    'unexpected-answer',
    errors.length > 0
      ? 'Gazelle did not accept the query: its API may have changed. Look for a new version of this app.'
      : 'What answered is not Gazelle’s API. Check its address in the settings, and whether the network asks you to sign in.',
    { httpStatus },
  )
}

/**
 * Reads `Retry-After`: seconds, or an HTTP date counted from `now` (milliseconds). Gives whole seconds, never negative,
 * or null when it says nothing that can be understood.
 */
export function retryAfterSeconds(header: string | null, now: number): number | null {
  if (header === null) return null
  if (/^\d{1,9}$/.test(header.trim())) return Number(header)
  const at = httpDate(header)
  return at === null ? null : Math.max(0, Math.ceil((at - now) / 1000))
}

/** Reads an HTTP date (`Tue, 15 Nov 1994 08:12:31 GMT`); gives milliseconds since 1970, or null. */
export function httpDate(header: string | null): number | null {
  const at = header !== null && /^[a-z]{3,9},? .*\d\d:\d\d:\d\d/i.test(header) ? Date.parse(header) : Number.NaN
  return Number.isNaN(at) ? null : at
}

function leadsToSignIn(location: string | null): boolean {
  const path = location?.split(/[?#]/)[0] ?? ''
  return /\b(sign|log)[-_]?in\b|\/auth\b|\/sessions?\b/i.test(path)
}

function unauthorized(httpStatus: number): GazelleError {
  return new GazelleError(
    'unauthorized',
    'Gazelle does not accept this token: it has expired, was revoked or is wrong. Sign in to Gazelle again.',
    { httpStatus },
  )
}

function forbidden(httpStatus: number): GazelleError {
  return new GazelleError(
    'forbidden',
    'Gazelle knows this token, but its user may not read the clients. Ask the administrator of your Gazelle account for the permission.',
    { httpStatus },
  )
}

function rateLimited(httpStatus: number, retryAfter: number | null): GazelleError {
  return new GazelleError('rate-limited', 'Gazelle has had too many requests. Wait and try again.', {
    httpStatus,
    ...(retryAfter === null ? {} : { retryAfterSeconds: retryAfter }),
  })
}

type Fields = { [field: string]: unknown }

/** The value, if it is an object; else undefined. */
export function objectOf(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null ? (value as Fields) : undefined
}

/** The JSON object that a text holds, or undefined. Never throws. */
export function parseObject(text: string): Fields | undefined {
  try {
    return objectOf(JSON.parse(text))
  } catch {
    return undefined
  }
}
