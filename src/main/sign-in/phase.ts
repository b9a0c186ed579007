import type { Offer } from '../../core/keeper/keeper.ts'
import type { SignInPhase } from '../../shared/snapshot.ts'

/**
 * What happens to a sign-in window:
 * - `load`: Gazelle's first page is asked for
 * - `shown` / `failed`: a page of Gazelle is there / does not load
 * - `password-refused`: Gazelle did not accept the form
 * - `led-away`: the page wanted to go where this window does not go
 * - `patience-over`: nothing has come for a while
 * - `taken`: a token was found; then, of that token, how its offer ended
 * - `closed`
 */
export type SignInEvent =
  | 'load'
  | 'shown'
  | 'failed'
  | 'password-refused'
  | 'led-away'
  | 'patience-over'
  | 'taken'
  | 'closed'
  | { readonly offer: Offer }

/** The phase that follows. Pure and total. Once a token is at work, what the page goes on doing is no news. */
export function nextPhase(phase: SignInPhase, event: SignInEvent): SignInPhase {
  if (event === 'closed') return isSolved(phase) ? 'closed' : 'cancelled'
  if (phase === 'done') return phase
  if (typeof event === 'object') return phaseOf(event.offer)
  switch (event) {
    case 'load':
      return 'loading'
    case 'taken':
      return 'working'
    case 'shown':
      // The page that a refused token came from may well load again: the refusal stays to be read.
      return isSolved(phase) || phase === 'token-refused' ? phase : 'waiting'
    case 'failed':
      return isSolved(phase) ? phase : 'unreachable'
    case 'patience-over':
      return isSolved(phase) ? phase : 'quiet'
    case 'password-refused':
    case 'led-away':
      return isSolved(phase) ? phase : event
  }
}

/** Whether a person may still be at it, so that patience runs. */
export function isWaiting(phase: SignInPhase): boolean {
  return phase === 'loading' || phase === 'waiting' || phase === 'password-refused' || phase === 'led-away'
}

function isSolved(phase: SignInPhase): boolean {
  return phase === 'working' || phase === 'held' || phase === 'done'
}

function phaseOf(offer: Offer): SignInPhase {
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
  }
}
