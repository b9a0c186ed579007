import { type AuthInfo, app, net, type Session } from 'electron'
import { Observed } from '../core/observed.ts'

/** What a person goes by at a proxy. Holds a secret: it stays in main. */
export interface ProxyAccount {
  /** Host and port, "10.0.0.1:3128": no other proxy is given the password. */
  readonly proxy: string
  readonly user: string
  readonly password: string
}

export interface ProxyQuestion {
  /** Host and port of the proxy that wants a password which is not there, or not the right one; null: none does. */
  readonly askedBy: string | null
  /** It has refused the one that there is. */
  readonly isRefused: boolean
}

const nothingAsked: ProxyQuestion = { askedBy: null, isRefused: false }

/** What is said to proxies that ask who is there, for every page and every request of the app. */
export class ProxyLogin {
  readonly question = new Observed<ProxyQuestion>(nothingAsked)
  #account: ProxyAccount | null = null
  /** The proxy has refused the account. */
  #isRefused = false

  /** Goes by this account from now on; null: by none. A password that was refused is not tried again until then. */
  use(account: ProxyAccount | null): void {
    this.#account = account
    this.#isRefused = false
    this.question.set(nothingAsked)
  }

  /** Answers for the pages; call it once, before the first of them. */
  listen(): void {
    app.on('login', (event, _contents, { firstAuthAttempt }, asking, answer) => {
      const account = this.#accountFor(asking, firstAuthAttempt !== false)
      if (account === null) return
      event.preventDefault()
      answer(account.user, account.password)
    })
  }

  /** A request has gone through: nobody asks any more. But one that went another way says nothing of a refused password. */
  passed(): void {
    if (this.question.value.askedBy !== null && !this.#isRefused) this.question.set(nothingAsked)
  }

  /**
   * Lets the proxy on the way to an address ask, because `fetch` gives it no chance to. Gives whether it lets the session
   * through now, to any address. Asks the address's server for nothing but its head. Never rejects.
   */
  introduce(session: Session, url: string, signal: AbortSignal | null | undefined): Promise<boolean> {
    const { origin } = new URL(url)
    const asked = net.request({ method: 'HEAD', url: `${origin}/`, session, credentials: 'omit', redirect: 'manual' })
    return new Promise((resolve) => {
      const end = (isThrough: boolean) => {
        resolve(isThrough)
        asked.abort()
      }
      let isFirst = true
      asked.on('login', (asking, answer) => {
        const account = this.#accountFor(asking, isFirst)
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
  #accountFor({ isProxy, host, port }: AuthInfo, isFirst: boolean): ProxyAccount | null {
    if (!isProxy) return null
    const proxy = `${host}:${port}`
    const account = this.#account?.proxy === proxy ? this.#account : null
    if (account !== null && !isFirst) this.#isRefused = true
    if (account !== null && !this.#isRefused) return account
    this.question.set({ askedBy: proxy, isRefused: account !== null })
    return null
  }
}
