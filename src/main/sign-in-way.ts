import { startAuthorization } from '../core/gazelle/authorization.ts'
import { AuthorizationError } from '../core/gazelle/authorization-error.ts'
import { isSignInOpen } from '../shared/snapshot.ts'
import type { ConnectionParts } from './connection.ts'
import { fetchOnce, userAgent } from './network.ts'
import type { Authorization } from './sign-in/authorization.ts'
import type { SignInWindow } from './sign-in/window.ts'

/**
 * How the guided window is begun: by an authorisation where the company's OAuth application is set up, because a refresh
 * token comes with it; else by the token in the page's traffic.
 */
export class SignInWay {
  readonly #window: SignInWindow
  readonly #parts: () => ConnectionParts
  /** Gazelle refused PKCE to this application. */
  #refusedPkceTo: string | null = null

  constructor(window: SignInWindow, parts: () => ConnectionParts) {
    this.#window = window
    this.#parts = parts
    window.phase.subscribe(() => {
      const { detail } = window
      const isRefused = detail?.phase === 'authorization-refused' && detail.why === 'pkce-refused'
      if (isRefused) this.#refusedPkceTo = parts().oauthClientId
    })
  }

  /** Opens the window, or brings it to the front as it is. Never rejects. */
  async show(): Promise<void> {
    if (isSignInOpen(this.#window.phase.value)) this.#window.show()
    else await this.#begin()
  }

  /** Loads the page again; an authorisation that was refused is asked for anew, since its answer can be used once. */
  async reload(): Promise<void> {
    if (this.#window.phase.value === 'authorization-refused') await this.#begin()
    else this.#window.reload()
  }

  async #begin(): Promise<void> {
    const authorization = await this.#authorization()
    this.#window.show(authorization === null ? {} : { authorization })
  }

  async #authorization(): Promise<Authorization | null> {
    const {
      gazelleUrl,
      oauthClientId: clientId,
      oauthSecret: clientSecret,
      oauthRedirectUri: redirectUri,
    } = this.#parts()
    if (clientId === null || clientSecret === null || redirectUri === null) return null
    try {
      return await startAuthorization({
        authorizationEndpoint: new URL('/developer/oauth/authorize', gazelleUrl).href,
        tokenEndpoint: new URL('/developer/oauth/token', gazelleUrl).href,
        application: { clientId, clientSecret, redirectUri },
        fetch: fetchOnce,
        clock: { now: () => Date.now() },
        userAgent,
        pkce: this.#refusedPkceTo !== clientId,
      })
    } catch (error) {
      // What is set up cannot work: the other way still does.
      if (error instanceof AuthorizationError) return null
      throw error
    }
  }
}
