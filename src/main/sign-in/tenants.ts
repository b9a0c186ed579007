import { verdictOn } from './url-policy.ts'

/**
 * Decides which tenants of sign-in providers may take the place of Gazelle's page. Anyone can be a tenant, so it admits those to
 * which Gazelle itself leads in this window: by a link, form or script of its page, or by a redirect of its server on a way that
 * began at Gazelle. Pop-ups, frames and other providers admit none. Feed it the main frame's navigations in order.
 */
export class Tenants {
  readonly #gazelle: URL
  readonly #admitted = new Set<string>()
  /** Where the current navigation has come from, as long as its way has been Gazelle's from the start. */
  #cameFrom: string | null = null

  constructor(gazelle: URL) {
    this.#gazelle = gazelle
  }

  /** A navigation begins: by this app, unless another initiator is told. */
  begin(url: string): void {
    this.#cameFrom = url
  }

  /** A page begins it: the document with this origin; null: it is gone. Returns whether the address may be shown. */
  lead(origin: string | null, url: string): boolean {
    this.#cameFrom = origin
    return this.#goOn(url)
  }

  /** A server redirects it. Returns whether the address may be shown. */
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
