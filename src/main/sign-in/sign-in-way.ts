import { shell } from 'electron'
import type { Observed } from '../../core/base/observed.ts'
import { gazelleAddresses } from '../../core/gazelle/addresses.ts'
import { type Authorization as Asked, startAuthorization } from '../../core/gazelle/authorization.ts'
import { AuthorizationError } from '../../core/gazelle/authorization-error.ts'
import { loopbackOf } from '../../core/gazelle/callback.ts'
import { systemClock } from '../../node/system-clock.ts'
import { isSigningIn } from '../../shared/snapshot.ts'
import { type ConnectionParts, isSameApplication } from '../connection/connection.ts'
import type { Settings } from '../connection/settings.ts'
import { electronFetch, userAgent } from '../system/network.ts'
import type { AuthorizationFlow } from './authorization.ts'
import { type Loopback, type LoopbackOptions, openLoopback } from './loopback.ts'
import { isSolved } from './phase.ts'
import { PkceMemory } from './pkce-memory.ts'
import type { SignInWindow } from './window.ts'

export interface SignInWayOptions extends Pick<LoopbackOptions, 'language' | 'translate'> {
  readonly window: SignInWindow
  readonly parts: Observed<ConnectionParts>
  readonly settings: Pick<Settings, 'get' | 'set'>
}

/**
 * Starts the guided window: by an authorisation if the company's OAuth application is set up, because that brings a refresh
 * token; else by the token in the page's traffic. An authorisation is given in the window, or in the system's own browser (RFC
 * 8252) if the person wants that or a provider rejects the window.
 */
export class SignInWay {
  readonly #options: SignInWayOptions
  readonly #window: SignInWindow
  readonly #parts: Observed<ConnectionParts>
  readonly #pkce: PkceMemory
  /** The application that Gazelle has told it knows no PKCE; null: none. */
  #refusedPkceTo: string | null = null
  /** Gazelle's page for the authorisation in the browser; null: it is given in the window. */
  #inBrowser: string | null = null
  #isGoingOn = false

  constructor(options: SignInWayOptions) {
    const { window, parts, settings } = options
    this.#options = options
    this.#window = window
    this.#parts = parts
    this.#pkce = new PkceMemory(settings)
    window.phase.subscribe((phase) => {
      const { detail } = window
      const isRefused = detail?.phase === 'authorization-refused' && detail.why === 'pkce-refused'
      if (isRefused) this.#refusedPkceTo = parts.value.oauthClientId
      if (phase === 'browser-refused') void this.showInBrowser()
    })
    let last = parts.value
    parts.subscribe((next) => {
      const isOther = !isSameRequest(last, next)
      last = next
      // A refresh token belongs to the application that asked for it. While another application's secret is still missing, the
      // page stays: starting now would take a token from the traffic, and close before the application can be asked.
      if (isOther && !lacksSecret(next) && this.#isAskedFor()) void this.#begin(this.#inBrowser !== null)
    })
  }

  /** Opens the window, or brings an open one to the front; begins what waits after a link. Never rejects. */
  async show(): Promise<void> {
    if (isSigningIn(this.#window.phase.value)) this.#window.show()
    else await this.#begin(this.#parts.value.oauthInBrowser, () => true)
  }

  /** Opens the window for a link, or brings an open one to the front. Begins nothing, and asks nobody. */
  wait(): void {
    this.#window.wait()
  }

  /** Goes on in the system's own browser; if that is impossible, everything stays as it is. Never rejects. */
  async showInBrowser(): Promise<void> {
    // A page and its pop-up may both be rejected: one browser is enough.
    if (this.#isGoingOn || this.#inBrowser !== null || !this.#isAskedFor()) return
    this.#isGoingOn = true
    try {
      await this.#begin(true, this.#isAskedFor, false)
    } finally {
      this.#isGoingOn = false
    }
  }

  /**
   * Loads the page again, or for the first time after a link; asks anew for a refused authorisation, since its answer can be used
   * only once.
   */
  async reload(): Promise<void> {
    const { value: phase } = this.#window.phase
    if (phase === 'by-link') await this.show()
    else if (phase === 'authorization-refused') await this.#begin(this.#inBrowser !== null)
    else if (phase === 'in-browser' && this.#inBrowser !== null) await this.#open(this.#inBrowser)
    else await this.#window.reload()
  }

  /** Whether a person is at the window, and no token has come. */
  readonly #isAskedFor = (): boolean => {
    const { value: phase } = this.#window.phase
    return isSigningIn(phase) && !isSolved(phase)
  }

  /**
   * Begins anew, if it is still wanted when everything is ready. If the browser cannot be used, the window is, where allowed
   * (`orInWindow`).
   */
  async #begin(inBrowser: boolean, isWanted = this.#isAskedFor, orInWindow = true): Promise<void> {
    const { value: parts } = this.#parts
    const loopback = inBrowser ? await this.#listen(parts) : null
    if (inBrowser && loopback === null && !orInWindow) return
    const authorization = await this.#authorization(parts, loopback)
    // The window was closed meanwhile, or the application changed again.
    if (!isWanted() || !isSameRequest(parts, this.#parts.value)) return loopback?.close()
    if (authorization === null) loopback?.close()
    this.#inBrowser = authorization?.browser === undefined ? null : authorization.url
    this.#window.begin(authorization)
    if (this.#inBrowser !== null) await this.#open(this.#inBrowser)
  }

  /** Falls back to the window if no browser can be opened. */
  async #open(url: string): Promise<void> {
    const isOpened = await shell.openExternal(url).then(
      () => true,
      () => false,
    )
    if (!isOpened && this.#window.phase.value === 'in-browser') await this.#begin(false)
  }

  /** Null if the browser cannot come back to this computer: the redirect address is not a loopback, or its port is taken. */
  async #listen({ oauthRedirectUri, oauthSecret }: ConnectionParts): Promise<Loopback | null> {
    const registered = loopbackOf(oauthRedirectUri)
    if (registered === null || oauthSecret === null) return null
    const { language, translate } = this.#options
    return await openLoopback({ registered, language, translate }).catch(() => null)
  }

  /** Null if there is no application, or its settings cannot work: the other way still does. */
  async #authorization(parts: ConnectionParts, loopback: Loopback | null): Promise<AuthorizationFlow | null> {
    const { gazelleUrl, oauthClientId: clientId, oauthSecret: clientSecret } = parts
    const { authorizationEndpoint, tokenEndpoint } = gazelleAddresses(gazelleUrl)
    const redirectUri = loopback?.redirectUri ?? parts.oauthRedirectUri
    if (clientId === null || clientSecret === null || redirectUri === null) return null
    const hasTakenPkce = this.#pkce.hasTaken(gazelleUrl, clientId)
    const pkce = hasTakenPkce || this.#refusedPkceTo !== clientId
    try {
      const authorization = await startAuthorization({
        authorizationEndpoint,
        tokenEndpoint,
        application: { clientId, clientSecret, redirectUri },
        fetch: electronFetch,
        clock: systemClock,
        userAgent,
        pkce,
        hasTakenPkce,
      })
      return {
        ...authorization,
        ...(loopback === null ? {} : { browser: visit(loopback, authorization) }),
        finish: async (url) => {
          const credential = await authorization.finish(url)
          if (pkce) this.#pkce.remember(gazelleUrl, clientId)
          return credential
        },
      }
    } catch (error) {
      if (error instanceof AuthorizationError) return null
      throw error
    }
  }
}

function visit(loopback: Loopback, { isAnswer }: Asked): NonNullable<AuthorizationFlow['browser']> {
  return { answer: loopback.answer(isAnswer), close: () => loopback.close() }
}

/** The id is saved first, and its secret after it. */
function lacksSecret({ oauthClientId, oauthSecret }: ConnectionParts): boolean {
  return oauthClientId !== null && oauthSecret === null
}

/** Whether both would be asked for with the same authorisation. */
function isSameRequest(one: ConnectionParts, other: ConnectionParts): boolean {
  return isSameApplication(one, other) && one.oauthRedirectUri === other.oauthRedirectUri
}
