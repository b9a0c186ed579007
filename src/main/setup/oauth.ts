import { Observed } from '../../core/base/observed.ts'
import { callbackFlaw, loopbackOf } from '../../core/gazelle/callback.ts'
import { isClientId } from '../../core/gazelle/client-id.ts'
import type { KeeperState } from '../../core/keeper/state.ts'
import type { Credential } from '../../core/token/credential.ts'
import { traitsOf } from '../../core/token/sources.ts'
import type { OAuthRefusal, OAuthSetup } from '../../shared/setup.ts'
import type { ChosenConnection } from '../connection/chosen-connection.ts'
import { type ConnectionParts, isSameApplication } from '../connection/connection.ts'
import { changeParts } from './change-parts.ts'
import type { Forgotten } from './forgotten.ts'
import type { SecretSource } from './secret-source.ts'

/**
 * Sets up the OAuth application that the company has registered at Gazelle. Input that cannot be right changes nothing, and the
 * state says so.
 */
export class OAuthControl {
  readonly state: Observed<OAuthSetup>
  readonly #chosen: Pick<ChosenConnection, 'parts' | 'change'>
  readonly #clipboard: SecretSource
  #refused: OAuthRefusal | null = null
  #isRefusedByGazelle = false

  constructor(
    chosen: Pick<ChosenConnection, 'parts' | 'change'>,
    keeper: { readonly state: Observed<KeeperState> },
    clipboard: SecretSource,
  ) {
    this.#chosen = chosen
    this.#clipboard = clipboard
    this.state = new Observed(this.#setup())
    chosen.parts.subscribe(() => this.#tell())
    let last = keeper.state.value.problem
    keeper.state.subscribe(({ row, problem }) => {
      const isNews = problem !== last
      last = problem
      // An unread row means a new keeper, perhaps for another application.
      if (row === 'unread') this.#hearGazelle(false)
      else if (isNews && problem?.at === 'oauth' && problem.kind === 'invalid-client') this.#hearGazelle(true)
    })
  }

  /** Gazelle has refused the application at a sign-in. */
  wasRefused(): void {
    this.#hearGazelle(true)
  }

  /** Waits for the token of a sign-in: if Gazelle issues it to the application, it knows the application. Never rejects. */
  async hearSignIn(credential: Credential | Promise<Credential>): Promise<void> {
    const asked = this.#chosen.parts.value
    const isOurs = await Promise.resolve(credential).then(
      (issued) => traitsOf(issued).application === 'ours',
      () => false,
    )
    if (isOurs && isSameApplication(asked, this.#chosen.parts.value)) this.#hearGazelle(false)
  }

  /** Takes the application's id and callback, exactly as registered, or neither if one of them cannot be right. */
  set(clientId: string, redirectUri: string): void {
    const id = clientId.trim()
    const callback = redirectUri.trim()
    const refused = id === '' || isClientId(id) ? callbackRefusal(callback) : 'client-id'
    const { oauthClientId: before } = this.#chosen.parts.value
    this.#take(refused, {
      oauthClientId: id || null,
      oauthRedirectUri: callback || null,
      // Another application has another secret.
      ...(before !== null && before !== id ? { oauthSecret: null } : {}),
    })
  }

  /** Takes the application's secret from the clipboard. If it can be one, it is cleared from there after a while. */
  async pasteSecret(): Promise<void> {
    const text = await this.#clipboard.read()
    const secret = text.trim()
    if (secretRefusal(secret, this.#chosen.parts.value.oauthClientId) === null) this.#clipboard.clearSoon(text)
    this.#take(secretRefusal(secret, this.#chosen.parts.value.oauthClientId), { oauthSecret: secret })
  }

  /** Sets where the person signs in: in the system's own browser, or in the app's window. */
  signInByBrowser(isWanted: boolean): void {
    this.#take(null, { oauthInBrowser: isWanted })
  }

  forget(): Forgotten {
    this.#refused = null
    const nothing = { oauthClientId: null, oauthSecret: null, oauthRedirectUri: null, oauthInBrowser: false }
    return { ...changeParts(this.#chosen, nothing), finish: async () => undefined }
  }

  #take(refused: OAuthRefusal | null, change: Partial<ConnectionParts>): void {
    this.#refused = refused
    if (refused === null) this.#chosen.change(change)
    else this.#tell()
  }

  #hearGazelle(isRefused: boolean): void {
    if (isRefused === this.#isRefusedByGazelle) return
    this.#isRefusedByGazelle = isRefused
    this.#tell()
  }

  #tell(): void {
    this.state.set(this.#setup())
  }

  #setup(): OAuthSetup {
    const {
      oauthClientId: clientId,
      oauthSecret,
      oauthRedirectUri: redirectUri,
      oauthInBrowser,
    } = this.#chosen.parts.value
    return {
      clientId,
      hasSecret: oauthSecret !== null,
      redirectUri,
      refused: this.#refused,
      isRefusedByGazelle: this.#isRefusedByGazelle,
      ...(loopbackOf(redirectUri) === null ? {} : { inBrowser: oauthInBrowser }),
    }
  }
}

function callbackRefusal(callback: string): OAuthRefusal | null {
  return callback === '' || callbackFlaw(callback) === null ? null : 'redirect'
}

/** Gives null for a likely secret: one word of 8 to 500 characters that is neither a web address nor the client id. */
function secretRefusal(secret: string, clientId: string | null): OAuthRefusal | null {
  if (secret === clientId) return 'secret-is-id'
  return /^[\x21-\x7e]{8,500}$/.test(secret) && !isWebAddress(secret) ? null : 'secret'
}

function isWebAddress(text: string): boolean {
  return /^https?:/i.test(text)
}
