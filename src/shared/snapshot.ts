import type { Condition } from '../core/keeper/condition.ts'
import type { KeeperState } from '../core/keeper/state.ts'

export type { Condition } from '../core/keeper/condition.ts'
export type { Activity, KeeperState, Problem, TokenFacts } from '../core/keeper/state.ts'

/**
 * Where the guided sign-in stands. While the window is open:
 * - `loading`: Gazelle's page is on its way
 * - `waiting`: it is the person's turn
 * - `password-refused`: Gazelle's page did not accept the sign-in
 * - `led-away`: the page wanted to go to another site, where this window does not go
 * - `quiet`: for two minutes, nothing came that carries a token
 * - `unreachable`: Gazelle's page does not load
 * - `token-refused`: a token came, and Gazelle's API did not accept it
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
  | 'led-away'
  | 'quiet'
  | 'unreachable'
  | 'token-refused'
  | 'working'
  | 'held'
  | 'done'
  | 'closed'
  | 'cancelled'

export function isSignInOpen(phase: SignInPhase): boolean {
  return phase !== 'closed' && phase !== 'cancelled'
}

/**
 * Where secrets are kept: under the system's keychain, or in memory until the app ends because there is none.
 */
export type SecretKeeping = 'keychain' | 'memory'

export type Language = 'en' | 'fr'

/** All that any face shows: popover, guide bar, tray, notifications. Nothing in it is a secret. */
export interface Snapshot {
  readonly language: Language
  /** False until a Supabase project has been named. */
  readonly isConnected: boolean
  readonly isSandbox: boolean
  readonly condition: Condition
  readonly keeper: KeeperState
  readonly signIn: SignInPhase
  readonly secrets: SecretKeeping
}
