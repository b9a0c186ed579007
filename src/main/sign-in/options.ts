import type { Observed } from '../../core/base/observed.ts'
import type { Credential } from '../../core/token/credential.ts'
import type { Translate } from '../../shared/catalogue/index.ts'
import type { SignInPhase } from '../../shared/snapshot.ts'
import type { SessionKeeping } from './gazelle-session.ts'

export interface SignInOptions extends SessionKeeping {
  /** Where the window tells how far the sign-in is; nobody else sets it. */
  readonly phase: Observed<SignInPhase>
  /** Gazelle's origin, as it is now. */
  readonly gazelleUrl: () => string
  readonly translate: () => Translate
  /**
   * Hands a credential to the keeper, or the promise of one that is being asked for; how that ends is told by `tell`. That
   * a promise is rejected is the window's own business.
   */
  readonly onCredential: (credential: Credential | Promise<Credential>) => void
  /** After this long without a token the person is told, in milliseconds. */
  readonly patienceMilliseconds: number
}
