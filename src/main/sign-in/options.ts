import type { Observed } from '../../core/base/observed.ts'
import type { Credential } from '../../core/token/credential.ts'
import type { Translate } from '../../shared/catalogue/index.ts'
import type { SignInPhase } from '../../shared/snapshot.ts'
import type { Bounds } from '../connection/settings.ts'
import type { SessionKeeping } from './gazelle-session.ts'

export interface SignInOptions extends SessionKeeping {
  /** Where the window tells how far the sign-in is; nobody else sets it. */
  readonly phase: Observed<SignInPhase>
  /** Gazelle's origin, as it is now. */
  readonly gazelleUrl: () => string
  readonly translate: () => Translate
  /**
   * Hands the keeper a credential, or the promise of one; `tell` reports the outcome. The window itself deals with a rejection.
   */
  readonly onCredential: (credential: Credential | Promise<Credential>) => void
  /** The window's bounds when it was last closed, and where they are kept. */
  readonly bounds: { last(): unknown; keep(bounds: Bounds): void }
  /** How long to wait for a token before the person is told, in milliseconds. */
  readonly patienceMilliseconds: number
}
