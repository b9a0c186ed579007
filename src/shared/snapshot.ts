import type { DiskTrouble } from '../core/base/disk-trouble.ts'
import type { AuthorizationErrorKind } from '../core/gazelle/authorization-error.ts'
import type { Condition } from '../core/keeper/condition.ts'
import type * as keeper from '../core/keeper/history.ts'
import type { KeeperState } from '../core/keeper/state.ts'
import type { Setup } from './setup.ts'

export type { DiskTrouble } from '../core/base/disk-trouble.ts'
export type { Condition } from '../core/keeper/condition.ts'
export type { Life } from '../core/keeper/history.ts'
export type { Activity, KeeperState, Problem, TokenFacts } from '../core/keeper/state.ts'

/**
 * Where the guided sign-in stands. While the window is open:
 * - `loading`: Gazelle's page is on its way
 * - `waiting`: it is the person's turn
 * - `password-refused`: Gazelle's page did not accept the sign-in
 * - `at-provider`: it is the person's turn, at a sign-in provider's page (`SignInDetail`: which)
 * - `in-browser`: it is the person's turn, in the system's own browser
 * - `browser-refused`: a provider lets nobody sign in inside another program (`SignInDetail`: which)
 * - `passkey`: the page waits for a passkey, which may not come in this window (`SignInDetail`: where)
 * - `captcha`: the page wants proof that nobody is a robot (`SignInDetail`: where)
 * - `led-away`: the page wanted to go to another site, where this window does not go
 * - `in-circles`: the page leads on and on, and was stopped
 * - `blank`: a page has shown nothing for a while
 * - `not-gazelle`: what is at Gazelle's address does not look like Gazelle's
 * - `quiet`: for two minutes, nothing came that carries a token
 * - `unreachable`: Gazelle's page does not load
 * - `certificate`: a page was not opened because its server cannot prove who it is (`SignInDetail`: which, and why)
 * - `proxy-auth`: the proxy on the way wants a user name and a password (`SignInDetail`: which proxy)
 * - `authorization-refused`: the OAuth authorisation failed (`SignInDetail`: how, and the provider's own words)
 * - `token-refused`: a token came, and Gazelle's API did not accept it
 * - `other-company`: a token came that is another company's than the row's, and waits for a person's word, or was declined
 * - `working`: a token came and is being tried and saved
 * - `held`: it could not be saved yet, and is kept
 * - `done`: the row holds a token that works
 *
 * And when it is closed: `closed` (nothing to say) or `cancelled` (closed before a token came).
 */
export type SignInPhase =
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

/** Why a server's certificate is not believed. */
export type CertificateFlaw = 'unknown-issuer' | 'out-of-date' | 'wrong-name' | 'revoked' | 'other'

/** What a phase of the sign-in is about, where its name alone does not say it. */
export type SignInDetail =
  | {
      readonly phase: 'at-provider' | 'browser-refused' | 'passkey' | 'captcha' | 'proxy-auth'
      readonly host: string
    }
  | { readonly phase: 'certificate'; readonly host: string; readonly flaw: CertificateFlaw }
  | {
      readonly phase: 'authorization-refused'
      readonly why: AuthorizationErrorKind
      /** What the provider itself says, cleaned and short. */
      readonly words: string | null
    }

export function isSignInOpen(phase: SignInPhase): boolean {
  return phase !== 'closed' && phase !== 'cancelled'
}

/**
 * Where secrets are kept: under the system's keychain, or in memory until the app ends because there is none.
 */
export type SecretKeeping = 'keychain' | 'memory'

/**
 * Why secrets that were kept cannot be read:
 * - `locked`: the keychain waits for a person to open it
 * - `denied`: a person, or the keychain itself, has said no
 * - `gone`: there is no keychain any more
 * - `frozen`: the keychain does not answer
 * - `other`: the keychain is another than the one that sealed them
 * - `lost`: nothing was kept, or the file is gone
 */
export type SecretsTrouble = 'locked' | 'denied' | 'gone' | 'frozen' | 'other' | 'lost'

/** What the secrets are for: the Supabase side, the OAuth application, the proxy, tokens that are in no row. */
export type SecretKind = 'supabase' | 'oauth' | 'proxy' | 'tokens'

/** Secrets that were kept and cannot be read now. */
export interface UnreadSecrets {
  readonly why: SecretsTrouble
  readonly what: readonly SecretKind[]
  /** The keychain is being asked, because a person wants it. */
  readonly isAsking: boolean
}

export type Language = 'en' | 'fr'

/** Something worth a mark. `conflict`: two tokens that work wanted the row; which one was kept, and which was not. */
export type Mark =
  | keeper.Mark
  | { readonly what: 'conflict'; readonly at: number; readonly kept: string; readonly other: string }

/** The token's last 90 days: whose turn it was, and what happened. The oldest first. */
export type History = Omit<keeper.History, 'marks'> & { readonly marks: readonly Mark[] }

/** A mistake of our own that nothing has caught: its error's name, and when, in milliseconds since 1970. */
export interface Mistake {
  readonly at: number
  readonly name: string
}

/** What the app itself ran into on this computer, beside the token; null where nothing. */
export interface Mishaps {
  /** Why files cannot be written: what is new lasts until the app ends. */
  readonly disk: DiskTrouble | null
  /** The settings were lost or damaged before this start: an earlier copy was taken, or there was none. */
  readonly settings: 'restored' | 'lost' | null
  readonly mistake: Mistake | null
}

export const noMishaps: Mishaps = { disk: null, settings: null, mistake: null }

/** All that any face shows: popover, guide bar, tray, notifications. Nothing in it is a secret. */
export interface Snapshot {
  readonly language: Language
  /** False until a Supabase project has been named. */
  readonly isConnected: boolean
  readonly isSandbox: boolean
  readonly condition: Condition
  readonly keeper: KeeperState
  readonly signIn: SignInPhase
  /** Whether somebody is at the open sign-in window, or was lately: only then it says for the other faces what there is to do. */
  readonly isSignInAttended: boolean
  /** Of the phase, where there is more to say. */
  readonly signInDetail: SignInDetail | null
  readonly secrets: SecretKeeping
  /** What was set up before and cannot be read; null where nothing is. */
  readonly unread: UnreadSecrets | null
  readonly mishaps: Mishaps
  /** The token's last 90 days. */
  readonly history: History
  readonly setup: Setup
}

/** Whether somebody is signing in at this moment. A window that was left open and forgotten is nobody. */
export function isBeingDealtWith({ signIn, isSignInAttended }: Pick<Snapshot, 'signIn' | 'isSignInAttended'>): boolean {
  return isSignInOpen(signIn) && isSignInAttended
}

/** The time that a snapshot is told by, in milliseconds since 1970: this computer's, where that is right. */
export function nowOf(snapshot: Pick<Snapshot, 'keeper'>): number {
  return Date.now() - snapshot.keeper.clockErrorMilliseconds
}

export { isPassing } from '../core/keeper/state.ts'
export { expiresAt } from '../core/token/expiry.ts'
