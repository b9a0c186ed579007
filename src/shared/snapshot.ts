import type { DiskTrouble } from '../core/base/disk-trouble.ts'
import type { AuthorizationErrorKind } from '../core/gazelle/authorization-error.ts'
import type { Condition } from '../core/keeper/condition.ts'
import type * as keeper from '../core/keeper/history.ts'
import type { SeenKeeper } from '../core/keeper/logbook.ts'
import type { KeeperState } from '../core/keeper/state.ts'
import type { Language } from './catalogue/languages.ts'
import type { Setup } from './setup.ts'

export type { DiskTrouble } from '../core/base/disk-trouble.ts'
export type { Condition } from '../core/keeper/condition.ts'
export type { Life } from '../core/keeper/history.ts'
export type { Activity, KeeperState, Problem, TokenFacts } from '../core/keeper/state.ts'
export type { Language } from './catalogue/languages.ts'

/**
 * The progress of the guided sign-in. While the window is open:
 * - `by-link`: a link has opened it; nothing is loaded, and the session is left alone, until a person begins
 * - `loading`: Gazelle's page is loading
 * - `waiting`: it is the person's turn
 * - `password-refused`: Gazelle's page did not accept the sign-in
 * - `at-provider`: it is the person's turn, at a sign-in provider's page (`SignInDetail`: which)
 * - `in-browser`: it is the person's turn, in the system's own browser
 * - `browser-refused`: a provider does not allow signing in inside another program (`SignInDetail`: which)
 * - `passkey`: the page waits for a passkey, which may not work in this window (`SignInDetail`: where)
 * - `captcha`: the page asks for proof that the person is no robot (`SignInDetail`: where)
 * - `led-away`: the page tried to go to another site, which this window does not load
 * - `in-circles`: the page redirected without end, and was stopped
 * - `blank`: a page has shown nothing for a while
 * - `not-gazelle`: the page at Gazelle's address does not look like Gazelle's
 * - `quiet`: no token has come for two minutes
 * - `unreachable`: Gazelle's page does not load
 * - `certificate`: a page was not opened because its server cannot prove its identity (`SignInDetail`: which, and why)
 * - `proxy-auth`: the proxy on the way asks for a user name and a password (`SignInDetail`: which proxy)
 * - `authorization-refused`: the OAuth authorization failed (`SignInDetail`: how, and the provider's own words)
 * - `token-refused`: a token came, and Gazelle's API did not accept it
 * - `other-company`: a token of another company than the row's came; it waits for a person's word, or was declined
 * - `working`: a token came and is being tested and saved
 * - `held`: the token could not be saved yet, and is kept
 * - `done`: the row holds a token that works
 *
 * Once it is closed: `closed` (nothing to say) or `cancelled` (closed before a token came).
 */
export type SignInPhase =
  | 'by-link'
  | 'loading'
  | 'waiting'
  | 'password-refused'
  | 'at-provider'
  | 'in-browser'
  | 'browser-refused'
  | 'passkey'
  | 'captcha'
  | 'led-away'
  | 'in-circles'
  | 'blank'
  | 'not-gazelle'
  | 'quiet'
  | 'unreachable'
  | 'certificate'
  | 'proxy-auth'
  | 'authorization-refused'
  | 'token-refused'
  | 'other-company'
  | 'working'
  | 'held'
  | 'done'
  | 'closed'
  | 'cancelled'

/** Why a server's certificate is not trusted. */
export type CertificateFlaw = 'unknown-issuer' | 'out-of-date' | 'wrong-name' | 'revoked' | 'other'

/** The details of a phase whose name alone does not say enough. */
export type SignInDetail =
  | {
      readonly phase: 'at-provider' | 'browser-refused' | 'passkey' | 'captcha' | 'proxy-auth'
      readonly host: string
    }
  | { readonly phase: 'certificate'; readonly host: string; readonly flaw: CertificateFlaw }
  | {
      readonly phase: 'authorization-refused'
      readonly why: AuthorizationErrorKind
      /** The provider's own words, cleaned and short. */
      readonly words: string | null
    }

export function isSignInOpen(phase: SignInPhase): boolean {
  return phase !== 'closed' && phase !== 'cancelled'
}

/** Whether the window is open for a person's sign-in. A link begins none: any page of the web may hold it. */
export function isSigningIn(phase: SignInPhase): boolean {
  return isSignInOpen(phase) && phase !== 'by-link'
}

/** Whether Gazelle's page shows nothing in this phase, so that the app says in its place what is wrong, or offers to begin. */
export function isPageless(phase: SignInPhase): boolean {
  return (
    phase === 'by-link' ||
    phase === 'unreachable' ||
    phase === 'certificate' ||
    phase === 'proxy-auth' ||
    phase === 'in-circles'
  )
}

/** The place of the secrets: sealed by the system's keychain, or, without one, in memory until the app ends. */
export type SecretKeeping = 'keychain' | 'memory'

/**
 * Why stored secrets cannot be read:
 * - `locked`: the keychain waits for a person to open it
 * - `denied`: a person, or the keychain itself, has said no
 * - `gone`: there is no keychain any more
 * - `frozen`: the keychain does not answer
 * - `other`: this is not the keychain that sealed them
 * - `lost`: nothing was stored, or the file is gone
 */
export type SecretsTrouble = 'locked' | 'denied' | 'gone' | 'frozen' | 'other' | 'lost'

/** The purpose of the secrets: the Supabase side, the OAuth application, the proxy, tokens that are in no row, alerts. */
export type SecretKind = 'supabase' | 'oauth' | 'proxy' | 'tokens' | 'alerts'

/** Stored secrets that cannot be read now. */
export interface UnreadSecrets {
  readonly why: SecretsTrouble
  readonly what: readonly SecretKind[]
  /** The keychain is being asked, at a person's request. */
  readonly isAsking: boolean
}

/** Who changed the row, as the project's logbook tells. Names are as others chose them, and fit to be shown; null is not known. */
export interface Writer {
  readonly byKeeper: boolean
  readonly keeper: string | null
  /** Whether it was a keeper on this computer. */
  readonly isHere: boolean
  readonly program: string | null
  /** The API's role, or the database's. */
  readonly role: string | null
  readonly user: string | null
}

/**
 * An event worth a mark. `conflict`: two tokens that work competed for the row; one was kept, the other was not. `written`: a change
 * of the row that only the logbook tells of (`unclear`: to something that holds no token).
 */
export type Mark =
  | keeper.Mark
  | (Extract<keeper.Mark, { what: 'adopted' }> & { readonly writer: Writer })
  | {
      readonly what: 'written'
      readonly at: number
      readonly fingerprint?: string
      readonly change: 'added' | 'changed' | 'removed' | 'unclear'
      readonly writer: Writer
    }
  | { readonly what: 'conflict'; readonly at: number; readonly kept: string; readonly other: string }

/** The token's last 90 days: the tokens in the row, and the events. The oldest first. */
export type History = Omit<keeper.History, 'marks'> & { readonly marks: readonly Mark[] }

/** An uncaught error of our own: its name, and when, in milliseconds since 1970. */
export interface Mistake {
  readonly at: number
  readonly name: string
}

/** The app's own mishaps on this computer, apart from the token; null if there are none. */
export interface Mishaps {
  /** Why files cannot be written: changes last until the app ends. */
  readonly disk: DiskTrouble | null
  /** The settings were lost or damaged before this start: an earlier copy was restored, or there was none. */
  readonly settings: 'restored' | 'lost' | null
  readonly mistake: Mistake | null
}

export const noMishaps: Mishaps = { disk: null, settings: null, mistake: null }

/** The answer to an act of a person which nothing else on the page would show. */
export type Answer =
  | 'diagnostics-copied'
  | 'renewed'
  | 'no-way-to-renew'
  | 'token-saved'
  | 'token-there'
  | 'session-forgotten'
  | 'project-forgotten'
  | 'signed-out'
  | 'application-forgotten'
  | 'alerts-email-set'
  | 'alerts-removed'
  | 'sql-copied'
  | 'secrets-copied'
  | 'function-saved'
  | 'function-unsaved'
  | 'command-copied'
  | 'undone'
  | 'sandbox-left'
  | 'invitation-copied'
  | 'invitation-saved'
  | 'history-saved'
  | 'history-unsaved'

/** A keeper that has left word in the project's logbook, and when it last did (milliseconds since 1970). Holds no secret. */
export type KnownKeeper = Omit<SeenKeeper, 'secondsAgo' | 'ableSecondsAgo'> & { readonly seenAt: number }

/** Everything that the app shows: popover, guide bar, tray, notifications. Holds no secret. */
export interface Snapshot {
  readonly language: Language
  /** False until a Supabase project has been named. */
  readonly isConnected: boolean
  readonly isSandbox: boolean
  readonly condition: Condition
  readonly keeper: KeeperState
  readonly signIn: SignInPhase
  /**
   * Whether somebody is at the open sign-in window, or was a short while ago: only then do the other places leave the next step
   * to it.
   */
  readonly isSignInAttended: boolean
  /** The details of the phase, if there are any. */
  readonly signInDetail: SignInDetail | null
  readonly secrets: SecretKeeping
  /** Earlier settings that cannot be read; null if there are none. */
  readonly unread: UnreadSecrets | null
  readonly mishaps: Mishaps
  /** Who looks after the row, the latest first; none where the project has no logbook, or it has not been heard yet. */
  readonly keepers: readonly KnownKeeper[]
  /** The token's last 90 days. */
  readonly history: History
  readonly setup: Setup
  /** The answer to what the person has just done; null after a moment. */
  readonly answer: Answer | null
  /** Whether what the person has just done can be undone. */
  readonly canUndo: boolean
}

/** Whether somebody is signing in at this moment. A window left open and forgotten does not count. */
export function isBeingDealtWith({ signIn, isSignInAttended }: Pick<Snapshot, 'signIn' | 'isSignInAttended'>): boolean {
  return isSigningIn(signIn) && isSignInAttended
}

/** The snapshot's own time, in milliseconds since 1970: this computer's, corrected by its clock error. */
export function nowOf(snapshot: Pick<Snapshot, 'keeper'>, now = Date.now()): number {
  return now - snapshot.keeper.clockErrorMilliseconds
}

export { isPassing } from '../core/keeper/state.ts'
export { expiresAt } from '../core/token/expiry.ts'
