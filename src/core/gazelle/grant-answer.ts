import { ResponseBodyError, WWWAuthenticateChallengeError } from 'oauth4webapi'
import { httpDate } from '../base/http-date.ts'
import type { Fields } from '../base/json.ts'
import { retryAfterSeconds } from '../base/retry-after.ts'
import type { Credential } from '../token/credential.ts'
import type { EpochSeconds } from '../token/record.ts'
import { readLife, readPointInTime, thirtyDays } from '../token/time.ts'
import { tokenFlaw } from '../token/token-text.ts'
import { GrantError, sentElsewhere } from './grant-errors.ts'
import { isChallenge, isPage, isPlainText, isSchemeOfAGateway, whereTo } from './interception.ts'

const clocksMayDifferSeconds = 300

/** An answer from the token endpoint, as it arrived. */
export interface GrantAnswer {
  /** The requested address. Not every `fetch` gives it with its response. */
  readonly address: string
  readonly response: Response
  /** The body, as far as it arrived. */
  readonly text: string
  /** The body's fields; null if it has none (see `fieldsOf`). */
  readonly fields: Fields | null
  readonly isWhole: boolean
}

/**
 * The answer in the form that the library insists on. The library rejects a whole answer for one odd field (`refresh_token:
 * null`, `expires_in: "soon"`, no `token_type`, JSON under another content type), and with it a token for which the old one
 * is gone. So it sees only the deciding fields; the rest is read leniently afterwards. Doorkeeper names every error both in
 * the body and in a challenge header, at which the library stops: the header is passed on only if the body is empty. A page
 * beside it is a gateway's.
 */
export function normalised({ response, text, fields }: GrantAnswer): Response {
  const headers = new Headers({ 'content-type': 'application/json' })
  const challenge = response.headers.get('www-authenticate')
  // Take a token whatever its status and type: the old one may be gone.
  if (typeof fields?.['access_token'] === 'string') {
    const access_token = trimmed(fields['access_token'])
    return new Response(JSON.stringify({ access_token, token_type: 'Bearer' }), { headers })
  }
  const error = fields?.['error']
  if (typeof error !== 'string' && challenge !== null && isSilent(response, text))
    headers.set('www-authenticate', challenge)
  // Some servers refuse with 200 and an error in the body. For the library, 400 stands for any refusal.
  return new Response(JSON.stringify({ error }), { status: 400, headers })
}

/** The credential of an answer whose access token the library has accepted. `now` in milliseconds. Never throws. */
export function credentialFrom(accessToken: string, { response, fields }: GrantAnswer, now: number): Credential {
  const life = readOrNull(() => readLife(fields?.['expires_in'], false))
  const refreshToken = trimmed(fields?.['refresh_token'])
  return {
    accessToken,
    headerKind: 'bearer',
    // A refresh token with an odd character would make the whole row unreadable.
    refreshToken: typeof refreshToken === 'string' && tokenFlaw(refreshToken) === null ? refreshToken : null,
    issuedAt: issuedAt(fields?.['created_at'], life, httpDate(response.headers.get('date')) ?? now),
    // Ignore a life of zero: the token would be renewed again at once, for ever. A 401 will tell the truth.
    lifeSeconds: life === 0 ? null : life,
    source: 'oauth',
  }
}

/** Believes `created_at` if it makes the token neither future nor expired by the server's clock (milliseconds). */
function issuedAt(created: unknown, life: number | null, serverTime: number): EpochSeconds | null {
  const at = readOrNull(() => readPointInTime('created_at', created))?.at ?? null
  if (at === null) return null
  const age = serverTime / 1000 - at
  return age >= -clocksMayDifferSeconds && age < (life || thirtyDays) ? at : null
}

/** The error for an answer that brought no token. `code` is OAuth's own (RFC 6749, 5.2), `now` in milliseconds. */
export function refusal(answer: GrantAnswer, code: string | null, now: number): GrantError {
  const { response, isWhole } = answer
  const { status } = response
  if (response.type === 'opaqueredirect') return sentElsewhere()
  if (status >= 300 && status < 400) {
    return whereTo(response.headers.get('location'), answer.address) === 'away'
      ? intercepted({ httpStatus: status })
      : sentElsewhere(status)
  }
  const detail = {
    httpStatus: status,
    code: inOAuthsForm(code),
    retryAfterSeconds: retryAfterSeconds(response.headers, now),
  }
  if (status === 429) {
    return new GrantError('rate-limited', 'Gazelle has had too many requests.', detail)
  }
  // A 5xx never proves a refusal, with Retry-After or not: a balancer also says 502, 503 or 504 when the server behind it has
  // done the work and was slow to say so.
  if (status < 500 && (code === 'invalid_grant' || isRevoked(code, answer.fields))) {
    return new GrantError('invalid-grant', 'Gazelle does not accept the refresh token.', detail)
  }
  if (status < 500 && (code === 'invalid_client' || code === 'unauthorized_client')) {
    return new GrantError('invalid-client', 'Gazelle does not accept the OAuth application.', detail)
  }
  // A challenge comes from the edge: the server behind it has not been asked.
  if (isChallenge(response) || status === 511) return intercepted(detail)
  // A 408 may come from a balancer too, and a truncated body may have said anything. A 2xx without a readable token is a
  // spoiled answer: an API gateway's page, or a proxy's "please wait" while the true answer comes in.
  const mayBeSpent = status < 400 || status === 408 || status >= 500 || !isWhole
  if (mayBeSpent || code === 'server_error' || code === 'temporarily_unavailable') {
    return new GrantError('answer-lost', `The answer to the grant cannot be used (HTTP ${status}).`, detail)
  }
  if (isOfAnother(answer)) return intercepted(detail)
  return new GrantError('unexpected-answer', `What answered gives out no tokens (HTTP ${status}).`, detail)
}

/**
 * Whether the error means a revoked refresh token. Some servers call that a malformed request, and only the description tells
 * (picard#3320, listenbrainz-server#3813). No other fault of a refresh has that description.
 */
function isRevoked(code: string | null, fields: Fields | null): boolean {
  const words = fields?.['error_description']
  return code === 'invalid_request' && typeof words === 'string' && /\brevoked\b|révoqué/i.test(words)
}

/** Whether a refusal does not come from the token endpoint, which speaks JSON. */
function isOfAnother({ response, text, fields }: GrantAnswer): boolean {
  if (typeof fields?.['error'] === 'string') return false
  if (response.status === 407) return true
  if (response.status === 401 && isSchemeOfAGateway(response.headers.get('www-authenticate'))) return true
  return fields === null && (isPage(response, text) || isPlainText(text))
}

function intercepted(detail: { httpStatus: number; retryAfterSeconds?: number | null }): GrantError {
  return new GrantError('intercepted', `Something answers in Gazelle’s place (HTTP ${detail.httpStatus}).`, detail)
}

/** Passes on only codes in OAuth's form, words of lower-case letters: anything else may quote a token. */
function inOAuthsForm(code: string | null): string | null {
  return code !== null && code.length <= 40 && /^[a-z]+(_[a-z]+)*$/.test(code) ? code : null
}

/** The server's error code, from the library's errors; null if there is none that is understood. */
export function oauthErrorCode(error: unknown): string | null {
  if (error instanceof ResponseBodyError) return error.error
  if (!(error instanceof WWWAuthenticateChallengeError)) return null
  const codes = error.cause.map(({ parameters }) => parameters['error'])
  return codes.find((code) => code !== undefined) ?? null
}

function isSilent(response: Response, text: string): boolean {
  return !isPage(response, text) && !isPlainText(text)
}

function trimmed(value: unknown): unknown {
  return typeof value === 'string' ? value.trim() : value
}

function readOrNull<T>(read: () => T): T | null {
  try {
    return read()
  } catch {
    return null
  }
}
