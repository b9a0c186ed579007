import type { Cookie, CookiesSetDetails, Session } from 'electron'

/** What the sealed copy is kept by: see `Vault`. */
interface SecretPlace {
  get(name: string): string | null
  /** There is one of that name, and nobody can read it now. */
  isUnread(name: string): boolean
  set(name: string, secret: string): void
  forget(name: string): void
}

export interface KeptCookiesOptions {
  readonly vault: SecretPlace
  /** The setting "Stay signed in on this computer", as it is now. */
  readonly staysSignedIn: () => boolean
  /** Gazelle's origin, "https://gazelleapp.io", as it is now. */
  readonly gazelleUrl: () => string
}

/** The cookies of one session as they are, by `keyOf`. */
interface Jar {
  readonly cookies: Map<string, Cookie>
  /** Those that are being put back. */
  filling: Promise<void>
}

const secretName = 'gazelle-cookies'
/** A page may write its cookies anew with every answer: they are sealed this much later, in milliseconds. */
const sealMilliseconds = 2_000
/**
 * A network process that has just died has no cookies, takes none, and leaves some questions without an answer, until the next
 * one is there: it is tried again, a few seconds in all.
 */
const attempts = 20
const attemptMilliseconds = 100
const answerMilliseconds = 500

/**
 * Keeps Gazelle's session alive where Chromium lets it go. A cookie without an expiry ends with the app, one that is in memory
 * alone ends with Chromium's network process, and one on disk is of no use to a run whose keychain came late. So there is a copy
 * of all cookies in memory; and of Gazelle's own one that is sealed, while the person wants to stay signed in.
 */
export class KeptCookies {
  readonly #options: KeptCookiesOptions
  readonly #jars = new Map<Session, Jar>()
  /** How often all was forgotten: what began before puts nothing back. */
  #forgets = 0
  /** What the vault holds, as far as known. */
  #sealed: string | null = null
  /** What has changed since it was sealed, and when it will be. */
  #due: { readonly jar: Jar; timer: NodeJS.Timeout | null } | null = null

  constructor(options: KeptCookiesOptions) {
    this.#options = options
  }

  /**
   * Resolves when the session has the cookies that it should have; await it before a page is loaded in it or its cookies are
   * read. Gives whether that is all of them: false while the sealed copy cannot be read. The session is followed from then on.
   * Never rejects.
   */
  async ready(session: Session): Promise<boolean> {
    const jar = this.#jars.get(session) ?? this.#follow(session)
    jar.filling = jar.filling.then(() => this.#fill(session, jar)).catch(() => undefined)
    await jar.filling
    const isWhole = !this.#options.vault.isUnread(secretName)
    if (isWhole && this.#due !== null) this.#sealSoon(this.#due.jar)
    return isWhole
  }

  /** Puts back what is missing in every session: call it when Chromium's network process has died. */
  async putBack(): Promise<void> {
    await Promise.all([...this.#jars.keys()].map((session) => this.ready(session)))
  }

  /** Forgets every copy; resolves when none is being put back any more. Never rejects. */
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
    await Promise.all(filling)
  }

  /** Seals at once what was to be sealed soon: the app is about to end. */
  seal(): void {
    this.#stopSealing()
    const { vault, staysSignedIn } = this.#options
    // Written now, what is new would take the place of a copy that nobody has read yet.
    if (this.#due === null || !staysSignedIn() || vault.isUnread(secretName)) return
    const own = [...this.#due.jar.cookies.values()].filter((cookie) => this.#isGazelles(cookie))
    const text = own.length === 0 ? null : JSON.stringify(own)
    try {
      if (text === null) vault.forget(secretName)
      else if (text !== this.#sealed) vault.set(secretName, text)
      this.#sealed = text
      this.#due = null
    } catch {
      // On a disk that takes nothing they are tried again with the next change.
    }
  }

  #follow(session: Session): Jar {
    const jar: Jar = { cookies: new Map(), filling: Promise.resolve() }
    this.#jars.set(session, jar)
    session.cookies.on('changed', (_event, cookie, _cause, isRemoved) => {
      if (isRemoved) jar.cookies.delete(keyOf(cookie))
      else jar.cookies.set(keyOf(cookie), cookie)
      if (this.#isGazelles(cookie)) this.#sealSoon(jar)
    })
    return jar
  }

  async #fill(session: Session, jar: Jar): Promise<void> {
    const forgets = this.#forgets
    /** What was sealed after the disk was written, or by a run that had no use of the disk. */
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
      // Where some are there, what was not taken now never will be.
      if (missing.length === 0 || (found.size > 0 && missing.length === missed)) return
      missed = missing.length
      if (attempt > 1) await pause(attemptMilliseconds)
      for (const [key, cookie] of missing) {
        if (forgets !== this.#forgets) return
        if (jar.cookies.get(key) === cookie) await answered(session.cookies.set(detailsOf(cookie)))
      }
    }
  }

  /** The sealed copy, once: from then on the one in memory is the newer. */
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
      // On a disk that takes nothing an empty one could not be written either; the next change tries again.
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

/** The answer; null where there is none, or an error. */
const answered = <T>(answer: Promise<T>): Promise<T | null> =>
  Promise.race([answer.catch(() => null), pause(answerMilliseconds).then(() => null)])

/** What makes two cookies the same one. */
const keyOf = ({ name, domain, path }: Cookie) => JSON.stringify([name, domain, path])

/** A domain's cookie is told with a dot before it. */
const hostOf = ({ domain = '' }: Cookie) => domain.replace(/^\./, '')

const isOver = ({ expirationDate }: Cookie) => expirationDate !== undefined && expirationDate * 1000 <= Date.now()

/** As `cookies.set` wants a cookie that `cookies.get` gave. */
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
