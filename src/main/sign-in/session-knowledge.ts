import { Observed } from '../../core/base/observed.ts'
import type { OfferResult, Outcome } from '../../core/keeper/keeper.ts'
import type { Credential } from '../../core/token/credential.ts'
import { fingerprint } from '../../core/token/fingerprint.ts'

export interface SessionKnowledgeOptions {
  /** Where the last word is kept: it outlives the app, as the session does. */
  readonly settings: {
    get(name: 'sessionGaveToken'): boolean
    set(name: 'sessionGaveToken', value: boolean): void
  }
  /** Whether the session has cookies of Gazelle now; null while that is not known. */
  readonly hasCookies: () => boolean | null
}

/** How a token ends whose account can serve the row. */
const ofUse: readonly OfferResult[] = ['saved', 'unchanged', 'outlived']

/**
 * What is known of Gazelle's web session without a visit: whether it has cookies of Gazelle, and the last word on who is signed
 * in. Both together make a promise. Cookies alone do not: Gazelle's pages set some before anybody signs in, and the server may
 * have ended the session since. Where there never was a word, as after an upgrade, nothing is promised until there is one.
 */
export class SessionKnowledge {
  /** As in `WebSession`. */
  readonly isPromising = new Observed(false)
  /** Counts what begins or ends a session: a sign-in that begins, a token that comes, a session that is forgotten. */
  changes = 0
  readonly #options: SessionKnowledgeOptions
  /** The fingerprint of the latest token from the session. */
  #latest: string | null = null

  constructor(options: SessionKnowledgeOptions) {
    this.#options = options
  }

  /** Looks at the cookies again: they have changed, or may be over. */
  look(): void {
    const hasCookies = this.#options.hasCookies()
    // Cookies that come later are not those of the person who was signed in.
    if (hasCookies === false) this.#keep(false)
    const isPromising = hasCookies === true && this.isSignedIn
    if (isPromising !== this.isPromising.value) this.isPromising.set(isPromising)
  }

  /** A page of the session has sent a request with this token. */
  brought({ accessToken }: Pick<Credential, 'accessToken'>): void {
    this.changes++
    this.#latest = fingerprint(accessToken)
    this.hear(true)
  }

  /** Takes the outcome of a token: the session is of no use for the row if Gazelle or a person does not want its latest one. */
  tell({ fingerprint, result }: Outcome): void {
    // How a held one ends is told later.
    if (fingerprint === this.#latest && result !== 'held') this.hear(ofUse.includes(result))
  }

  /** Nobody is signed in: Gazelle has asked for a sign-in, or the session is forgotten. */
  signedOut(): void {
    this.hear(false)
  }

  /** The last word on who is signed in. */
  get isSignedIn(): boolean {
    return this.#options.settings.get('sessionGaveToken')
  }

  /** Takes a word on whether somebody is signed in. */
  hear(isSignedIn: boolean): void {
    this.#keep(isSignedIn)
    this.look()
  }

  #keep(isSignedIn: boolean): void {
    const { settings } = this.#options
    if (settings.get('sessionGaveToken') !== isSignedIn) settings.set('sessionGaveToken', isSignedIn)
  }
}
