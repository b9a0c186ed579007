import { Observed } from '../../src/core/base/observed.ts'
import type { Credential } from '../../src/core/token/credential.ts'
import type { World } from './world.ts'

/** The web session of one computer: whoever is signed in to Gazelle's page there. */
export class PageSession {
  isSignedIn: boolean
  /** Whether the keeper has not heard of the latest sign-in: it crashed while it was told. */
  isMissed = false
  /** Whether the computer knows of somebody who is signed in; not at first, as after an upgrade. */
  readonly isPromising = new Observed(false)
  /** The token of Gazelle's page. */
  token: string | null = null
  /** The company of the signed-in account. */
  company = 0
  readonly #world: World

  constructor(world: World) {
    this.#world = world
    this.isSignedIn = world.scenario.hasWebSession
  }

  /** A person has signed in and was given this token. */
  signIn({ accessToken }: Credential): void {
    const { gazelle, scenario } = this.#world
    this.isSignedIn = scenario.hasWebSession
    this.isMissed = false
    this.isPromising.set(scenario.hasWebSession)
    const company = gazelle.companyOf(accessToken) ?? 0
    if (company !== this.company) this.token = null
    this.company = company
  }

  /** A person has this computer forget who is signed in. */
  forget(): void {
    this.isSignedIn = false
    this.isPromising.set(false)
  }

  /** Hears what a visit has brought to this computer. */
  hear(found: Credential | 'signed-out' | 'unreachable'): void {
    if (found !== 'unreachable') this.isPromising.set(found !== 'signed-out')
  }

  /** Loads Gazelle's page. */
  open(): Credential | 'signed-out' {
    const { gazelle } = this.#world
    this.isMissed = false
    if (!this.isSignedIn) return 'signed-out'
    if (this.token === null || !gazelle.isAlive(this.token))
      this.token = gazelle.issue(undefined, null, this.company).access
    gazelle.use(this.token)
    return {
      accessToken: this.token,
      headerKind: 'bearer',
      refreshToken: null,
      issuedAt: null,
      lifeSeconds: null,
      source: 'web-session',
    }
  }
}
