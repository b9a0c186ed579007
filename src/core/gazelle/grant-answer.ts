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

/** What arrived from the token endpoint. */
export interface GrantAnswer {
  /** The address that was asked. Not every `fetch` says it with its response. */
  readonly address: string
  readonly response: Response
  /** The body, as far as it arrived. */
  readonly text: string
  /** The body's fields, where it is a JSON object or an encoded form. */
  readonly fields: Fields | null
  readonly isWhole: boolean
}

/**
 * The answer in the words that the library insists on. It rejects a whole answer for one odd field (`refresh_token:
 * null`, `expires_in: "soon"`, no `token_type`, JSON under another content type), and with it a token for which the old
 * one is gone. So it sees only what decides; the rest is read leniently afterwards. Doorkeeper names every error both in
 * the body and in a challenge header, at which the library stops: the header is shown only where the body is empty. A page
 * beside it is a gateway's.
 */
export function normalised({ response, text, fields }: GrantAnswer): Response {
  const headers = new Headers({ 'content-type': 'application/json' })
  const challenge = response.headers.get('www-authenticate')
  // A token is a token, whatever the status and the type beside it say: the old one may be gone for it.
  if (typeof fields?.['access_token'] === 'string') {
    const access_token = trimmed(fields['access_token'])
    return new Response(JSON.stringify({ access_token, token_type: 'Bearer' }), { headers })
  }
  const error = fields?.['error']
  if (typeof error !== 'string' && challenge !== null && isSilent(response, text))
    headers.set('www-authenticate', challenge)
  // Some servers refuse with 200 and an error in the body. Any status that says no serves the library as well as 400.
  return new Response(JSON.stringify({ error }), { status: 400, headers })
}

/** The credential of an answer whose access token has passed. `now` in milliseconds. Never throws. */
export function credentialFrom(accessToken: string, { response, fields }: GrantAnswer, now: number): Credential {
  const life = readOrNull(() => readLife(fields?.['expires_in'], false))
  const refreshToken = trimmed(fields?.['refresh_token'])
  return {
    accessToken,
    headerKind: 'bearer',
    // One with an odd character would make the whole row unreadable.
    refreshToken: typeof refreshToken === 'string' && tokenFlaw(refreshToken) === null ? refreshToken : null,
    issuedAt: issuedAt(fields?.['created_at'], life, httpDate(response.headers.get('date')) ?? now),
    // A token issued dead would be renewed again at once, for ever. The next 401 tells what is true.
    lifeSeconds: life === 0 ? null : life,
    source: 'oauth',
  }
}

/** Believes `created_at` where the token is neither from the future nor already over by the server's clock (milliseconds). */
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
    return new GrantError('rate-limited', 'Gazelle has had too many requests. Wait and try again.', detail)
  }
  // Every 5xx, with Retry-After or not: a balancer says 502, 503 or 504 too when the server behind it has done the work
  // and was slow to say so.
  if (status < 500 && (code === 'invalid_grant' || isRevoked(code, answer.fields))) {
    return new GrantError(
      'invalid-grant',
      'Gazelle does not accept the refresh token: it was used before, was revoked or has expired.',
      detail,
    )
  }
  if (status < 500 && (code === 'invalid_client' || code === 'unauthorized_client')) {
    return new GrantError(
      'invalid-client',
      'Gazelle does not accept the OAuth application. Check its client id and secret in the settings.',
      detail,
    )
  }
  // A challenge is given at the edge: what it stands before has not been asked.
  if (isChallenge(response) || status === 511) return intercepted(detail)
  // 408 comes from a balancer as well, and a body cut short may have said anything. A 2xx without a token that can be
  // read is an answer somebody spoiled: an API gateway's page, a proxy's "please wait" while the true answer comes in.
  const mayBeSpent = status < 400 || status === 408 || status >= 500 || !isWhole
  if (mayBeSpent || code === 'server_error' || code === 'temporarily_unavailable') {
    return new GrantError(
      'answer-lost',
      `Gazelle’s answer to the request for a new token cannot be used (HTTP ${status}).`,
      detail,
    )
  }
  if (isOfAnother(answer)) return intercepted(detail)
  return new GrantError(
    'unexpected-answer',
    `What answered (HTTP ${status}) does not give out tokens. Check the OAuth address in the settings, and whether the network asks you to sign in.`,
    detail,
  )
}

/**
 * Some servers tell a revoked refresh token as a malformed request, and only the description says what it is (picard#3320,
 * listenbrainz-server#3813). Nothing else that may be wrong with a refresh is called so.
 */
function isRevoked(code: string | null, fields: Fields | null): boolean {
  const words = fields?.['error_description']
  return code === 'invalid_request' && typeof words === 'string' && /\brevoked\b|révoqué/i.test(words)
}

/** Whether a refusal is somebody else's than the token endpoint's, whose words are JSON. */
function isOfAnother({ response, text, fields }: GrantAnswer): boolean {
  if (typeof fields?.['error'] === 'string') return false
  if (response.status === 407) return true
  if (response.status === 401 && isSchemeOfAGateway(response.headers.get('www-authenticate'))) return true
  return fields === null && (isPage(response, text) || isPlainText(text))
}

function intercepted(detail: { httpStatus: number; retryAfterSeconds?: number | null }): GrantError {
  return new GrantError(
    'intercepted',
    `Something between this computer and Gazelle answers in its place (HTTP ${detail.httpStatus}). Open a web page in a browser to see whether this network asks you to sign in.`,
    detail,
  )
}

/** OAuth's codes are words of small letters: nothing else that stands in their place is passed on, it may quote a token. */
function inOAuthsForm(code: string | null): string | null {
  return code !== null && code.length <= 40 && /^[a-z]+(_[a-z]+)*$/.test(code) ? code : null
}

/** What the server said is wrong, out of the library's errors; null where it said nothing that can be understood. */
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
