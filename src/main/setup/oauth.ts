import { callbackFlaw } from '../../core/gazelle/callback.ts'
import { Observed } from '../../core/observed.ts'
import type { OAuthSetup } from '../../shared/setup.ts'
import type { ConnectionParts } from '../connection.ts'
import type { ChosenConnection } from './chosen-connection.ts'

/** Sets the OAuth application up that the company has registered at Gazelle. */
export class OAuthControl {
  readonly state: Observed<OAuthSetup>
  readonly #chosen: ChosenConnection
  readonly #readClipboard: () => Promise<string>
  #isRedirectRefused = false

  constructor(chosen: ChosenConnection, readClipboard: () => Promise<string>) {
    this.#chosen = chosen
    this.#readClipboard = readClipboard
    this.state = new Observed(setupOf(chosen.parts.value, false))
    chosen.parts.subscribe(() => this.#tell())
  }

  /** Takes the application's id and its callback, exactly as registered; nothing is taken when that cannot be one. */
  set(clientId: string, redirectUri: string): void {
    const callback = redirectUri.trim()
    this.#isRedirectRefused = callback !== '' && callbackFlaw(callback) !== null
    if (this.#isRedirectRefused) {
      this.#tell()
      return
    }
    const { oauthClientId: before } = this.#chosen.parts.value
    const id = clientId.trim() || null
    this.#chosen.change({
      oauthClientId: id,
      oauthRedirectUri: callback || null,
      // Another application has another secret.
      ...(before !== null && before !== id ? { oauthSecret: null } : {}),
    })
  }

  /** Takes the application's secret out of the clipboard. What cannot be one (several words, hardly anything) is left. */
  async pasteSecret(): Promise<void> {
    const secret = (await this.#readClipboard()).trim()
    if (/^[\x21-\x7e]{8,500}$/.test(secret) && !URL.canParse(secret)) this.#chosen.change({ oauthSecret: secret })
  }

  forget(): void {
    this.#isRedirectRefused = false
    this.#chosen.change({ oauthClientId: null, oauthSecret: null, oauthRedirectUri: null })
  }

  #tell(): void {
    this.state.set(setupOf(this.#chosen.parts.value, this.#isRedirectRefused))
  }
}

function setupOf({ oauthClientId, oauthSecret, oauthRedirectUri }: ConnectionParts, isRedirectRefused: boolean) {
  return { clientId: oauthClientId, hasSecret: oauthSecret !== null, redirectUri: oauthRedirectUri, isRedirectRefused }
}
