import { startAuthorization } from '../core/gazelle/authorization.ts'
import { AuthorizationError } from '../core/gazelle/authorization-error.ts'
import type { Observed } from '../core/observed.ts'
import { isSignInOpen } from '../shared/snapshot.ts'
import type { ConnectionParts } from './connection.ts'
import { fetchOnce, userAgent } from './network.ts'
import type { Settings } from './settings.ts'
import type { Authorization } from './sign-in/authorization.ts'
import { isSolved } from './sign-in/phase.ts'
import { PkceMemory } from './sign-in/pkce-memory.ts'
import type { SignInWindow } from './sign-in/window.ts'

/**
 * How the guided window is begun: by an authorisation where the company's OAuth application is set up, because a refresh
 * token comes with it; else by the token in the page's traffic.
 */
export class SignInWay {
  readonly #window: SignInWindow
  readonly #parts: Observed<ConnectionParts>
  readonly #pkce: PkceMemory
  /** Gazelle knows no PKCE, as it told this application. */
  #refusedPkceTo: string | null = null

  constructor(window: SignInWindow, parts: Observed<ConnectionParts>, settings: Pick<Settings, 'get' | 'set'>) {
    this.#window = window
    this.#parts = parts
    this.#pkce = new PkceMemory(settings)
    window.phase.subscribe(() => {
      const { detail } = window
      const isRefused = detail?.phase === 'authorization-refused' && detail.why === 'pkce-refused'
      if (isRefused) this.#refusedPkceTo = parts.value.oauthClientId
    })
    let last = parts.value
    parts.subscribe((next) => {
      const isOther = !isSameApplication(last, next)
      last = next
      // A refresh token belongs to the application that asked for it. While another one's secret is still to come, the
      // page stays: begun now, it would give a token of the traffic, and close before the application can be asked.
      if (isOther && !lacksSecret(next) && this.#isAskedFor()) void this.#beginAnew()
    })
  }

  /** Opens the window, or brings it to the front as it is. Never rejects. */
  async show(): Promise<void> {
    if (isSignInOpen(this.#window.phase.value)) this.#window.show()
    else this.#window.begin(await this.#authorization(this.#parts.value))
  }

  /** Loads the page again; an authorisation that was refused is asked for anew, since its answer can be used once. */
  async reload(): Promise<void> {
    if (this.#window.phase.value === 'authorization-refused') await this.#beginAnew()
    else await this.#window.reload()
  }

  /** A person is at the window, and no token has come. */
  #isAskedFor(): boolean {
    const { value: phase } = this.#window.phase
    return isSignInOpen(phase) && !isSolved(phase)
  }

  async #beginAnew(): Promise<void> {
    const { value: parts } = this.#parts
    const authorization = await this.#authorization(parts)
    // The window was closed meanwhile, or the application changed again.
    if (this.#isAskedFor() && isSameApplication(parts, this.#parts.value)) this.#window.begin(authorization)
  }

  async #authorization(parts: ConnectionParts): Promise<Authorization | null> {
    const { gazelleUrl, oauthClientId: clientId, oauthSecret: clientSecret, oauthRedirectUri: redirectUri } = parts
    if (clientId === null || clientSecret === null || redirectUri === null) return null
    const hasTakenPkce = this.#pkce.hasTaken(gazelleUrl, clientId)
    const pkce = hasTakenPkce || this.#refusedPkceTo !== clientId
    try {
      const authorization = await startAuthorization({
        authorizationEndpoint: new URL('/developer/oauth/authorize', gazelleUrl).href,
        tokenEndpoint: new URL('/developer/oauth/token', gazelleUrl).href,
        application: { clientId, clientSecret, redirectUri },
        fetch: fetchOnce,
        clock: { now: () => Date.now() },
        userAgent,
        pkce,
        hasTakenPkce,
      })
      return {
        ...authorization,
        finish: async (url) => {
          const credential = await authorization.finish(url)
          if (pkce) this.#pkce.remember(gazelleUrl, clientId)
          return credential
        },
      }
    } catch (error) {
      // What is set up cannot work: the other way still does.
      if (error instanceof AuthorizationError) return null
      throw error
    }
  }
}

/** An id is set up by itself, and its secret after it. */
function lacksSecret({ oauthClientId, oauthSecret }: ConnectionParts): boolean {
  return oauthClientId !== null && oauthSecret === null
}

function isSameApplication(one: ConnectionParts, other: ConnectionParts): boolean {
  const names = ['gazelleUrl', 'oauthClientId', 'oauthSecret', 'oauthRedirectUri'] as const
  return names.every((name) => one[name] === other[name])
}
