import { type Session, session } from 'electron'

/**
 * An address that every living network process rejects at once, for its forbidden port: no server and no proxy is asked. If the
 * connection to the process is lost, a request fails without a reason.
 */
const forbiddenAddress = 'http://127.0.0.1:1/'
const turnedAway = 'net::ERR_UNSAFE_PORT'
/** The network process answers this by itself, within milliseconds. */
const patienceMilliseconds = 1000
/** Electron learns of the death in more than one way, and may check its sessions a moment later. */
const looks = 2
const lookAgainMilliseconds = 100

/**
 * A session in memory for the app's own requests, which survives the death of Chromium's network process. Electron kept a
 * session's connection to that process for good, so that every `fetch` in it failed from then on, until electron/electron#54925
 * (in 42.11.15, and in later releases of 43, 44 and 45). It frees no session, about half a megabyte each, before the app ends: a
 * new one is made only if the old one is useless.
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

  /** The network process has died: the next `open` finds out whether the session still works. */
  doubt(): void {
    this.#isInDoubt = true
  }

  /** The session for requests now; it caches nothing. Never rejects. */
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

/** Whether the session's requests reach the current network process. */
async function findsNetwork(own: Session): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(patienceMilliseconds)
    await own.fetch(forbiddenAddress, { method: 'HEAD', credentials: 'omit', cache: 'no-store', signal })
    return true
  } catch (error) {
    return error instanceof Error && error.message === turnedAway
  }
}
