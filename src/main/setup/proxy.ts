import { Observed } from '../../core/base/observed.ts'
import type { ProxySetup } from '../../shared/setup.ts'
import type { Settings } from '../connection/settings.ts'
import type { Vault } from '../connection/vault.ts'
import type { ProxyAccount, ProxyLogins } from '../system/proxy-login.ts'

export interface ProxyControlOptions {
  readonly settings: Settings
  readonly vault: Vault
  readonly login: ProxyLogins
  /** Makes the proxy ask again, whatever it was told before. */
  readonly forgetPassword: () => Promise<void>
  /** Called when the way may be open that was not. */
  readonly onSetUp: () => void
}

const secretName = 'proxy.password'

/** The password for the proxy on the way, for those who have such a one. */
export class ProxyControl {
  readonly state: Observed<ProxySetup | null>
  readonly #options: ProxyControlOptions
  /** The proxy that asked last: whoever types an answer may go on, also when it has become needless. */
  #lastAsked: string | null = null
  /** All that have asked: a password is for one of these, whatever a page says. */
  readonly #haveAsked = new Set<string>()

  constructor(options: ProxyControlOptions) {
    this.#options = options
    const { login } = options
    login.use(this.#kept())
    this.state = new Observed(this.#setup())
    login.question.subscribe(({ askedBy }) => {
      this.#lastAsked = askedBy ?? this.#lastAsked
      if (askedBy !== null) this.#haveAsked.add(askedBy)
      this.state.set(this.#setup())
    })
  }

  /** Takes what somebody typed for this proxy, as host and port, if it asks or has asked; else takes nothing. */
  async set(proxy: string, user: string, password: string): Promise<void> {
    const { settings, vault, forgetPassword, onSetUp } = this.#options
    if (!this.#haveAsked.has(proxy) && this.#kept()?.proxy !== proxy) return
    settings.set({ proxy, proxyUser: user.trim() })
    vault.set(secretName, password)
    await this.#goBy(forgetPassword)
    onSetUp()
  }

  async forget(): Promise<void> {
    const { settings, vault, forgetPassword } = this.#options
    settings.set({ proxy: null, proxyUser: null })
    vault.forget(secretName)
    this.#lastAsked = null
    await this.#goBy(forgetPassword)
  }

  /** Reads the password anew: the keychain has opened. */
  readAnew(): void {
    this.#options.login.use(this.#kept())
    this.state.set(this.#setup())
  }

  async #goBy(forgetPassword: () => Promise<void>): Promise<void> {
    await forgetPassword()
    this.#options.login.use(this.#kept())
  }

  #kept(): ProxyAccount | null {
    const { settings, vault } = this.#options
    const { proxy, proxyUser: user } = settings.store
    const password = vault.get(secretName)
    return proxy === null || user === null || password === null ? null : { proxy, user, password }
  }

  #setup(): ProxySetup | null {
    const { askedBy, isRefused } = this.#options.login.question.value
    const kept = this.#kept()
    const host = askedBy ?? kept?.proxy ?? this.#lastAsked
    if (host === null) return null
    const isKept = kept?.proxy === host
    return { host, user: isKept ? kept.user : null, hasPassword: isKept, isAsking: askedBy !== null, isRefused }
  }
}
