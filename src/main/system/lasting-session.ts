import { type Session, session } from 'electron'

/**
 * An address that every living network process turns away at once, as one of its forbidden ports: nobody is asked, no proxy
 * either. Where the way to the process is lost, a request fails without a reason.
 */
const forbiddenAddress = 'http://127.0.0.1:1/'
const turnedAway = 'net::ERR_UNSAFE_PORT'
/** What has an answer in itself comes within milliseconds. */
const patienceMilliseconds = 1000
/** Electron is told of the death by more than one way, and may look after its sessions a moment later. */
const looks = 2
const lookAgainMilliseconds = 100

/**
 * A session in memory for requests of the app's own, which goes on when Chromium's network process has died. Electron kept a
 * session's way to that process for good, so that every `fetch` in it failed from then on, until electron/electron#54925 (in
 * 42.11.15, and in what was released after it of 43, 44 and 45). It lets go of no session before the app ends, each about half a
 * megabyte: a fresh one is made only where the old one is of no use.
 */
export class LastingSession {
  readonly #name: string
  #successors = 0
  /** Settled once the session is known to work, or replaced. */
  #known: Promise<void> = Promise.resolve()
  #isInDoubt = false

  constructor(name: string) {
    this.#name = name
  }

  /** The network process has died: whoever opens it next finds out what is left of it. */
  doubt(): void {
    this.#isInDoubt = true
  }

  /** The session that requests go through now; it caches nothing. Never rejects. */
  async open(): Promise<Session> {
    if (this.#isInDoubt) {
      this.#isInDoubt = false
      this.#known = this.#known.then(() => this.#settle())
    }
    await this.#known
    return this.#session()
  }

  #session(): Session {
    return session.fromPartition(`${this.#name}-${this.#successors}`, { cache: false })
  }

  async #settle(): Promise<void> {
    for (let look = 1; look <= looks; look++) {
      if (await findsNetwork(this.#session())) return
      if (look < looks) await new Promise((resolve) => setTimeout(resolve, lookAgainMilliseconds))
    }
    this.#successors++
  }
}

/** Whether requests of the session reach the network process that there is now. */
async function findsNetwork(own: Session): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(patienceMilliseconds)
    await own.fetch(forbiddenAddress, { method: 'HEAD', credentials: 'omit', cache: 'no-store', signal })
    return true
  } catch (error) {
    return error instanceof Error && error.message === turnedAway
  }
}
