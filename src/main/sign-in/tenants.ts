import { verdictOn } from './url-policy.ts'

/**
 * Which tenants of sign-in providers may take the place of Gazelle's page. Anyone can be a tenant, so it is those that
 * Gazelle itself leads to, in this window: its page by a link, a form or a script, or its server by a redirect on a way that
 * began at Gazelle. A pop-up, a frame or another provider leads to none. Told of the main frame's navigations, in their order.
 */
export class Tenants {
  readonly #gazelle: URL
  readonly #admitted = new Set<string>()
  /** Where the way of the navigation under way has come to, as long as it was Gazelle's from its beginning. */
  #cameFrom: string | null = null

  constructor(gazelle: URL) {
    this.#gazelle = gazelle
  }

  /** A navigation begins: by this app, as long as nothing else is told of it. */
  begin(url: string): void {
    this.#cameFrom = url
  }

  /** A page begins it: the document with this origin; null where it is gone. Gives whether it may be shown. */
  lead(origin: string | null, url: string): boolean {
    this.#cameFrom = origin
    return this.#goOn(url)
  }

  /** A server leads it on. Gives whether it may be shown. */
  redirect(url: string): boolean {
    return this.#goOn(url)
  }

  #goOn(url: string): boolean {
    const isLedByGazelle = this.#cameFrom !== null && verdictOn(this.#cameFrom, this.#gazelle) === 'gazelle'
    this.#cameFrom = isLedByGazelle ? url : null
    switch (verdictOn(url, this.#gazelle)) {
      case 'gazelle':
      case 'provider':
        return true
      case 'tenant': {
        const { host } = new URL(url)
        if (isLedByGazelle) this.#admitted.add(host)
        return this.#admitted.has(host)
      }
      default:
        return false
    }
  }
}
