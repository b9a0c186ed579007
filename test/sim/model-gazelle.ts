/** The effect of a refresh on the pair that it used; see sandbox/gazelle for the same over real HTTP. */
export type Rotation = 'revoke-at-once' | 'revoke-on-first-use' | 'revoke-family-on-reuse'

interface Pair {
  readonly access: string
  readonly refresh: string
  /** The company that it belongs to. */
  readonly company: number
  readonly family: number
  readonly previous: Pair | null
  readonly issuedAt: number
  readonly expiresAt: number
  diedAt: number | null
  isSpent: boolean
}

export const lifeMilliseconds = 30 * 24 * 60 * 60 * 1000

/** A Gazelle in memory: pairs of tokens, and web sessions that bring fresh ones. Times are true time, milliseconds. */
export class ModelGazelle {
  readonly #rotation: Rotation
  readonly #now: () => number
  readonly #pairs: Pair[] = []
  #count = 0

  constructor(rotation: Rotation, now: () => number) {
    this.#rotation = rotation
    this.#now = now
  }

  issue(family: number = this.#count, previous: Pair | null = null, company = previous?.company ?? 0): Pair {
    const mark = String(this.#count++).padStart(4, '0')
    const pair: Pair = {
      access: `access-${mark}-${'a'.repeat(48)}`,
      refresh: `refresh-${mark}-${'r'.repeat(31)}`,
      company,
      family,
      previous,
      issuedAt: this.#now(),
      expiresAt: this.#now() + lifeMilliseconds,
      diedAt: null,
      isSpent: false,
    }
    this.#pairs.push(pair)
    return pair
  }

  /** Whether Gazelle accepts the access token now, without using it. */
  isAlive(access: string): boolean {
    const pair = this.#byAccess(access)
    return pair !== undefined && pair.diedAt === null && this.#now() < pair.expiresAt
  }

  /** When the token died, or null while it lives; 0 for a text that never was a token. */
  diedAt(access: string): number | null {
    const pair = this.#byAccess(access)
    if (pair === undefined) return 0
    return pair.diedAt ?? (this.#now() >= pair.expiresAt ? pair.expiresAt : null)
  }

  /** How long after its issue a lagging API learns of this token: up to a minute, in milliseconds. */
  lag(access: string): number {
    const mark = Number(access.slice('access-'.length, 'access-'.length + 4))
    return [400, 60_000, 5_000, 20_000][mark % 4] ?? 0
  }

  /** The company of an access token; null for a text that never was one. */
  companyOf(access: string): number | null {
    return this.#byAccess(access)?.company ?? null
  }

  companyOfRefresh(refresh: string): number | null {
    return this.#pairs.find((each) => each.refresh === refresh)?.company ?? null
  }

  /** All access tokens of a company so far. */
  tokensOf(company: number): readonly string[] {
    return this.#pairs.filter((each) => each.company === company).map(({ access }) => access)
  }

  issuedAt(access: string): number {
    return this.#byAccess(access)?.issuedAt ?? 0
  }

  /** Uses an access token; gives whether it was accepted. */
  use(access: string): boolean {
    const pair = this.#byAccess(access)
    if (pair === undefined || !this.isAlive(access)) return false
    if (this.#rotation === 'revoke-on-first-use' && pair.previous !== null) this.#kill(pair.previous)
    return true
  }

  /** Whether a refresh with it would bring a pair now. */
  isRefreshable(refresh: string): boolean {
    const pair = this.#pairs.find((each) => each.refresh === refresh)
    if (pair === undefined || pair.isSpent || this.#now() >= pair.issuedAt + 2 * lifeMilliseconds) return false
    return pair.diedAt === null
  }

  /** Spends a refresh token; null: `invalid_grant`. */
  refresh(refresh: string): Pair | null {
    const pair = this.#pairs.find((each) => each.refresh === refresh)
    if (pair === undefined) return null
    if (!this.isRefreshable(refresh)) {
      if (this.#rotation === 'revoke-family-on-reuse' && pair.isSpent) this.#killFamily(pair.family)
      return null
    }
    if (this.#rotation !== 'revoke-on-first-use') {
      pair.isSpent = true
      this.#kill(pair)
    }
    return this.issue(pair.family, pair)
  }

  revoke(access: string): void {
    const pair = this.#byAccess(access)
    if (pair !== undefined) this.#kill(pair)
  }

  #byAccess(access: string): Pair | undefined {
    return this.#pairs.find((each) => each.access === access)
  }

  #kill(pair: Pair): void {
    pair.diedAt ??= this.#now()
  }

  #killFamily(family: number): void {
    for (const pair of this.#pairs) if (pair.family === family) this.#kill(pair)
  }
}
