import type { Cookie, CookiesSetDetails, Session } from 'electron'

/** Where the sealed copy is kept: see `Vault`. */
interface SecretPlace {
  get(name: string): string | null
  /** Whether a secret of that name exists that cannot be read now. */
  isUnread(name: string): boolean
  set(name: string, secret: string): void
  forget(name: string): void
}

export interface KeptCookiesOptions {
  readonly vault: SecretPlace
  /** The current setting "Stay signed in on this computer". */
  readonly staysSignedIn: () => boolean
  /** Gazelle's current origin, "https://gazelleapp.io". */
  readonly gazelleUrl: () => string
  /** Called when Gazelle's own cookies have changed. */
  readonly onChange?: () => void
}

/** The current cookies of one session, by `keyOf`. */
interface Jar {
  readonly cookies: Map<string, Cookie>
  /** Settles once the cookies are put back. */
  filling: Promise<void>
  /** Whether the cookies have been put back once: until then some may be missing here. */
  isFilled: boolean
}

const secretName = 'gazelle-cookies'
/** The delay before new cookies are sealed, in milliseconds: a page may write them anew with every answer. */
const sealMilliseconds = 2_000
/**
 * A network process that has just died has no cookies, takes none, and leaves some questions unanswered until its successor is
 * there. So these are the retries, a few seconds in all.
 */
const attempts = 20
const attemptMilliseconds = 100
const answerMilliseconds = 500

/**
 * Keeps Gazelle's session alive where Chromium would drop it. A cookie without an expiry is lost when the app quits, one in
 * memory is lost with Chromium's network process, and one on disk is of no use to a run whose keychain came late. So a copy of
 * all cookies is kept in memory, and a sealed copy of Gazelle's own while the person wants to stay signed in.
 */
export class KeptCookies {
  readonly #options: KeptCookiesOptions
  readonly #jars = new Map<Session, Jar>()
  /** Counts the calls of `forget`: work that began before one puts nothing back. */
  #forgets = 0
  /** The text in the vault, as far as known. */
  #sealed: string | null = null
  /** The changes since the last sealing, and the timer of the next. */
  #due: { readonly jar: Jar; timer: NodeJS.Timeout | null } | null = null

  constructor(options: KeptCookiesOptions) {
    this.#options = options
  }

  /**
   * Resolves when the session has the cookies that it should have; await it before loading a page in it or reading its cookies.
   * Returns whether they are complete: false while the sealed copy cannot be read. Follows the session from then on. Never
   * rejects.
   */
  async ready(session: Session): Promise<boolean> {
    const jar = this.#jars.get(session) ?? this.#follow(session)
    jar.filling = jar.filling.then(() => this.#fill(session, jar)).catch(() => undefined)
    await jar.filling
    jar.isFilled = true
    const isWhole = !this.#options.vault.isUnread(secretName)
    if (isWhole && this.#due !== null) this.#sealSoon(this.#due.jar)
    return isWhole
  }

  /** Whether the session has cookies of Gazelle now; null while that is not known: before `ready`, or without the sealed copy. */
  has(session: Session): boolean | null {
    const jar = this.#jars.get(session)
    if (jar === undefined || !jar.isFilled) return null
    if ([...jar.cookies.values()].some((cookie) => this.#isGazelles(cookie) && !isOver(cookie))) return true
    return this.#options.vault.isUnread(secretName) ? null : false
  }

  /** Puts back the missing cookies of every session: call it when Chromium's network process has died. */
  async putBack(): Promise<void> {
    await Promise.all([...this.#jars.keys()].map((session) => this.ready(session)))
  }

  /** Forgets every copy; resolves when no cookie is being put back any more. Never rejects. */
  async forget(): Promise<void> {
    this.#forgets++
    this.#stopSealing()
    this.#due = null
    this.#sealed = null
    const filling = [...this.#jars.values()].map((jar) => {
      jar.cookies.clear()
      return jar.filling
    })
    this.#forgetSealed()
    this.#options.onChange?.()
    await Promise.all(filling)
  }

  /** A copy of the session's cookies, as they should be; it holds secrets. Never rejects. */
  async copyOf(session: Session): Promise<readonly Cookie[]> {
    await this.ready(session)
    return [...(this.#jars.get(session)?.cookies.values() ?? [])]
  }

  /** Puts copied cookies back into the session, which has been forgotten since, and seals Gazelle's own. Never rejects. */
  async restore(session: Session, copy: readonly Cookie[]): Promise<void> {
    const jar = this.#jars.get(session) ?? this.#follow(session)
    for (const cookie of copy) jar.cookies.set(keyOf(cookie), cookie)
    await this.ready(session)
    this.#sealSoon(jar)
    this.seal()
    this.#options.onChange?.()
  }

  /** Seals pending changes at once: the app is about to quit. */
  seal(): void {
    this.#stopSealing()
    const { vault, staysSignedIn } = this.#options
    // Sealing now would overwrite a copy that has not been read yet.
    if (this.#due === null || !staysSignedIn() || vault.isUnread(secretName)) return
    const own = [...this.#due.jar.cookies.values()].filter((cookie) => this.#isGazelles(cookie))
    const text = own.length === 0 ? null : JSON.stringify(own)
    try {
      if (text === null) vault.forget(secretName)
      else if (text !== this.#sealed) vault.set(secretName, text)
      this.#sealed = text
      this.#due = null
    } catch {
      // The disk takes nothing: the next change tries again.
    }
  }

  #follow(session: Session): Jar {
    const jar: Jar = { cookies: new Map(), filling: Promise.resolve(), isFilled: false }
    this.#jars.set(session, jar)
    session.cookies.on('changed', (_event, cookie, cause, isRemoved) => {
      if (isRemoved) jar.cookies.delete(keyOf(cookie))
      else jar.cookies.set(keyOf(cookie), cookie)
      if (!this.#isGazelles(cookie)) return
      this.#sealSoon(jar)
      // The cookie that takes its place is told next.
      if (cause !== 'overwrite') this.#options.onChange?.()
    })
    return jar
  }

  async #fill(session: Session, jar: Jar): Promise<void> {
    const forgets = this.#forgets
    /** Cookies sealed after the disk was written, or by a run that could not use the disk. */
    const newer = new Set<string>()
    let missed = Number.POSITIVE_INFINITY
    for (let attempt = 0; attempt < attempts; attempt++) {
      const cookies = await answered(session.cookies.get({}))
      if (forgets !== this.#forgets) return
      if (cookies === null) continue
      const found = new Map(cookies.map((cookie) => [keyOf(cookie), cookie]))
      for (const cookie of this.#unseal()) {
        const key = keyOf(cookie)
        if (jar.cookies.has(key) || isOver(cookie)) continue
        jar.cookies.set(key, cookie)
        newer.add(key)
      }
      for (const [key, cookie] of found) if (!newer.has(key)) jar.cookies.set(key, cookie)
      const missing = [...jar.cookies].filter(
        ([key, cookie]) => found.get(key)?.value !== cookie.value && !isOver(cookie),
      )
      // If some cookies are there, the session will never take those that it did not take now.
      if (missing.length === 0 || (found.size > 0 && missing.length === missed)) return
      missed = missing.length
      if (attempt > 1) await pause(attemptMilliseconds)
      for (const [key, cookie] of missing) {
        if (forgets !== this.#forgets) return
        if (jar.cookies.get(key) === cookie) await answered(session.cookies.set(detailsOf(cookie)))
      }
    }
  }

  /** The sealed copy, read once: afterwards the copy in memory is newer. */
  #unseal(): readonly Cookie[] {
    const { vault, staysSignedIn } = this.#options
    if (this.#sealed !== null) return []
    const text = vault.get(secretName)
    if (text === null) return []
    if (!staysSignedIn()) {
      this.#forgetSealed()
      return []
    }
    this.#sealed = text
    const cookies: Cookie[] = JSON.parse(text)
    return cookies.filter((cookie) => this.#isGazelles(cookie))
  }

  #forgetSealed(): void {
    try {
      this.#options.vault.forget(secretName)
    } catch {
      // The disk takes nothing, so an empty copy could not be written either; the next change tries again.
    }
  }

  #sealSoon(jar: Jar): void {
    if (this.#due?.jar === jar && this.#due.timer !== null) return
    this.#stopSealing()
    this.#due = { jar, timer: setTimeout(() => this.seal(), sealMilliseconds) }
  }

  #stopSealing(): void {
    if (this.#due === null) return
    clearTimeout(this.#due.timer ?? undefined)
    this.#due.timer = null
  }

  #isGazelles(cookie: Cookie): boolean {
    const { hostname } = new URL(this.#options.gazelleUrl())
    const host = hostOf(cookie)
    return hostname === host || (cookie.hostOnly !== true && hostname.endsWith(`.${host}`))
  }
}

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds))

/** The answer; null if there is none in time, or an error. */
const answered = <T>(answer: Promise<T>): Promise<T | null> =>
  Promise.race([answer.catch(() => null), pause(answerMilliseconds).then(() => null)])

/** Identifies a cookie: cookies with the same key replace each other. */
const keyOf = ({ name, domain, path }: Cookie) => JSON.stringify([name, domain, path])

/** Electron puts a dot before the domain of a domain cookie. */
const hostOf = ({ domain = '' }: Cookie) => domain.replace(/^\./, '')

const isOver = ({ expirationDate }: Cookie) => expirationDate !== undefined && expirationDate * 1000 <= Date.now()

/** Turns a cookie from `cookies.get` into the details for `cookies.set`. */
function detailsOf(cookie: Cookie): CookiesSetDetails {
  const { name, value, path = '/', domain, hostOnly, secure, httpOnly, sameSite, expirationDate } = cookie
  return {
    url: `${secure ? 'https' : 'http'}://${hostOf(cookie)}${path}`,
    name,
    value,
    path,
    sameSite,
    ...(hostOnly !== true && domain !== undefined ? { domain } : {}),
    ...(secure === undefined ? {} : { secure }),
    ...(httpOnly === undefined ? {} : { httpOnly }),
    ...(expirationDate === undefined ? {} : { expirationDate }),
  }
}
