import type { OfferResult } from '../../core/keeper/keeper.ts'
import type { SignInDetail, SignInPhase } from '../../shared/snapshot.ts'

/**
 * What happens to a sign-in window:
 * - `by-link`: a link opens the window, and nothing else
 * - `load`: Gazelle's first page is asked for
 * - `shown` / `failed`: a page of Gazelle is there / does not load
 * - `at-provider` / `returned`: a sign-in provider's page is there / its pop-up was closed
 * - `certificate`: a page was not opened because its server's certificate is not believed
 * - `proxy-auth`: the proxy wants a password
 * - `in-browser`: Gazelle's page is opened in the system's own browser
 * - `browser-refused`: the provider lets nobody sign in inside another program
 * - `passkey` / `passkey-over`: the page waits for a passkey / does so no longer
 * - `captcha`: the page wants to know that nobody is a robot
 * - `password-refused`: Gazelle did not accept the form
 * - `led-away`: the page wanted to go where this window does not go
 * - `in-circles`: the page leads on and on, to itself
 * - `blank` / `painted`: a page has shown nothing for a while / shows something after that
 * - `not-gazelle`: what is at Gazelle's address is not Gazelle's
 * - `patience-over`: nothing has come for a while
 * - `taken`: a token was found, or the answer that brings one; then, of that token, how its offer ended
 * - `authorization-refused`: the answer brought none
 * - `closed`
 */
export type SignInEvent =
  | 'by-link'
  | 'load'
  | 'shown'
  | 'failed'
  | 'at-provider'
  | 'returned'
  | 'certificate'
  | 'proxy-auth'
  | 'in-browser'
  | 'browser-refused'
  | 'passkey'
  | 'passkey-over'
  | 'captcha'
  | 'password-refused'
  | 'led-away'
  | 'in-circles'
  | 'blank'
  | 'painted'
  | 'not-gazelle'
  | 'patience-over'
  | 'taken'
  | 'authorization-refused'
  | 'closed'
  | { readonly offer: OfferResult }

/** Takes an event, or the detail of the phase that follows. */
export type Tell = (event: SignInEvent | SignInDetail) => void

/** Phases of a window whose end leaves nothing to say: a person's word has been heard, or nobody had begun. */
const endsQuietly: readonly SignInPhase[] = ['other-company', 'by-link']

/** The phase that follows. Pure and total. Once a token is at work, the page's events no longer matter. */
export function nextPhase(phase: SignInPhase, event: SignInEvent): SignInPhase {
  if (event === 'closed') return isSolved(phase) || endsQuietly.includes(phase) ? 'closed' : 'cancelled'
  if (phase === 'done') return phase
  if (typeof event === 'object') return phaseOf(event.offer)
  // The page is empty then, and its events mean nothing.
  if (phase === 'by-link' && event !== 'load') return phase
  if (phase === 'in-browser' && !['load', 'taken', 'authorization-refused'].includes(event)) return phase
  switch (event) {
    case 'by-link':
      return event
    case 'load':
      return 'loading'
    case 'taken':
      return 'working'
    case 'authorization-refused':
      return event
    case 'shown':
      return isSolved(phase) || isRefusal(phase) ? phase : 'waiting'
    case 'returned':
      return phase === 'at-provider' || phase === 'blank' || isObstacle(phase) ? 'waiting' : phase
    case 'passkey-over':
      return phase === 'passkey' ? 'waiting' : phase
    case 'captcha':
      // Some pages always show an obstacle: an earlier problem says more. A page that answers with an error may be one.
      return isUneventful(phase) || phase === 'unreachable' ? event : phase
    case 'failed':
      // The reason was told just before.
      return isSolved(phase) || isReason(phase) ? phase : 'unreachable'
    case 'patience-over':
      return isSolved(phase) ? phase : 'quiet'
    case 'painted':
      return phase === 'blank' ? 'waiting' : phase
    case 'blank':
    case 'not-gazelle':
      return isSolved(phase) || isRefusal(phase) || isReason(phase) || phase === 'unreachable' ? phase : event
    case 'at-provider':
    case 'in-browser':
    case 'browser-refused':
    case 'passkey':
    case 'certificate':
    case 'proxy-auth':
    case 'password-refused':
    case 'led-away':
    case 'in-circles':
      return isSolved(phase) ? phase : event
  }
}

/** Whether a person may still be signing in, so that the patience timer runs. */
export function isWaiting(phase: SignInPhase): boolean {
  switch (phase) {
    case 'loading':
    case 'waiting':
    case 'at-provider':
    case 'password-refused':
    case 'led-away':
      return true
    default:
      return false
  }
}

/** Whether a token has come and is at work. */
export function isSolved(phase: SignInPhase): boolean {
  return phase === 'working' || phase === 'held' || phase === 'done'
}

/** Whether nothing has gone wrong, and nothing has come, yet. */
function isUneventful(phase: SignInPhase): boolean {
  return ['loading', 'waiting', 'at-provider', 'quiet', 'blank', 'not-gazelle'].includes(phase)
}

/** Whether the page wants something that this window may not be able to give; the advice stays to be read. */
function isObstacle(phase: SignInPhase): boolean {
  return phase === 'browser-refused' || phase === 'passkey' || phase === 'captcha'
}

/** Whether this says why a page does not load: it is told before the failure. */
function isReason(phase: SignInPhase): boolean {
  return phase === 'certificate' || phase === 'proxy-auth' || phase === 'in-circles'
}

/** Whether a token was refused: its page may well load again, but the refusal stays to be read. */
function isRefusal(phase: SignInPhase): boolean {
  return phase === 'token-refused' || phase === 'other-company' || phase === 'authorization-refused'
}

function phaseOf(offer: OfferResult): SignInPhase {
  switch (offer) {
    case 'saved':
    case 'unchanged':
    case 'outlived':
      return 'done'
    case 'held':
      return 'held'
    case 'refused':
    case 'forbidden':
      return 'token-refused'
    case 'other-company':
    case 'declined':
      return 'other-company'
  }
}
