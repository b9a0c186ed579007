import { type AuthInfo, app, net, type Session } from 'electron'
import { Observed } from '../../core/base/observed.ts'

/** A person's login at a proxy. Holds a secret: it stays in main. */
export interface ProxyAccount {
  /** Host and port, "10.0.0.1:3128": no other proxy is given the password. */
  readonly proxy: string
  readonly user: string
  readonly password: string
}

export interface ProxyQuestion {
  /** Host and port of the proxy that wants a password which is missing or wrong; null: none does. */
  readonly askedBy: string | null
  /** Whether the proxy has refused the password given. */
  readonly isRefused: boolean
}

const nothingAsked: ProxyQuestion = { askedBy: null, isRefused: false }

/** Answers proxies that ask for a login, for every page and every request of the app. */
export class ProxyLogins {
  readonly question = new Observed<ProxyQuestion>(nothingAsked)
  #account: ProxyAccount | null = null
  /** Whether the proxy has refused the account. */
  #isRefused = false
  /** The origins that the proxy has blocked. */
  readonly #stopped = new Set<string>()

  /** Uses this account from now on; null: none. A refused password is not tried again until then. */
  use(account: ProxyAccount | null): void {
    this.#account = account
    this.#isRefused = false
    this.#ask(nothingAsked)
  }

  /** Answers for the pages; call it once, before the first of them. */
  listen(): void {
    app.on('login', (event, _contents, { url, firstAuthAttempt }, asking, answer) => {
      const account = this.#accountFor(asking, url, firstAuthAttempt !== false)
      if (account === null) return
      event.preventDefault()
      answer(account.user, account.password)
    })
  }

  /**
   * Reports that a request to this address got through. If the proxy had blocked this origin, clear the prompt: requests to other
   * origins may have gone another way. It says nothing of a refused password.
   */
  passed(url: string): void {
    if (!this.#isRefused && this.#stopped.has(originOf(url))) this.#ask(nothingAsked)
  }

  /**
   * Lets the proxy on the way to an address ask for a login, which `fetch` gives it no chance to. Returns whether it now lets the
   * session through, to any address. Asks the address's server only for its head. Never rejects.
   */
  introduce(session: Session, url: string, signal: AbortSignal | null | undefined): Promise<boolean> {
    const origin = originOf(url)
    const asked = net.request({ method: 'HEAD', url: `${origin}/`, session, credentials: 'omit', redirect: 'manual' })
    return new Promise((resolve) => {
      const end = (isThrough: boolean) => {
        resolve(isThrough)
        asked.abort()
      }
      let isFirst = true
      asked.on('login', (asking, answer) => {
        const account = this.#accountFor(asking, url, isFirst)
        isFirst = false
        if (account === null) answer()
        else answer(account.user, account.password)
      })
      asked.on('response', ({ statusCode }) => end(statusCode !== 407))
      asked.on('redirect', () => end(true))
      asked.on('error', () => resolve(false))
      signal?.addEventListener('abort', () => end(false))
      if (signal?.aborted) return end(false)
      asked.end()
    })
  }

  /** `isFirst`: this request has not been answered yet. */
  #accountFor({ isProxy, host, port }: AuthInfo, url: string, isFirst: boolean): ProxyAccount | null {
    if (!isProxy) return null
    const proxy = `${host}:${port}`
    const account = this.#account?.proxy === proxy ? this.#account : null
    if (account !== null && !isFirst) this.#isRefused = true
    if (account !== null && !this.#isRefused) return account
    this.#ask({ askedBy: proxy, isRefused: account !== null })
    this.#stopped.add(originOf(url))
    return null
  }

  #ask(question: ProxyQuestion): void {
    if (question.askedBy !== this.question.value.askedBy) this.#stopped.clear()
    this.question.set(question)
  }
}

const originOf = (url: string) => new URL(url).origin
