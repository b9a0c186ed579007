import type { Credential } from '../../core/token/credential.ts'
import type { Translate } from '../../shared/catalogue/index.ts'
import type { SessionKeeping } from './gazelle-session.ts'

export interface SignInOptions extends SessionKeeping {
  readonly gazelleUrl: string
  readonly title: string
  readonly translate: () => Translate
  /**
   * Hands a credential to the keeper, or the promise of one that is being asked for; how that ends is told by `tell`. That
   * a promise is rejected is the window's own business.
   */
  readonly onCredential: (credential: Credential | Promise<Credential>) => void
  /** After this long without a token the person is told, in milliseconds. */
  readonly patienceMilliseconds: number
}
