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
  /** Called when a new password may have opened the way. */
  readonly onSetUp: () => void
}

const secretName = 'proxy.password'

/** The login for a proxy that asks for one. */
export class ProxyControl {
  readonly state: Observed<ProxySetup | null>
  readonly #options: ProxyControlOptions
  /** The proxy that asked last. It stays in view after it no longer asks, so that a person can finish typing. */
  #lastAsked: string | null = null
  /** The proxies that have asked. Whatever a page says, only one of these, or the one that has a password already, gets one. */
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

  /** Takes the user and password typed for this proxy ("host:port") if it has asked or has a password; otherwise does nothing. */
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

  /** Reads the password again: the keychain has opened. */
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
