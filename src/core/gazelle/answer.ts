import { type Fields, objectOf, parseObject } from '../base/json.ts'
import { retryAfterSeconds } from '../base/retry-after.ts'
import { GazelleError, type GazelleErrorKind } from './errors.ts'
import { errorsOf, type Meaning, meaningOf } from './graphql-words.ts'
import { isChallenge, isPage, isPlainText, isSchemeOfAGateway, whereTo } from './interception.ts'

/**
 * Judges the head of an answer from Gazelle's API: returns if the body has to be read, else throws the `GazelleError` that the
 * head means. `endpoint` is the requested address; `now` is in milliseconds, for a `Retry-After` that is a date.
 *
 * A redirect is never followed, so that a token never goes to another host; one that leads to Gazelle's own sign-in page
 * is Gazelle's way of saying that the token is not accepted.
 */
export function judgeHead(response: Response, endpoint: string, now: number): void {
  const { status, headers } = response
  const detail = { httpStatus: status, retryAfterSeconds: retryAfterSeconds(headers, now) }
  if (isChallenge(response)) throw error('intercepted', detail)
  if (response.type === 'opaqueredirect' || (status >= 300 && status < 400)) {
    throw error(kindOfRedirect(headers.get('location'), endpoint), detail)
  }
  if (status === 407 || status === 511) throw error('intercepted', detail)
  if (status === 429) throw error('rate-limited', detail)
  if (status >= 500 || status === 408 || status === 425) throw error('unavailable', detail)
  if (status === 401 && isSchemeOfAGateway(headers.get('www-authenticate'))) throw error('intercepted', detail)
}

/**
 * Judges an answer whose head has passed, by its body: gives the JSON object of a 2xx answer, else throws the
 * `GazelleError` that it means. Only Gazelle's own word counts against a token: a page, or a text where the API speaks JSON,
 * comes from somebody else.
 *
 * A 401 may be empty or a plain line, which is Rails's default. One that speaks of a scope is a 403 under another number. A 403
 * is always `forbidden`, whatever it says: the token is known, and a new one would be allowed no more.
 */
export function readAnswer(response: Response, text: string, now: number): Fields {
  const { status } = response
  const detail = { httpStatus: status, retryAfterSeconds: retryAfterSeconds(response.headers, now) }
  if (isPage(response, text) || (isPlainText(text) && status !== 401)) throw error('intercepted', detail)
  if (status === 401) throw error(isOfScope(response, text) ? 'forbidden' : 'unauthorized', detail)
  if (status === 403) throw error('forbidden', detail)
  const answer = parseObject(text)
  if (response.ok && answer !== undefined) return answer
  throw error((answer && meaningOf(answer)) ?? 'unexpected-answer', detail)
}

/** Whether a refusal says, in OAuth's terms (RFC 6750, 3.1), that the token is good but lacks the right. */
function isOfScope({ headers }: Response, text: string): boolean {
  const challenge = headers.get('www-authenticate') ?? ''
  if (/(^|[\s,])error="?insufficient_scope\b/i.test(challenge.replace(/error_description="[^"]*"/gi, ''))) return true
  return parseObject(text)?.['error'] === 'insufficient_scope'
}

/**
 * Judges the JSON object of a 2xx answer to the cheap query: returns when Gazelle accepted the token, else throws the
 * `GazelleError` that it means. GraphQL reports its errors with HTTP 200.
 *
 * A list of clients is the proof. By Gazelle's schema `nodes` and its items may be null: a connection without an error is an
 * acceptance, even if the user sees no client. A null in place of the connection itself proves nothing: a field is also refused
 * that way.
 */
export function judgeClients(answer: Fields, httpStatus: number): void {
  const clients = objectOf(objectOf(answer['data'])?.['allClients'])
  const hasErrors = errorsOf(answer).length > 0
  if (clients !== undefined && (Array.isArray(clients['nodes']) || !hasErrors)) return
  throw error(meaningOf(answer) ?? (hasErrors ? 'not-understood' : 'unexpected-answer'), { httpStatus })
}

/** The meaning of a redirect, which is not followed. Electron does not say where it leads. */
function kindOfRedirect(location: string | null, endpoint: string): GazelleErrorKind | 'moved' {
  const where = whereTo(location, endpoint)
  if (where === 'away') return 'intercepted'
  return where === 'sign-in' ? 'unauthorized' : 'moved'
}

type Word = Meaning | GazelleErrorKind | 'moved' | 'not-understood'

/** The message of each, for developers; the faces have texts of their own. */
const texts: Readonly<Record<Word, string>> = {
  unauthorized: 'Gazelle does not accept the token.',
  forbidden: 'Gazelle denies the token access.',
  'rate-limited': 'Gazelle has had too many requests.',
  unavailable: 'Gazelle has a problem of its own.',
  intercepted: 'Something answers in Gazelle’s place.',
  'unexpected-answer': 'What answered is not Gazelle’s API.',
  moved: 'Gazelle’s API redirects to another address.',
  'not-understood': 'Gazelle does not accept the query.',
}

/** The error for an answer that is not Gazelle's. */
export const interceptedAnswer = (httpStatus: number): GazelleError => error('intercepted', { httpStatus })

/** The error that an answer means. */
function error(word: Word, detail: { httpStatus: number; retryAfterSeconds?: number | null }): GazelleError {
  const kind = word === 'moved' || word === 'not-understood' ? 'unexpected-answer' : word
  return new GazelleError(kind, texts[word], detail)
}
